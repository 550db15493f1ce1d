import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Take } from "../../protocol/wall.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { completedMs, failedTiles, type Progress } from "./taking.ts";

interface TakeLineProps {
  readonly progress: Progress;
  readonly tiles: readonly Tile[];
  readonly nameOf: (tile: Tile) => string;
}

/** What came of the last take, read out when it changes. */
export function TakeLine({ progress, tiles, nameOf }: TakeLineProps) {
  const { t } = useTranslation("console");

  function outcome(take: Take): string {
    const ms = completedMs(take);
    if (take.state === "superseded") return t("taking.superseded");
    if (take.state === "failed") {
      const failed = failedTiles(take);
      const names = tiles.filter(({ id }) => failed.includes(id)).map(nameOf);
      return t("taking.failed", { tiles: (names.length === 0 ? failed : names).join(", ") });
    }
    if (take.state === "pending") return t("taking.waiting");
    // A take that waits for nobody is complete: no output is there to show it.
    return ms === null ? t("taking.noOutputs") : t("taking.complete", { ms });
  }

  function words(): string {
    if (progress.kind === "none") return "";
    if (progress.kind === "asking") return t("taking.waiting");
    if (progress.kind === "refused") return t("taking.refused", { reason: progress.reason });
    if (progress.take !== null) return outcome(progress.take);
    return progress.unknown ? t("taking.unknown") : t("taking.waiting");
  }

  const text = words();
  const state = progress.kind === "taken" ? (progress.take?.state ?? "pending") : progress.kind;
  return (
    <p className="take-line" role="status" title={text} data-progress={state}>
      {(state === "refused" || state === "failed") && <SeverityMark severity="high" />}
      <span>{text}</span>
    </p>
  );
}
