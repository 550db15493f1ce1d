import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import type { Present } from "./gate.tsx";
import { Key, useKeys } from "./keys.tsx";
import { OwnAccount } from "./own-account.tsx";
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
  const [own, setOwn] = useState(false);
  const guest = me.name === null || (me.demo && me.name === DEMO_VISITOR);
  const role = t(`role.${me.role}`);
  async function act(name: "signOut" | "lockDesk") {
    try {
      await call(name);
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("me");
  }
  useKeys(me.hasAccount ? { "Shift+L": () => void act("lockDesk") } : {});
  return (
    <div className="account">
      {me.hasAccount ? (
        <button
          type="button"
          className="button quiet"
          // What is read out begins with what stands there, so that it is found by voice as well.
          aria-label={`${t("sign.as", { name: me.name ?? "", role })}: ${t("own.open", { name: me.name ?? "" })}`}
          onClick={() => setOwn(true)}
        >
          {t("sign.as", { name: me.name ?? "", role })}
        </button>
      ) : (
        <span className="account-name">
          {guest ? t("sign.guest", { role }) : t("sign.as", { name: me.name ?? "", role })}
        </span>
      )}
      {me.demo && <span className="badge">{t("demo")}</span>}
      {guest ? (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {me.needsAdmin ? t("sign.firstLink") : t("sign.in")}
        </button>
      ) : (
        <>
          {me.hasAccount && (
            <button type="button" className="button" onClick={() => void act("lockDesk")}>
              {t("own.lock")}
              <Key>⇧L</Key>
            </button>
          )}
          <button type="button" className="button" onClick={() => void act("signOut")}>
            {t("sign.out")}
          </button>
        </>
      )}
      <Sheet title={t("own.title")} open={own} onOpenChange={setOwn}>
        <OwnAccount me={me} onDone={() => setOwn(false)} />
      </Sheet>
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
