import { useState } from "react";
import { useTranslation } from "react-i18next";
import { allows } from "../../protocol/role.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import type { Present } from "../ui/gate.tsx";
import { useNotices } from "../ui/toasts.tsx";

/** Who has no account keeps the choice in this browser. */
const keyOf = (person: string | null) => `dinding.simple.${person ?? ""}`;

/** Whether somebody's desk is the simple one, and how to change to the other; only who may take has the choice. */
export function useDeskChoice(me: Present): readonly [simple: boolean, change: (simple: boolean) => void] {
  const { t } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [own, setOwn] = useState(() => localStorage.getItem(keyOf(me.name)) === "yes");

  async function tell(simple: boolean) {
    try {
      await call("editMe", { body: { simple } });
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("me");
  }

  function change(simple: boolean) {
    if (me.hasAccount) {
      void tell(simple);
      return;
    }
    localStorage.setItem(keyOf(me.name), simple ? "yes" : "no");
    setOwn(simple);
  }

  return [(me.hasAccount ? me.simple : own) && allows(me.role, "operator"), change];
}
