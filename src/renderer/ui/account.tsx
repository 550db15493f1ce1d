import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, useAskAgain } from "../link/queries.ts";
import type { Present } from "./gate.tsx";
import { Sheet } from "./sheet.tsx";
import { FirstPasswordForm, SignInForm } from "./sign-in.tsx";

/** Who is here, and the way in and out. */
export function Account({ me }: { me: Present }) {
  const { t } = useTranslation();
  const askAgain = useAskAgain();
  const [open, setOpen] = useState(false);
  const role = t(`role.${me.role}`);
  async function leave() {
    await call("signOut");
    await askAgain("me");
  }
  return (
    <div className="account">
      <span>{me.name === null ? t("sign.guest", { role }) : t("sign.as", { name: me.name, role })}</span>
      {me.demo && <span className="badge">{t("demo")}</span>}
      {me.name === null || me.demo ? (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {me.needsAdmin ? t("sign.firstLink") : t("sign.in")}
        </button>
      ) : null}
      {me.name !== null && (
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
