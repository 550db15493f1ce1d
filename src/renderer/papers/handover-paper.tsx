import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Handover, Signature } from "../../protocol/handover.ts";
import { asApiError, call, useSite } from "../link/queries.ts";
import { Matters } from "./matters.tsx";
import { Paper, PaperState, paperTime } from "./paper.tsx";
import { ProofField, signedWith } from "./proof-field.tsx";

/** A shift as it was handed over, on A4; until somebody took it over, with the place to sign for that. */
export function HandoverPaper({ id }: { readonly id: string }) {
  const { t } = useTranslation("papers");
  const site = useSite();
  const zone = site.data?.value.zone;
  const asked = useQuery({
    queryKey: ["handover", id],
    queryFn: async ({ signal }) => (await call("getHandover", { params: { id }, signal })).value,
  });
  if (zone === undefined || asked.data === undefined) return <PaperState error={site.error ?? asked.error} />;
  const { shift, notes, matters, from, to } = asked.data;
  return (
    <Paper
      acts={
        <a className="button quiet" href="/papers/handover">
          {t("handover.new")}
        </a>
      }
    >
      <p className="paper-dim">{site.data?.value.name}</p>
      <h1>{t("handover.titleOf", { shift })}</h1>
      <h2>{t("handover.notes")}</h2>
      <p className="handed-notes">{notes === "" ? t("handover.noNotes") : notes}</p>
      <Matters matters={matters} zone={zone} />
      <div className="signatures">
        <Signed title={t("handover.from")} by={from} zone={zone} />
        <Signed title={t("handover.to")} by={to} zone={zone} />
      </div>
      {to === null && <TakeOver id={id} />}
    </Paper>
  );
}

interface SignedProps {
  readonly title: string;
  readonly by: Signature | null;
  readonly zone: string;
}

function Signed({ title, by, zone }: SignedProps) {
  const { t } = useTranslation("papers");
  const { t: common } = useTranslation();
  return (
    <section className="signature">
      <h2>{title}</h2>
      {by === null ? (
        <p className="paper-dim">{t("handover.notTaken")}</p>
      ) : (
        <p>
          <strong>{by.name}</strong>, {common(`role.${by.role}`)}
          <br />
          {paperTime(by.at, zone)}
        </p>
      )}
    </section>
  );
}

function TakeOver({ id }: { readonly id: string }) {
  const { t } = useTranslation("papers");
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [written, setWritten] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function sign() {
    setBusy(true);
    setTrouble(null);
    try {
      const { value } = await signedWith(written, (proof) =>
        call("takeOver", { params: { id }, body: { name, ...proof } }),
      );
      queries.setQueryData<Handover>(["handover", id], value);
    } catch (error) {
      setTrouble(asApiError(error).message);
      setBusy(false);
    }
  }

  return (
    <form
      className="paper-form"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <p className="paper-dim">{t("handover.takeHint")}</p>
      <label>
        {t("handover.name")}
        <input
          className="input"
          required
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <ProofField value={written} onValue={setWritten} />
      {trouble !== null && <p role="alert">{trouble}</p>}
      <button type="submit" className="button strong" disabled={busy}>
        {t("handover.take")}
      </button>
    </form>
  );
}
