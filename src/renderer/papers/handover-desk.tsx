import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HandoverFace } from "../../protocol/handover.ts";
import { asApiError, call, useSite } from "../link/queries.ts";
import type { Present } from "../ui/gate.tsx";
import { Matters } from "./matters.tsx";
import { Paper, PaperState, paperTime } from "./paper.tsx";
import { type Proof, ProofField, signedWith, signsBare } from "./proof-field.tsx";

/** How often what is open is asked for while somebody writes, milliseconds. */
const LOOK_MS = 10_000;

/** Where a shift is handed over: notes, what is open now, and the signature of who leaves; below it the earlier ones. */
export function HandoverDesk({ me }: { readonly me: Present }) {
  const { t } = useTranslation("papers");
  const site = useSite();
  const zone = site.data?.value.zone;
  const matters = useQuery({
    queryKey: ["open-matters"],
    queryFn: async ({ signal }) => (await call("openMatters", { signal })).value,
    refetchInterval: LOOK_MS,
  });
  const earlier = useQuery({
    queryKey: ["handovers"],
    queryFn: async ({ signal }) => (await call("listHandovers", { signal })).value,
  });
  const shifts = useQuery({
    queryKey: ["shifts"],
    queryFn: async ({ signal }) => (await call("getShifts", { signal })).value,
  });
  const [typed, setTyped] = useState<string | null>(null);
  const [notes, setNotes] = useState("");
  const [written, setWritten] = useState("");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const atWork = shifts.data?.shifts.find(({ id }) => id === shifts.data.currentId)?.name;
  const walls = matters.data?.walls ?? [];
  const shift = typed ?? atWork ?? "";
  const bare = signsBare(me);

  async function sign() {
    setBusy(true);
    setTrouble(null);
    try {
      const wallIds = walls.flatMap(({ wallId }) => (left.has(wallId) ? [] : [wallId]));
      const handOver = (proof: Proof) => call("handOver", { body: { shift, notes, wallIds, ...proof } });
      const { value } = await (bare ? handOver({}) : signedWith(written, handOver));
      location.assign(`/papers/handover/${value.id}`);
    } catch (error) {
      setTrouble(asApiError(error).message);
      setBusy(false);
    }
  }

  if (zone === undefined || matters.data === undefined)
    return <PaperState error={site.error ?? matters.error} />;
  return (
    <Paper>
      <h1>{t("handover.title")}</h1>
      <form
        className="paper-form"
        onSubmit={(event) => {
          event.preventDefault();
          void sign();
        }}
      >
        <label>
          {t("handover.shift")}
          <input
            className="input"
            required
            maxLength={60}
            list="shifts"
            value={shift}
            onChange={({ target }) => setTyped(target.value)}
          />
          <datalist id="shifts">
            {shifts.data?.shifts.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
        </label>
        <label>
          {t("handover.notes")}
          <textarea
            className="input"
            rows={6}
            maxLength={8000}
            placeholder={t("handover.notesHint")}
            value={notes}
            onChange={({ target }) => setNotes(target.value)}
          />
        </label>
        {walls.length > 1 && (
          <fieldset className="paper-walls">
            <legend>{t("handover.ofWalls")}</legend>
            {walls.map(({ wallId, name }) => (
              <label key={wallId}>
                <input
                  type="checkbox"
                  checked={!left.has(wallId)}
                  onChange={({ target }) => {
                    const next = new Set(left);
                    if (target.checked) next.delete(wallId);
                    else next.add(wallId);
                    setLeft(next);
                  }}
                />
                {name}
              </label>
            ))}
          </fieldset>
        )}
        {!bare && <ProofField value={written} onValue={setWritten} />}
        {trouble !== null && <p role="alert">{trouble}</p>}
        <button type="submit" className="button strong" disabled={busy || left.size === walls.length}>
          {t("handover.sign", { name: me.name ?? "–" })}
        </button>
      </form>
      <p className="paper-dim">{t("handover.now", { time: paperTime(matters.data.at, zone) })}</p>
      <Matters matters={matters.data} zone={zone} />
      <h2>{t("handover.earlier")}</h2>
      <Earlier handovers={earlier.data ?? []} zone={zone} />
    </Paper>
  );
}

function Earlier({
  handovers,
  zone,
}: {
  readonly handovers: readonly HandoverFace[];
  readonly zone: string;
}) {
  const { t } = useTranslation("papers");
  if (handovers.length === 0) return <p className="paper-dim">{t("handover.noEarlier")}</p>;
  return (
    <ul className="handed">
      {handovers.map(({ id, shift, from, to }) => (
        <li key={id}>
          <a href={`/papers/handover/${id}`}>{shift}</a> {paperTime(from.at, zone)} · {from.name} →{" "}
          {to?.name ?? t("handover.notTaken")}
        </li>
      ))}
    </ul>
  );
}
