import { useTranslation } from "react-i18next";
import { type Asked, asApiError, useAskAgain } from "../link/queries.ts";
import { useNotices } from "./toasts.tsx";

/**
 * Runs acts on the core: what is refused is told, and `asked`, which stays the same, is asked for again. Answers what the
 * act came to, null where it was refused.
 */
export function useToldActs(
  asked: readonly Asked[],
): <Value>(act: () => Promise<Value>) => Promise<Value | null> {
  const { t } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  return async (act) => {
    let came = null;
    try {
      came = await act();
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain(...asked);
    return came;
  };
}
