import { useTranslation } from "react-i18next";
import { allows } from "../../protocol/role.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { spokenLanguage } from "../i18n/index.ts";
import type { Present } from "../ui/gate.tsx";
import { FirstPasswordForm, SignInForm } from "../ui/sign-in.tsx";
import { useNotices } from "../ui/toasts.tsx";
import { StepActs } from "./step-acts.tsx";

interface AccountStepProps {
  readonly me: Present | null;
  readonly onNext: () => void;
  readonly onBack: (() => void) | undefined;
}

/** The first account, or who has it already. */
export function AccountStep({ me, onNext, onBack }: AccountStepProps) {
  const { t } = useTranslation("setup");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const isFirst = me === null || me.needsAdmin;

  async function made() {
    onNext();
    try {
      await call("editMe", { body: { language: spokenLanguage() } });
      await askAgain("me");
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    }
  }

  if (isFirst)
    return (
      <>
        <p className="dim">{t("account.text")}</p>
        <FirstPasswordForm onDone={() => void made()} />
        <StepActs onBack={onBack} />
      </>
    );
  if (!allows(me.role, "admin"))
    return (
      <>
        <p>{t("account.needs", { name: me.name ?? "", role: common(`role.${me.role}`) })}</p>
        <SignInForm />
        <StepActs onBack={onBack} />
      </>
    );
  return (
    <>
      <p>{t("account.done", { name: me.name ?? "" })}</p>
      <StepActs onBack={onBack}>
        <button type="button" className="button strong" onClick={onNext}>
          {t("next")}
        </button>
      </StepActs>
    </>
  );
}
