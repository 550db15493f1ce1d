import { useTranslation } from "react-i18next";
import { pitchOf } from "../../../layouts/panel.ts";
import type { Wall } from "../../../layouts/site.ts";
import { useNumber } from "../../ui/use-number.ts";
import type { Editing } from "./use-draft.ts";

interface WallHeadProps {
  readonly editing: Editing;
  readonly wall: Wall | undefined;
  readonly mayEdit: boolean;
  readonly onWall: (wallId: string) => void;
  readonly onPlan: () => void;
}

/** Which wall is drawn, its measures, and the way back and forth. */
export function WallHead({ editing, wall, mayEdit, onWall, onPlan }: WallHeadProps) {
  const { t } = useTranslation("technician");
  const number = useNumber();
  const { site, past, future } = editing.draft;
  const count = (status: string) => wall?.panels.filter((panel) => panel.status === status).length ?? 0;
  const first = wall?.panels[0];
  return (
    <header className="wall-head">
      <div className="wall-tabs" role="group" aria-label={t("walls")}>
        {site.walls.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="button small"
            aria-pressed={id === wall?.id}
            onClick={() => onWall(id)}
          >
            {name}
          </button>
        ))}
        {mayEdit && (
          <button type="button" className="button small" onClick={onPlan}>
            + {t("editor.newWall")}
          </button>
        )}
      </div>
      {wall !== undefined && (
        <p className="dim">
          {[
            wall.widthMm === undefined || wall.heightMm === undefined
              ? t("noFace")
              : t("face", { width: number(wall.widthMm), height: number(wall.heightMm) }),
            t("canvas", { width: wall.canvas.width, height: wall.canvas.height }),
            ...(first === undefined ? [] : [t("pitch", { mm: number(pitchOf(first).x) })]),
          ].join(" · ")}
          {wall.panels.length > 0 &&
            ` · ${t("panels")}: ${t("panelCounts", { present: count("present"), planned: count("planned"), dead: count("dead") })}`}
        </p>
      )}
      {mayEdit && (
        <div className="acts">
          <button
            type="button"
            className="button small"
            title="Ctrl+Z"
            disabled={past.length === 0}
            onClick={editing.undo}
          >
            {t("editor.undo")}
          </button>
          <button
            type="button"
            className="button small"
            title="Ctrl+Y"
            disabled={future.length === 0}
            onClick={editing.redo}
          >
            {t("editor.redo")}
          </button>
        </div>
      )}
    </header>
  );
}
