import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Numbers as the page's language writes them, always with so many decimals: they stand in columns, and change. */
export function useFixed(decimals: number): (value: number) => string {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const format = new Intl.NumberFormat(language, digits);
    return (value) => format.format(value);
  }, [language, decimals]);
}

/** Numbers as the page's language writes them, with up to so many decimals; a formatter is made once, because that is slow. */
export function useNumber(decimals = 3): (value: number) => string {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const format = new Intl.NumberFormat(language, { maximumFractionDigits: decimals });
    return (value) => format.format(value);
  }, [language, decimals]);
}
