import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Puts a changed site, and offers the one before back. */
export function useSiteChange() {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  return async function put(before: Site, after: Site, etag: string | null, done: string): Promise<void> {
    try {
      const stored = await call("putSite", { body: after, ...(etag !== null && { ifMatch: etag }) });
      notify({
        title: done,
        undo: { label: common("undo"), act: () => void put(after, before, stored.etag, common("undo")) },
      });
    } catch (caught) {
      const error = asApiError(caught);
      const meanwhile = error.kind === "preconditionFailed";
      notify({
        title: common("failed"),
        description: meanwhile ? t("stage.changedMeanwhile") : error.message,
      });
    } finally {
      await askAgain("site", "layouts", "outputs", "wall");
    }
  };
}
