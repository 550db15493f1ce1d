import { useTranslation } from "react-i18next";
import type { Taker } from "../../protocol/taker.ts";

/** Who or what took something, as it is named: a person's name, or that of a tour, the schedule or a rule with its word. */
export function useTaker(): (name: string, as: Taker | undefined) => string {
  const { t } = useTranslation();
  return (name, as) => t(`taker.${as ?? "person"}`, { name });
}
