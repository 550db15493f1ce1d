import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Numbers as the page's language writes them, with up to so many decimals; a formatter is made once, because that is slow. */
export function useNumber(decimals = 3): (value: number) => string {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const format = new Intl.NumberFormat(language, { maximumFractionDigits: decimals });
    return (value) => format.format(value);
  }, [language, decimals]);
}
