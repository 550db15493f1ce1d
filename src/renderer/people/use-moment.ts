import { useTranslation } from "react-i18next";
import { sinceTime } from "../ui/site-time.ts";

/** An RFC 3339 time as the site's people write it: today's with its seconds, any other with its day. */
export function useMoment(zone: string): (at: string | null) => string {
  const { t } = useTranslation("people");
  return (at) => (at === null ? t("sessions.unknown") : sinceTime(at, zone, Date.now()));
}
