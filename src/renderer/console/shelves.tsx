import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, Shelf, Shelved } from "../../protocol/alert.ts";
import { useRules, useShelves } from "../link/incident-queries.ts";
import { call } from "../link/queries.ts";
import { useKindWord } from "../ui/kind-word.ts";
import { siteTime } from "../ui/site-time.ts";
import { useToldActs } from "../ui/told-acts.ts";

const ASKED = ["alerts", "shelves"] as const;

/** Metres around the place of an alert that is shelved. */
const PLACE_M = 200;
const minutes = [15, 30, 60, 120, 480] as const;

/** What can be shelved because of an alert. */
function choicesOf({ kind, ruleId, source, location }: Alert): Shelved[] {
  return [
    { by: "kind", kind },
    { by: "rule", ruleId },
    { by: "source", source },
    ...(location === undefined ? [] : [{ by: "place" as const, centre: location, radiusM: PLACE_M }]),
  ];
}

/** The words for what is shelved. */
function useShelvedWords(ruleName: (id: string) => string): (what: Shelved) => string {
  const { t } = useTranslation("console");
  const kindWord = useKindWord();
  return (what) => {
    if (what.by === "kind") return t("alerts.shelf.kind", { kind: kindWord(what.kind) });
    if (what.by === "rule") return t("alerts.shelf.rule", { rule: ruleName(what.ruleId) });
    if (what.by === "source") return t("alerts.shelf.source", { source: what.source });
    return t("alerts.shelf.place");
  };
}

/** Shelves what an alert is about; never without an end and a reason. */
export function ShelfForm({ alert, onDone }: { alert: Alert; onDone: () => void }) {
  const { t } = useTranslation("console");
  const run = useToldActs(ASKED);
  const words = useShelvedWords(() => alert.ruleName);
  const [chosen, setChosen] = useState(0);
  const [lasting, setLasting] = useState<number>(30);
  const [reason, setReason] = useState("");
  const id = useId();
  const choices = choicesOf(alert);

  async function shelve(event: FormEvent) {
    event.preventDefault();
    const what = choices[chosen];
    if (what === undefined || reason.trim() === "") return;
    await run(async () => {
      await call("addShelf", { body: { what, minutes: lasting, reason } });
      onDone();
    });
  }

  return (
    <form className="shelf-form" onSubmit={(event) => void shelve(event)}>
      <label htmlFor={`${id}what`}>{t("alerts.shelf.what")}</label>
      <select
        id={`${id}what`}
        className="input"
        value={chosen}
        onChange={(event) => setChosen(Number(event.target.value))}
      >
        {choices.map((what, index) => (
          <option key={what.by} value={index}>
            {words(what)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}until`}>{t("alerts.shelf.until")}</label>
      <select
        id={`${id}until`}
        className="input"
        value={lasting}
        onChange={(event) => setLasting(Number(event.target.value))}
      >
        {minutes.map((count) => (
          <option key={count} value={count}>
            {count < 60
              ? t("alerts.shelf.minutes", { count })
              : t("alerts.shelf.hours", { count: count / 60 })}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}reason`}>{t("alerts.shelf.reason")}</label>
      <input
        id={`${id}reason`}
        className="input"
        required
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit" className="button small">
        {t("alerts.shelf.act")}
      </button>
    </form>
  );
}

function ShelfLine({ shelf, words, zone }: { shelf: Shelf; words: string; zone: string }) {
  const { t } = useTranslation("console");
  const run = useToldActs(ASKED);
  async function end() {
    await run(() => call("removeShelf", { params: { id: shelf.id } }));
  }
  const { time } = siteTime(Date.parse(shelf.until), zone);
  return (
    <li>
      <p>{words}</p>
      <p className="item-more">{t("alerts.shelf.lasting", { time, by: shelf.by, reason: shelf.reason })}</p>
      <button type="button" className="button small" onClick={() => void end()}>
        {t("alerts.shelf.end")}
      </button>
    </li>
  );
}

/** What is shelved, until when and why. */
export function Shelves({ zone }: { zone: string }) {
  const { t } = useTranslation("console");
  const shelves = useShelves().data ?? [];
  const rules = useRules().data ?? [];
  const words = useShelvedWords((id) => rules.find((rule) => rule.id === id)?.name ?? id);
  if (shelves.length === 0) return null;
  return (
    <section className="side-part" aria-label={t("alerts.shelf.title")}>
      <header className="part-head">
        <h2>{t("alerts.shelved", { count: shelves.length })}</h2>
      </header>
      <ul className="shelves">
        {shelves.map((shelf) => (
          <ShelfLine key={shelf.id} shelf={shelf} words={words(shelf.what)} zone={zone} />
        ))}
      </ul>
    </section>
  );
}
