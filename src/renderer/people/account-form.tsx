import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountFace, Scope } from "../../protocol/account.ts";
import { allows, type Role, roleSchema, roles } from "../../protocol/role.ts";
import { type Language, languageSchema, languages } from "../../protocol/session.ts";
import { call, useCameras } from "../link/queries.ts";
import { FormTrouble, TextField } from "../ui/field.tsx";
import { text } from "../ui/sign-in.tsx";
import { useNotices } from "../ui/toasts.tsx";
import type { PartProps } from "./part.ts";
import { ScopeChoice } from "./scope-choice.tsx";
import { useAct } from "./use-act.ts";

interface FormProps extends PartProps {
  /** Null: a new one. */
  readonly account: AccountFace | null;
  readonly onDone: () => void;
}

/** One account, new or to be changed; what is taken away is asked about, since nothing brings it back. */
export function AccountForm({ account, me, site, onDone }: FormProps) {
  const { t } = useTranslation("people");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const cameras = useCameras();
  const { run, busy, trouble } = useAct("accounts", "sessions", "tokens", "me");
  const [role, setRole] = useState<Role>(account?.role ?? "operator");
  const [language, setLanguage] = useState<Language>(account?.language ?? "id");
  const [scope, setScope] = useState<Scope>(account?.scope ?? { wallIds: null, cameraGroups: null });
  const [simple, setSimple] = useState(account?.simple ?? false);
  const [disabled, setDisabled] = useState(account?.disabled ?? false);
  const [forgetPin, setForgetPin] = useState(false);
  const [asking, setAsking] = useState(false);
  const groups = [...new Set((cameras.data ?? []).flatMap(({ group }) => group ?? []))].toSorted();
  const seesAll = allows(role, "technician");

  const save = (values: Record<string, unknown>) =>
    run(async () => {
      const password = text(values, "password");
      const shared = { role, language, simple, ...(seesAll ? {} : { scope }) };
      if (account === null)
        await call("addAccount", { body: { ...shared, name: text(values, "name").trim(), password } });
      else
        await call("editAccount", {
          params: { id: account.name },
          body: {
            ...{ ...shared, disabled },
            ...(password === "" ? {} : { password }),
            ...(forgetPin ? { pin: null } : {}),
          },
        });
      notify({ title: t("accounts.saved", { name: account?.name ?? text(values, "name") }) });
      onDone();
    });

  const remove = (name: string) =>
    run(async () => {
      await call("removeAccount", { params: { id: name } });
      notify({ title: t("accounts.removed", { name }) });
      onDone();
    });

  return (
    <Form className="form" onFormSubmit={(values) => void save(values)}>
      {account === null && (
        <TextField name="name" label={t("accounts.name")} maxLength={120} required autoFocus />
      )}
      <TextField
        name="password"
        type="password"
        autoComplete="new-password"
        label={t(account === null ? "accounts.password" : "accounts.passwordKeep")}
        hint={t("accounts.passwordHint")}
        required={account === null}
        validate={(value) =>
          typeof value === "string" && (value.length >= 8 || (account !== null && value === ""))
            ? null
            : t("accounts.passwordHint")
        }
      />
      <div className="form-row">
        <label className="field">
          <span className="field-label">{t("accounts.role")}</span>
          <select
            className="input"
            value={role}
            onChange={({ target }) => setRole(roleSchema.parse(target.value))}
          >
            {roles.map((each) => (
              <option key={each} value={each}>
                {common(`role.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-label">{t("accounts.language")}</span>
          <select
            className="input"
            value={language}
            onChange={({ target }) => setLanguage(languageSchema.parse(target.value))}
          >
            {languages.map((each) => (
              <option key={each} value={each} lang={each}>
                {common(`languages.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {seesAll ? (
        <p className="dim">{t("accounts.seesAll")}</p>
      ) : (
        <ScopeChoice
          scope={scope}
          walls={site.walls.map(({ id, name }) => ({ id, name }))}
          groups={groups}
          onChange={setScope}
        />
      )}
      <label className="people-check">
        <input type="checkbox" checked={simple} onChange={({ target }) => setSimple(target.checked)} />
        {t("accounts.simple")}
      </label>
      {account !== null && (
        <>
          <label className="people-check">
            <input
              type="checkbox"
              checked={disabled}
              onChange={({ target }) => setDisabled(target.checked)}
            />
            {t("accounts.mayNotSignIn")}
          </label>
          {account.hasPin && (
            <label className="people-check">
              <input
                type="checkbox"
                checked={forgetPin}
                onChange={({ target }) => setForgetPin(target.checked)}
              />
              {t("accounts.forgetPin")}
            </label>
          )}
          <p className="dim">{t("accounts.ends")}</p>
        </>
      )}
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      {asking && account !== null ? (
        <div
          className="people-sure"
          role="alertdialog"
          aria-label={t("accounts.sure", { name: account.name })}
        >
          <p>{t("accounts.sure", { name: account.name })}</p>
          <button type="button" className="button" disabled={busy} onClick={() => void remove(account.name)}>
            {t("accounts.remove")}
          </button>
          <button type="button" className="button quiet" autoFocus onClick={() => setAsking(false)}>
            {t("cancel")}
          </button>
        </div>
      ) : (
        <div className="people-acts">
          <button type="submit" className="button strong" disabled={busy}>
            {common("save")}
          </button>
          {account !== null && account.name !== me.name && (
            <button type="button" className="button" onClick={() => setAsking(true)}>
              {t("accounts.remove")}
            </button>
          )}
        </div>
      )}
    </Form>
  );
}
