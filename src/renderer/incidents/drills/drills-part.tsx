import "./drills.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDrillRuns, useDrills } from "../../link/incident-queries.ts";
import { ListAndOne } from "../list-and-one.tsx";
import type { PartProps } from "../part.ts";
import { DrillBar } from "./drill-bar.tsx";
import { DrillReportView } from "./drill-report-view.tsx";
import { DrillScriptView } from "./drill-script.tsx";
import { lengthOf, useSpanWords } from "./drill-times.ts";

/** Drills: what would happen, the one that runs, and what happened. */
export function DrillsPart({ zone }: PartProps) {
  const { t } = useTranslation("incidents");
  const asked = useDrills();
  const runs = useDrillRuns().data ?? [];
  const span = useSpanWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [run, setRun] = useState<string | null>(null);
  const scripts = asked.data?.scripts ?? [];
  const running = asked.data?.running ?? null;
  const script = scripts.find(({ id }) => id === chosen);
  const played = runs.find(({ id }) => id === run);
  const choose = (id: string | null) => {
    setChosen(id);
    setRun(null);
  };
  return (
    <>
      {running !== null && (
        <DrillBar
          running={running}
          zone={zone}
          onStopped={({ scriptId, runId }) => {
            setChosen(scriptId);
            setRun(runId);
          }}
        />
      )}
      <ListAndOne
        label={t("drills.title")}
        asked={asked}
        items={scripts}
        idOf={({ id }) => id}
        chosen={chosen}
        open={script !== undefined || run !== null}
        title={script?.name ?? played?.name ?? ""}
        empty={t("drills.none")}
        emptyNext={t("drills.noneNext")}
        add={null}
        onAdd={() => {}}
        onChoose={choose}
        onClose={() => choose(null)}
        renderLine={(one) => (
          <span className="listed-text">
            <span className="listed-name">{one.name}</span>
            <span className="dim small">
              {t("drills.steps", { count: one.steps.length })} ·{" "}
              {t("drills.lasts", { time: span(lengthOf(one) * 1000) })}
            </span>
          </span>
        )}
      >
        {run !== null ? (
          <DrillReportView id={run} zone={zone} onBack={() => setRun(null)} />
        ) : (
          script !== undefined && (
            <DrillScriptView
              key={script.id}
              script={script}
              runs={runs.filter(({ scriptId }) => scriptId === script.id)}
              busy={running !== null}
              zone={zone}
              onRun={setRun}
            />
          )
        )}
      </ListAndOne>
    </>
  );
}
