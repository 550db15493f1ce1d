import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunningDrill } from "../../../protocol/drill.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useNotices } from "../../ui/toasts.tsx";
import { Sure } from "../sure.tsx";
import { useTimeWords } from "../sources/source-words.ts";

interface BarProps {
  readonly running: RunningDrill;
  readonly zone: string;
  readonly onStopped: (run: RunningDrill) => void;
}

/** The drill that runs, wherever one is on the page: how far it is, and the hand on it. */
export function DrillBar({ running, zone, onStopped }: BarProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const at = useTimeWords(zone);
  const [asking, setAsking] = useState(false);
  const { name, done, steps, nextAt, pausedAt, startedBy, startedAt } = running;

  async function act(name: "pauseDrill" | "resumeDrill" | "stopDrill") {
    setAsking(false);
    try {
      await call(name);
      if (name === "stopDrill") {
        notify({ title: t("drills.stopped") });
        onStopped(running);
      }
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("drills", "drill-runs", "drill-report");
    }
  }

  const state =
    pausedAt !== undefined
      ? t("drills.paused", { time: at(pausedAt) })
      : nextAt === undefined
        ? t("drills.over")
        : t("drills.next", { time: at(nextAt) });
  return (
    <section className="drill-bar" aria-label={t("drills.mark")}>
      <strong className="drill-mark">{t("drills.mark")}</strong>
      <div className="drill-bar-text">
        <p role="status">
          <strong>{t("drills.running", { name, done, steps })}</strong> · {state}
        </p>
        <p className="dim small">{t("drills.by", { by: startedBy, time: at(startedAt) })}</p>
        <progress max={steps} value={done} aria-label={t("drills.running", { name, done, steps })} />
      </div>
      {asking ? (
        <Sure
          question={t("drills.stopAsk")}
          act={t("drills.stop")}
          onSure={() => void act("stopDrill")}
          onNot={() => setAsking(false)}
        />
      ) : (
        <div className="acts">
          <button
            type="button"
            className="button"
            onClick={() => void act(pausedAt === undefined ? "pauseDrill" : "resumeDrill")}
          >
            {t(pausedAt === undefined ? "drills.pause" : "drills.resume")}
          </button>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {t("drills.stop")}
          </button>
        </div>
      )}
    </section>
  );
}
