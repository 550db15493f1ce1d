import { useTranslation } from "react-i18next";

/** A distance in metres as "120 m" or "1.2 km". */
export function useDistanceWords(): (distanceM: number) => string {
  const { t, i18n } = useTranslation("console");
  return (distanceM) => {
    const km = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(distanceM / 1000);
    return distanceM < 1000
      ? t("followup.alike.metres", { count: Math.round(distanceM) })
      : t("followup.alike.kilometres", { far: km });
  };
}
