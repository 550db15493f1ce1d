import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

/** What stands in a page's place until it knows what it is about, or why it does not. */
export function Opening({ asked }: { asked: Pick<UseQueryResult, "isError" | "error"> }) {
  const { t } = useTranslation();
  return (
    <main className="door">
      <p role={asked.isError ? "alert" : "status"}>{asked.error?.message ?? t("core.opening")}</p>
    </main>
  );
}
