import { useTranslation } from "react-i18next";
import { pitchOf } from "../../layouts/panel.ts";
import type { Site, Wall } from "../../layouts/site.ts";
import { Choices } from "../ui/choices.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { neighbour } from "../ui/neighbour.ts";
import { Plan, placed } from "../ui/plan.tsx";
import type { Warning } from "./warnings.ts";

interface WallDrawingProps {
  readonly site: Site;
  readonly wall: Wall;
  readonly warnings: readonly Warning[];
  readonly selected: string | null;
  readonly onSelect: (panelId: string) => void;
}

/** Millimetres from pixel to pixel, of the first panel; null without panels. */
function pitch({ panels }: Wall): number | null {
  const [panel] = panels;
  return panel === undefined ? null : pitchOf(panel).x;
}

/** One wall to scale: panels, what each output shows of it, and the warnings on the panels they are about. */
export function WallDrawing({ site, wall, warnings, selected, onSelect }: WallDrawingProps) {
  const { t, i18n } = useTranslation("technician");
  const number = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 3 });
  const count = (status: string) => wall.panels.filter((panel) => panel.status === status).length;
  const mm = pitch(wall);
  const rects = wall.panels.map(({ canvas }) => canvas);
  const troubled = new Set(
    warnings.flatMap(({ about }) => (about.kind === "panel" && about.wallId === wall.id ? [about.id] : [])),
  );
  return (
    <section className="wall" aria-label={wall.name}>
      <header className="stage-head">
        <h2>{wall.name}</h2>
        <p className="dim">
          {[
            wall.widthMm === undefined || wall.heightMm === undefined
              ? t("noFace")
              : t("face", { width: number(wall.widthMm), height: number(wall.heightMm) }),
            t("canvas", { width: wall.canvas.width, height: wall.canvas.height }),
            ...(mm === null ? [] : [t("pitch", { mm: number(mm) })]),
          ].join(" · ")}
        </p>
      </header>
      <Plan canvas={wall.canvas} panels={wall.panels}>
        {wall.panels.length === 0 ? (
          <p className="empty">{t("noPanels")}</p>
        ) : (
          <Choices
            className="panels"
            label={t("toScale", { name: wall.name })}
            items={wall.panels}
            idOf={({ id }) => id}
            selected={selected}
            onSelect={onSelect}
            step={(from, key) => neighbour(rects, from, key)}
            optionProps={(panel) => ({
              style: placed(panel.canvas, wall.canvas),
              title: `${panel.id}: ${t(`panel.${panel.status}`)}`,
              "data-status": panel.status,
            })}
          >
            {(panel) => (
              <span className="panel-label">
                {troubled.has(panel.id) && <SeverityMark severity="medium" />}
                <span className="panel-id">{panel.id}</span>
                {panel.status !== "present" && (
                  <span className="panel-status">{t(`panel.${panel.status}`)}</span>
                )}
              </span>
            )}
          </Choices>
        )}
        {site.viewports
          .filter(({ wallId }) => wallId === wall.id)
          .map(({ outputId, canvas, rotation }) => (
            <div
              key={`${outputId} ${canvas.x},${canvas.y}`}
              className="viewport"
              style={placed(canvas, wall.canvas)}
            >
              <span>
                {site.outputs.find(({ id }) => id === outputId)?.name ?? outputId}
                {rotation !== 0 && ` ↻ ${rotation}°`}
              </span>
            </div>
          ))}
      </Plan>
      {wall.panels.length > 0 && (
        <p className="dim wall-counts">
          {t("panels")}:{" "}
          {t("panelCounts", { present: count("present"), planned: count("planned"), dead: count("dead") })}
        </p>
      )}
    </section>
  );
}
