import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Scope, TOKEN_DAYS } from "../../protocol/account.ts";
import { allows, type Role, roleSchema, roles } from "../../protocol/role.ts";
import { useApiTokens } from "../link/people-queries.ts";
import { call, useCameras } from "../link/queries.ts";
import { FormTrouble, TextField } from "../ui/field.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { text } from "../ui/sign-in.tsx";
import { useNotices } from "../ui/toasts.tsx";
import type { PartProps } from "./part.ts";
import { ScopeChoice } from "./scope-choice.tsx";
import { useAct } from "./use-act.ts";
import { useMoment } from "./use-moment.ts";

interface Made {
  readonly name: string;
  readonly token: string;
}

/** Tokens of software: made, shown once, listed, revoked. */
export function TokensPart({ me, site }: PartProps) {
  const { t } = useTranslation("people");
  const { t: common } = useTranslation();
  const tokens = useApiTokens();
  const notify = useNotices();
  const moment = useMoment(site.zone);
  const { run, busy, trouble } = useAct("tokens");
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  if (tokens.data === undefined)
    return <p role="status">{tokens.isError ? `${t("failed")} ${tokens.error.message}` : t("loading")}</p>;
  const revoke = (id: string, name: string) =>
    run(async () => {
      await call("removeToken", { params: { id } });
      notify({ title: t("tokens.revoked", { name }) });
    });
  return (
    <section aria-label={t("part.tokens")}>
      <p className="dim">{t("tokens.intro")}</p>
      <div className="people-head">
        <button type="button" className="button strong" onClick={() => setOpen(true)}>
          {t("tokens.add")}
        </button>
      </div>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      {tokens.data.length === 0 ? (
        <div>
          <p>{t("tokens.none")}</p>
          <p className="dim">{t("tokens.noneNext")}</p>
        </div>
      ) : (
        <div className="people-scroll">
          <table className="people-table">
            <thead>
              <tr>
                <th scope="col">{t("tokens.name")}</th>
                <th scope="col">{t("accounts.role")}</th>
                <th scope="col">{t("tokens.ends")}</th>
                <th scope="col">{t("tokens.used")}</th>
                <th scope="col">
                  <span className="hidden-label">{t("tokens.revoke")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.data.map(({ id, name, role, madeBy, expiresAt, lastUsedAt }) => (
                <tr key={id}>
                  <th scope="row">
                    {name}
                    <span className="dim"> · {t("tokens.madeBy", { name: madeBy })}</span>
                  </th>
                  <td>{common(`role.${role}`)}</td>
                  <td className="people-time">{moment(expiresAt)}</td>
                  <td className="people-time">
                    {lastUsedAt === null ? t("tokens.never") : moment(lastUsedAt)}
                  </td>
                  <td>
                    <button
                      type="button"
                      className="button"
                      disabled={busy}
                      aria-label={t("tokens.revokeOf", { name })}
                      onClick={() => void revoke(id, name)}
                    >
                      {t("tokens.revoke")}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Sheet
        title={made === null ? t("tokens.add") : t("tokens.made", { name: made.name })}
        open={open}
        onOpenChange={(stays) => {
          setOpen(stays);
          if (!stays) setMade(null);
        }}
      >
        {made === null ? (
          <TokenForm me={me} site={site} onMade={setMade} />
        ) : (
          <div className="form">
            <p>{t("tokens.once")}</p>
            <code className="people-token">{made.token}</code>
            <button
              type="button"
              className="button strong"
              onClick={() => {
                setOpen(false);
                setMade(null);
              }}
            >
              {t("tokens.copied")}
            </button>
          </div>
        )}
      </Sheet>
    </section>
  );
}

function TokenForm({ me, site, onMade }: PartProps & { readonly onMade: (made: Made) => void }) {
  const { t } = useTranslation("people");
  const { t: common } = useTranslation();
  const cameras = useCameras();
  const { run, busy, trouble } = useAct("tokens");
  const [role, setRole] = useState<Role>("viewer");
  const [scope, setScope] = useState<Scope>({ wallIds: null, cameraGroups: null });
  const groups = [...new Set((cameras.data ?? []).flatMap(({ group }) => group ?? []))].toSorted();
  const make = (values: Record<string, unknown>) =>
    run(async () => {
      const name = text(values, "name").trim();
      const days = Number(text(values, "days"));
      const wide = allows(role, "technician");
      const { value } = await call("addToken", { body: { name, role, days, ...(wide ? {} : { scope }) } });
      onMade({ name, token: value.token });
    });
  return (
    <Form className="form" onFormSubmit={(values) => void make(values)}>
      <TextField name="name" label={t("tokens.name")} maxLength={120} required autoFocus />
      <div className="form-row">
        <label className="field">
          <span className="field-label">{t("accounts.role")}</span>
          <select
            className="input"
            value={role}
            onChange={({ target }) => setRole(roleSchema.parse(target.value))}
          >
            {roles
              .filter((each) => allows(me.role, each))
              .map((each) => (
                <option key={each} value={each}>
                  {common(`role.${each}`)}
                </option>
              ))}
          </select>
        </label>
        <TextField
          name="days"
          label={t("tokens.days")}
          type="number"
          min={1}
          max={TOKEN_DAYS.most}
          defaultValue={String(TOKEN_DAYS.usual)}
          required
        />
      </div>
      {allows(role, "technician") ? (
        <p className="dim">{t("accounts.seesAll")}</p>
      ) : (
        <ScopeChoice scope={scope} walls={site.walls} groups={groups} onChange={setScope} />
      )}
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <button type="submit" className="button strong" disabled={busy}>
        {t("tokens.add")}
      </button>
    </Form>
  );
}
