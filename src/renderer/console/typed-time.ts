import { useTranslation } from "react-i18next";
import { timeOfDaySchema } from "../../layouts/time-of-day.ts";

/** `7:30`, `7.30`, `730` and `0730` as `07:30`; null where it is no time of a day. */
export function typedTime(text: string): string | null {
  const [, hours = "", minutes = ""] = /^\s*(\d{1,2})[.:]?(\d{2})\s*$/.exec(text) ?? [];
  const time = timeOfDaySchema.safeParse(`${hours.padStart(2, "0")}:${minutes}`);
  return time.success ? time.data : null;
}

/** What a field says of a time that is typed; null where it is one. */
export function useTimeTrouble(): (value: unknown) => string | null {
  const { t } = useTranslation("console");
  return (value) => {
    const typed = typeof value === "string" ? value.trim() : "";
    if (typedTime(typed) !== null) return null;
    return typed === "" ? t("schedule.timeless") : t("schedule.wrongTime", { typed });
  };
}
