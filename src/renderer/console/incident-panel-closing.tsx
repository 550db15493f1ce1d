import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Incident } from "../../protocol/incident.ts";
import { Sheet } from "../ui/sheet.tsx";
import { useIncidentActs } from "./incident-acts.ts";

const usual = ["handled", "falseAlarm", "duplicate", "nothing", "passed"] as const;

/** Closes an incident with what came of it: one of the usual outcomes, or own words. */
export function IncidentClosing({ incident, onDone }: { incident: Incident; onDone: () => void }) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const [chosen, setChosen] = useState<(typeof usual)[number]>("handled");
  const [own, setOwn] = useState("");

  async function close(event: FormEvent) {
    event.preventDefault();
    const outcome = own.trim() || t(`followup.outcomes.${chosen}`);
    if (await acts.put(incident, "closed", outcome)) onDone();
  }

  return (
    <Sheet title={t("followup.closeTitle")} open onOpenChange={(open) => !open && onDone()}>
      <form className="form" onSubmit={(event) => void close(event)}>
        <fieldset className="outcomes">
          <legend className="hidden-label">{t("followup.closeTitle")}</legend>
          {usual.map((outcome) => (
            <label key={outcome} className="wall-choice">
              <input
                type="radio"
                name="outcome"
                checked={chosen === outcome}
                autoFocus={outcome === "handled"}
                onChange={() => setChosen(outcome)}
              />
              {t(`followup.outcomes.${outcome}`)}
            </label>
          ))}
        </fieldset>
        <label className="field">
          <span className="field-label">{t("followup.outcomeOwn")}</span>
          <input
            className="input"
            autoComplete="off"
            maxLength={500}
            value={own}
            onChange={({ target }) => setOwn(target.value)}
          />
        </label>
        <button type="submit" className="button strong">
          {t("followup.closeAct")}
        </button>
      </form>
    </Sheet>
  );
}
