import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import type { Present } from "./gate.tsx";
import { Sheet } from "./sheet.tsx";
import { FirstPasswordForm, SignInForm } from "./sign-in.tsx";
import { useNotices } from "./toasts.tsx";

/** The name of whoever visits the demo without signing in. */
const DEMO_VISITOR = "demo";

/** Who is here, and the way in and out. */
export function Account({ me }: { me: Present }) {
  const { t } = useTranslation();
  const askAgain = useAskAgain();
  const notify = useNotices();
  const [open, setOpen] = useState(false);
  const guest = me.name === null || (me.demo && me.name === DEMO_VISITOR);
  const role = t(`role.${me.role}`);
  async function leave() {
    try {
      await call("signOut");
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("me");
  }
  return (
    <div className="account">
      <span className="account-name">
        {guest ? t("sign.guest", { role }) : t("sign.as", { name: me.name ?? "", role })}
      </span>
      {me.demo && <span className="badge">{t("demo")}</span>}
      {guest ? (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {me.needsAdmin ? t("sign.firstLink") : t("sign.in")}
        </button>
      ) : (
        <button type="button" className="button" onClick={() => void leave()}>
          {t("sign.out")}
        </button>
      )}
      <Sheet
        title={me.needsAdmin ? t("sign.firstTitle") : t("sign.inTitle")}
        open={open}
        onOpenChange={setOpen}
      >
        {me.needsAdmin ? (
          <FirstPasswordForm onDone={() => setOpen(false)} />
        ) : (
          <SignInForm onDone={() => setOpen(false)} />
        )}
      </Sheet>
    </div>
  );
}
