import { useTranslation } from "react-i18next";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Hides a wall or some of its tiles and shows them again, locks it and unlocks it. */
export function useGuarding(wallId: string) {
  const { t } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  async function run(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("wall", "outputs");
  }

  const params = { id: wallId };
  const named = (tileIds: readonly string[]) => (tileIds.length === 0 ? {} : { tileIds: [...tileIds] });
  return {
    /** The whole wall where no tile is named. */
    hide: (tileIds: readonly string[]) => run(() => call("hide", { params, body: named(tileIds) })),
    /** Everything where no tile is named. */
    show: (tileIds: readonly string[]) => run(() => call("show", { params, body: named(tileIds) })),
    lock: (reason: string) => run(() => call("lock", { params, body: reason === "" ? {} : { reason } })),
    unlock: () => run(() => call("unlock", { params })),
  };
}

export type Guarding = ReturnType<typeof useGuarding>;
