import { useTranslation } from "react-i18next";
import type { DrillReport, DrillScript } from "../../../protocol/drill.ts";

/** `03:05` of seconds after a drill's start. */
export function clockOf(atS: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(atS / 3600))}:${two(Math.floor((atS % 3600) / 60))}`;
}

/** How long a script takes as it is written, seconds. */
export const lengthOf = ({ steps }: Pick<DrillScript, "steps">): number =>
  Math.max(...steps.map(({ atS }) => atS));

/** Milliseconds in words. */
export function useSpanWords(): (ms: number) => string {
  const { t } = useTranslation("incidents");
  return (ms) => {
    const all = Math.max(0, Math.round(ms / 1000));
    const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60), all % 60];
    if (hours > 0) return t("drills.hours", { hours, minutes });
    return minutes > 0 ? t("drills.minutes", { minutes, seconds }) : t("drills.seconds", { seconds });
  };
}

/** What people did in a drill, in numbers; the median is of what was acknowledged, null where nothing was. */
export function summaryOf({ incidents }: DrillReport) {
  const taken = incidents
    .flatMap(({ reportedAt, acknowledged }) =>
      acknowledged === undefined ? [] : [Date.parse(acknowledged.at) - Date.parse(reportedAt)],
    )
    .toSorted((a, b) => a - b);
  const half = Math.floor(taken.length / 2);
  const [low = 0, high = 0] = [taken[taken.length % 2 === 0 ? half - 1 : half], taken[half]];
  return {
    count: incidents.length,
    acknowledged: taken.length,
    assigned: incidents.filter(({ assignments }) => assignments.length > 0).length,
    closed: incidents.filter(({ closed }) => closed !== undefined).length,
    medianMs: taken.length === 0 ? null : (low + high) / 2,
  };
}
