import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountFace } from "../../protocol/account.ts";
import { useAccounts } from "../link/people-queries.ts";
import { Sheet } from "../ui/sheet.tsx";
import { AccountForm } from "./account-form.tsx";
import type { PartProps } from "./part.ts";

/** Everybody who may come in; an admin adds, changes and removes them. */
export function AccountsPart({ me, site }: PartProps) {
  const { t } = useTranslation("people");
  const { t: common } = useTranslation();
  const accounts = useAccounts();
  const [open, setOpen] = useState<AccountFace | "new" | null>(null);
  const sees = ({ scope }: AccountFace) => {
    const { wallIds, cameraGroups } = scope;
    const parts = [
      ...(wallIds === null ? [] : [t("accounts.walls", { count: wallIds.length })]),
      ...(cameraGroups === null ? [] : [t("accounts.groups", { count: cameraGroups.length })]),
    ];
    return parts.length === 0 ? t("everything") : parts.join(", ");
  };
  if (accounts.data === undefined)
    return (
      <p role="status">{accounts.isError ? `${t("failed")} ${accounts.error.message}` : t("loading")}</p>
    );
  return (
    <section aria-label={t("part.accounts")}>
      <div className="people-head">
        <button type="button" className="button strong" onClick={() => setOpen("new")}>
          {t("accounts.add")}
        </button>
      </div>
      <div className="people-scroll">
        <table className="people-table">
          <thead>
            <tr>
              <th scope="col">{t("accounts.name")}</th>
              <th scope="col">{t("accounts.role")}</th>
              <th scope="col">{t("accounts.sees")}</th>
              <th scope="col">{t("accounts.state")}</th>
              <th scope="col">
                <span className="hidden-label">{t("accounts.edit")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.data.map((account) => (
              <tr key={account.name}>
                <th scope="row">{account.name}</th>
                <td>{common(`role.${account.role}`)}</td>
                <td>{sees(account)}</td>
                <td>{t(account.disabled ? "accounts.disabled" : "accounts.active")}</td>
                <td>
                  <button
                    type="button"
                    className="button"
                    aria-label={t("accounts.editOf", { name: account.name })}
                    onClick={() => setOpen(account)}
                  >
                    {t("accounts.edit")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Sheet
        title={open === "new" || open === null ? t("accounts.newTitle") : open.name}
        open={open !== null}
        onOpenChange={(stays) => !stays && setOpen(null)}
      >
        {open !== null && (
          <AccountForm
            account={open === "new" ? null : open}
            me={me}
            site={site}
            onDone={() => setOpen(null)}
          />
        )}
      </Sheet>
    </section>
  );
}
