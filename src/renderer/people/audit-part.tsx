import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AUDIT_KEPT_DAYS, type AuditChain, type AuditEntry, type AuditQuery } from "../../protocol/audit.ts";
import { useAudit } from "../link/people-queries.ts";
import { call } from "../link/queries.ts";
import { FormTrouble, TextField } from "../ui/field.tsx";
import { text } from "../ui/sign-in.tsx";
import { atSiteTime } from "../ui/site-time.ts";
import type { PartProps } from "./part.ts";
import { useAct } from "./use-act.ts";
import { useMoment } from "./use-moment.ts";

/** Who did what: searched, page by page into the past, checked and taken out. */
export function AuditPart({ site }: PartProps) {
  const { t } = useTranslation("people");
  const [query, setQuery] = useState<AuditQuery>({});
  const [before, setBefore] = useState<number | undefined>(undefined);
  const [chain, setChain] = useState<AuditChain | null>(null);
  const asked = useAudit(query, before);
  const { run, busy, trouble } = useAct();
  const told = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const address = (kind: "table" | "lines") => `/api/audit/${kind}?${new URLSearchParams(told).toString()}`;
  const time = (given: string) => {
    const at = atSiteTime(given, site.zone);
    return given === "" || at === null ? undefined : new Date(at).toISOString();
  };
  const search = (values: Record<string, unknown>) => {
    const word = (name: string) => text(values, name).trim() || undefined;
    setBefore(undefined);
    setQuery({
      ...{ from: time(text(values, "from")), until: time(text(values, "until")) },
      ...{ by: word("by"), act: word("act"), thing: word("thing") },
    });
  };
  return (
    <section aria-label={t("part.audit")}>
      <Form className="people-search" onFormSubmit={search}>
        <TextField name="from" label={t("audit.from")} type="datetime-local" />
        <TextField name="until" label={t("audit.until")} type="datetime-local" />
        <TextField name="by" label={t("audit.by")} />
        <TextField name="act" label={t("audit.act")} />
        <TextField name="thing" label={t("audit.thing")} />
        <button type="submit" className="button strong">
          {t("audit.search")}
        </button>
      </Form>
      <div className="people-head">
        <a className="button" href={address("table")} download>
          {t("audit.csv")}
        </a>
        <a className="button" href={address("lines")} download>
          {t("audit.lines")}
        </a>
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void run(async () => setChain((await call("checkAudit")).value))}
        >
          {t("audit.check")}
        </button>
        <span className="dim">{t("audit.kept", { days: AUDIT_KEPT_DAYS })}</span>
      </div>
      {chain !== null && (
        <p role="status" className={chain.whole ? "people-chain" : "form-trouble"}>
          {chain.whole
            ? t("audit.whole", { count: chain.entries, hash: chain.lastHash })
            : t("audit.broken", { seq: chain.brokenAt })}
        </p>
      )}
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      {asked.data === undefined && (
        <p role="status">{asked.isError ? `${t("failed")} ${asked.error.message}` : t("loading")}</p>
      )}
      {asked.data?.entries.length === 0 && (
        <div>
          <p>{t("audit.none")}</p>
          <p className="dim">{t("audit.noneNext")}</p>
        </div>
      )}
      {asked.data !== undefined && asked.data.entries.length > 0 && (
        <Entries entries={asked.data.entries} zone={site.zone} />
      )}
      {asked.data?.earlier === true && (
        <button type="button" className="button" onClick={() => setBefore(asked.data?.entries.at(-1)?.seq)}>
          {t("audit.earlier")}
        </button>
      )}
    </section>
  );
}

function Entries({ entries, zone }: { readonly entries: readonly AuditEntry[]; readonly zone: string }) {
  const { t } = useTranslation("people");
  const moment = useMoment(zone);
  return (
    <div className="people-scroll">
      <table className="people-table">
        <thead>
          <tr>
            <th scope="col">{t("audit.at")}</th>
            <th scope="col">{t("audit.by")}</th>
            <th scope="col">{t("audit.act")}</th>
            <th scope="col">{t("audit.thing")}</th>
            <th scope="col">{t("audit.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td className="people-time">{moment(entry.at)}</td>
              <th scope="row">
                {entry.by}
                <span className="dim">
                  {" · "}
                  {[t(`audit.way.${entry.way}`), entry.address].filter((word) => word !== "").join(" · ")}
                </span>
              </th>
              <td className="people-time">
                {entry.act}
                {entry.times > 1 && <span className="badge">{t("audit.times", { count: entry.times })}</span>}
              </td>
              <td>
                {[entry.thing, entry.thingId].filter((word) => word !== "").join(" / ")}
                {entry.detail !== "{}" && <code className="people-detail">{entry.detail}</code>}
              </td>
              <td>{entry.status < 400 ? t("audit.done") : t("audit.refused", { status: entry.status })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
