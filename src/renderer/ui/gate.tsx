import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../protocol/role.ts";
import type { Me } from "../../protocol/me.ts";
import { useEvents } from "../link/events.ts";
import { useMe } from "../link/people-queries.ts";
import { speak, spokenLanguage } from "../i18n/index.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { UnlockForm, useIdleLock } from "./locked.tsx";
import { FirstPasswordForm, SignInForm } from "./sign-in.tsx";

/** A visitor with a role. */
export type Present = Me & { readonly role: Role };

function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="door">
      <section className="door-panel">
        <h1 className="title">{title}</h1>
        {children}
        <LanguageSwitch />
      </section>
    </main>
  );
}

interface GateProps {
  readonly children: (me: Present) => ReactNode;
  /** In the place of the first visitor's door. */
  readonly first?: ReactNode;
}

/** Lets in whoever has a role; the first visitor sets the first password, others sign in. */
export function Gate({ children, first }: GateProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { hasAccount = false, locked = false, lockAfterMinutes = null, language = null } = me.data ?? {};
  useIdleLock(hasAccount && !locked ? lockAfterMinutes : null);
  useEffect(() => {
    if (language !== null && language !== spokenLanguage()) void speak(language);
  }, [language]);
  useEvents(me.data != null && me.data.role !== null && !locked);
  if (me.data === undefined) {
    return (
      <Door title="Dinding">
        {me.isError ? (
          <div role="alert" className="form">
            <p>{me.error.message}</p>
            <p className="dim">{t("core.whatToDo")}</p>
          </div>
        ) : (
          <p role="status">{t("core.opening")}</p>
        )}
      </Door>
    );
  }
  const { role, needsAdmin } = me.data;
  if (role !== null) {
    const { locked } = me.data;
    const present = { ...me.data, role };
    return (
      <>
        {/* What was begun at the desk is still there when it is unlocked. */}
        <div className={locked ? "gate-locked" : "gate-open"}>{children(present)}</div>
        {locked && (
          <Door title={t("own.locked")}>
            <UnlockForm me={present} />
          </Door>
        )}
      </>
    );
  }
  if (!needsAdmin)
    return (
      <Door title={t("sign.inTitle")}>
        <SignInForm />
      </Door>
    );
  return (
    first ?? (
      <Door title={t("sign.firstTitle")}>
        <a className="button strong door-setup" href="/setup">
          {t("sign.setup")}
        </a>
        <FirstPasswordForm />
      </Door>
    )
  );
}
