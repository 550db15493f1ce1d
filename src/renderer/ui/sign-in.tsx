import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { FormTrouble, TextField } from "./field.tsx";

/** One string of a submitted form; "" where the field is absent. */
export function text(values: Record<string, unknown>, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}

/** Runs an act of signing; what it was refused for stays readable. */
function useSigning(onDone: () => void) {
  const askAgain = useAskAgain();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function run(act: () => Promise<unknown>) {
    setBusy(true);
    setTrouble(null);
    try {
      await act();
      await askAgain("me", "site", "cameras", "layouts", "feeds", "outputs", "incidents", "wall");
      onDone();
    } catch (error) {
      setTrouble(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  }
  return { trouble, busy, run };
}

const nothing = () => {};

export function SignInForm({ onDone = nothing }: { onDone?: () => void }) {
  const { t } = useTranslation();
  const { trouble, busy, run } = useSigning(onDone);
  return (
    <Form
      className="form"
      onFormSubmit={(values) =>
        void run(() =>
          call("signIn", { body: { name: text(values, "name"), password: text(values, "password") } }),
        )
      }
    >
      <TextField name="name" label={t("sign.name")} autoComplete="username" required autoFocus />
      <TextField
        name="password"
        label={t("sign.password")}
        type="password"
        autoComplete="current-password"
        required
      />
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <button type="submit" className="button strong" disabled={busy}>
        {t("sign.in")}
      </button>
    </Form>
  );
}

/** Sets admin's password in an empty data folder, and signs in. */
export function FirstPasswordForm({ onDone = nothing }: { onDone?: () => void }) {
  const { t } = useTranslation();
  const { trouble, busy, run } = useSigning(onDone);
  const [first, setFirst] = useState("");
  return (
    <Form
      className="form"
      onFormSubmit={(values) =>
        void run(() => call("setUp", { body: { password: text(values, "password") } }))
      }
    >
      <p className="dim">{t("sign.firstText")}</p>
      <TextField
        name="password"
        label={t("sign.password")}
        hint={t("sign.short")}
        type="password"
        autoComplete="new-password"
        required
        autoFocus
        onValueChange={setFirst}
        validate={(value) => (typeof value === "string" && value.length >= 8 ? null : t("sign.short"))}
      />
      <TextField
        name="repeat"
        label={t("sign.repeat")}
        type="password"
        autoComplete="new-password"
        required
        validate={(value) => (value === first ? null : t("sign.differs"))}
      />
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <button type="submit" className="button strong" disabled={busy}>
        {t("sign.set")}
      </button>
    </Form>
  );
}
