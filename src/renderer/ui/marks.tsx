import { useTranslation } from "react-i18next";
import type { Severity } from "../../protocol/incident.ts";
import type { PictureState } from "../../protocol/truth.ts";
import { severityShapes } from "./mark-shapes.ts";

/**
 * What a camera or tile is said to be: a picture's state; beside it that it is `frozen`, `slowed` because of load, of a
 * stream that is too small (`coarse`), of another camera (`backup`), or of the past (`replay`); or that nobody asks for it.
 */
export type ShownState = PictureState | "frozen" | "slowed" | "coarse" | "backup" | "replay" | "idle";

/** From calm to worst; what several views of one camera amount to is the worst of them. */
const order: readonly ShownState[] = [
  "idle",
  "live",
  "hidden",
  "replay",
  "connecting",
  "slowed",
  "coarse",
  "backup",
  "frozen",
  "degraded",
  "delayed",
  "stale",
  "lost",
];

const severityOf: Record<ShownState, Severity | null> = {
  idle: null,
  live: null,
  hidden: null,
  replay: null,
  connecting: "low",
  slowed: "low",
  coarse: "low",
  backup: "medium",
  frozen: "medium",
  degraded: "medium",
  delayed: "medium",
  stale: "high",
  lost: "high",
};

/** The severity that a state has at the desk; null where nothing is wrong. */
export function severityOfState(state: ShownState): Severity | null {
  return severityOf[state];
}

/** The worst of `states`, `idle` where there are none. */
export function worstState(states: Iterable<ShownState>): ShownState {
  let worst: ShownState = "idle";
  for (const state of states) if (order.indexOf(state) > order.indexOf(worst)) worst = state;
  return worst;
}

/** Calm states: a small ring, a bar, an eye shut, an arrow back around. */
const calmShapes: Record<"live" | "idle" | "hidden" | "replay", string> = {
  replay: "M2.2 4.2A4.6 4.6 0 1 1 1.6 7.4M1.6 .8V4.6H5.4",
  live: "M6 2.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7Z",
  idle: "M2 6H10",
  hidden: "M1.5 5C3.5 8 8.5 8 10.5 5M3 8 2 9.5M9 8 10 9.5M6 8.5V10",
};

/** Two bars: somebody holds a tour. */
export function HeldMark() {
  return (
    <svg className="mark mark-held" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2.5 1.5H5v9H2.5zM7 1.5h2.5v9H7z" />
    </svg>
  );
}

/** A severity's shape in its colour; hollow once somebody has taken care of it. The word stands beside it. */
export function SeverityMark({ severity, hollow = false }: { severity: Severity; hollow?: boolean }) {
  return (
    <svg className={`mark mark-${severity}`} data-hollow={hollow} viewBox="-1 -1 14 14" aria-hidden="true">
      <path d={severityShapes[severity]} />
    </svg>
  );
}

/** A state's shape; coloured only where something is wrong. */
export function StateMark({ state }: { state: ShownState }) {
  const severity = severityOfState(state);
  if (severity !== null) return <SeverityMark severity={severity} />;
  const calm = state === "live" || state === "hidden" || state === "replay" ? state : "idle";
  return (
    <svg className="mark mark-calm" viewBox="-1 -1 14 14" aria-hidden="true">
      <path d={calmShapes[calm]} />
    </svg>
  );
}

/** Shape and word. */
export function StateWord({ state }: { state: ShownState }) {
  const { t } = useTranslation();
  return (
    <span className="state" data-state={state}>
      <StateMark state={state} />
      {t(`state.${state}`)}
    </span>
  );
}

export function SeverityWord({ severity, hollow = false }: { severity: Severity; hollow?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="state">
      <SeverityMark severity={severity} hollow={hollow} />
      {t(`severity.${severity}`)}
    </span>
  );
}
