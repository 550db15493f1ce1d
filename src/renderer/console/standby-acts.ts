import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Chooses what stands over hidden walls, and makes layouts for it; each answers whether it was done. */
export function useStandbyActs(wallId: string) {
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  async function done(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
      return false;
    } finally {
      await askAgain("standby", "layouts");
    }
  }

  return {
    choose: (layoutId: string | null) =>
      done(() => call("putStandby", { params: { id: wallId }, body: { layoutId } })),
    chooseLogo: (imageId: string | null) => done(() => call("putLogo", { body: { imageId } })),
    add: (layout: Layout) => done(() => call("addLayout", { body: layout })),
  };
}

export type StandbyActs = ReturnType<typeof useStandbyActs>;
