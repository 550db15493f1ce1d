import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DrillRun, type DrillScript, type DrillStep, inTime } from "../../../protocol/drill.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useKindWord } from "../../ui/kind-word.ts";
import { SeverityWord } from "../../ui/marks.tsx";
import { useNotices } from "../../ui/toasts.tsx";
import { Choice } from "../form-lines.tsx";
import { useTimeWords } from "../sources/source-words.ts";
import { clockOf, lengthOf, useSpanWords } from "./drill-times.ts";

const speeds = ["1", "10", "30", "60", "120"] as const;

interface ScriptProps {
  readonly script: DrillScript;
  readonly runs: readonly DrillRun[];
  /** Another one, or this, is being played. */
  readonly busy: boolean;
  readonly zone: string;
  readonly onRun: (id: string) => void;
}

/** A script before it is played: what happens when, and the hand that starts it; and how it went before. */
export function DrillScriptView({ script, runs, busy, zone, onRun }: ScriptProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const span = useSpanWords();
  const [speed, setSpeed] = useState<(typeof speeds)[number]>("60");
  const lengthMs = lengthOf(script) * 1000;

  async function start() {
    try {
      await call("startDrill", { params: { id: script.id }, body: { speed: Number(speed) } });
      notify({ title: t("drills.started", { name: script.name }) });
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("drills", "drill-runs");
    }
  }

  return (
    <div className="one">
      <p className="told">
        <span>
          <strong className="drill-mark">{t("drills.mark")}</strong> {t("drills.markHint")}
        </span>
      </p>
      <p className="dim">
        {t("drills.steps", { count: script.steps.length })} · {t("drills.lasts", { time: span(lengthMs) })} ·{" "}
        {t("drills.atSpeed", { time: span(lengthMs / Number(speed)) })}
      </p>
      <div className="acts drill-start">
        <Choice
          label={t("drills.speed")}
          value={speed}
          options={speeds.map((one) => [
            one,
            one === "1" ? t("drills.realTime") : t("drills.times", { speed: one }),
          ])}
          onChange={setSpeed}
        />
        <button type="button" className="button strong" disabled={busy} onClick={() => void start()}>
          {t("drills.start")}
        </button>
        {busy && <span className="dim small">{t("drills.busy")}</span>}
      </div>
      <Played runs={runs} zone={zone} onRun={onRun} />
      <h3 className="part-title">{t("drills.script")}</h3>
      <div className="trial-rows">
        <table className="trial-table">
          <thead>
            <tr>
              <th scope="col">{t("drills.column.at")}</th>
              <th scope="col">{t("drills.column.what")}</th>
              <th scope="col">{t("drills.column.where")}</th>
            </tr>
          </thead>
          <tbody>
            {script.steps.toSorted(inTime).map((step) => (
              <StepRow key={`${step.atS} ${step.what} ${step.ref}`} step={step} script={script} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function StepRow({ step, script }: { step: DrillStep; script: DrillScript }) {
  const { t } = useTranslation("incidents");
  const kindWord = useKindWord();
  const reported = script.steps.find(
    (one): one is Extract<DrillStep, { what: "reported" }> => one.what === "reported" && one.ref === step.ref,
  );
  const text =
    step.what === "reported" ? step.incident.text : step.what === "changed" ? step.text : step.outcome;
  const severity =
    step.what === "reported" ? step.incident.severity : step.what === "changed" && step.severity;
  return (
    <tr>
      <td className="drill-at">{clockOf(step.atS)}</td>
      <td>
        <p className="small">
          {t(`drills.${step.what}`)}
          {reported !== undefined && ` · ${kindWord(reported.incident.kind)}`}
          {severity !== false && severity !== undefined && (
            <>
              {" · "}
              <SeverityWord severity={severity} />
            </>
          )}
        </p>
        {text !== undefined && <p>{text}</p>}
        {step.what !== "reported" && reported !== undefined && (
          <p className="dim small">{reported.incident.text}</p>
        )}
      </td>
      <td className="dim">{step.what === "reported" && step.incident.place}</td>
    </tr>
  );
}

function Played({ runs, zone, onRun }: Pick<ScriptProps, "runs" | "zone" | "onRun">) {
  const { t } = useTranslation("incidents");
  const at = useTimeWords(zone);
  return (
    <section className="drill-runs" aria-label={t("drills.played")}>
      <h3 className="part-title">{t("drills.played")}</h3>
      {runs.length === 0 && <p className="dim">{t("drills.notPlayed")}</p>}
      <ul className="plain">
        {runs.map(({ id, startedAt, startedBy, done, steps, endedAt, endedBy }) => (
          <li key={id}>
            <button type="button" className="button" onClick={() => onRun(id)}>
              {t("drills.report")}
            </button>{" "}
            <span className="small">
              {t("drills.runLine", { time: at(startedAt), by: startedBy, done, steps })}
              {endedAt === undefined
                ? ` · ${t("drills.runNow")}`
                : endedBy === undefined && ` · ${t("drills.runCut")}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
