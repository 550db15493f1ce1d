import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { intersection, type Rect } from "../../../layouts/rect.ts";
import { canvasToOutput, mapRect } from "../../../layouts/viewport.ts";
import type { Output, Site } from "../../../layouts/site.ts";
import { linesOf } from "../draft/frame.ts";
import { reframeOutput, removeViewport } from "../draft/viewports.ts";
import type { Edit } from "./use-draft.ts";
import { useSize } from "./use-size.ts";
import { type Surface, ViewportFrames } from "./viewport-frames.tsx";

/** CSS pixels that stay free around the output. */
const MARGIN = 24;

/** Rectangles as one path, on whole pixels of the screen: 2,000 panels are one thing to draw. */
function outlineOf(rects: readonly Rect[]): string {
  return rects
    .map(({ x, y, width, height }) => {
      const [left, top] = [Math.round(x), Math.round(y)];
      return `M${left}.5 ${top}.5H${Math.round(x + width)}.5V${Math.round(y + height)}.5H${left}.5Z`;
    })
    .join("");
}

interface OutputStageProps {
  readonly edit: Edit;
  readonly site: Site;
  readonly output: Output;
  readonly viewport: number | null;
  readonly mayEdit: boolean;
  readonly onViewport: (index: number | null) => void;
}

/** One output to scale beside the wall, with what it shows: each viewport is put where it is to be, and its edges are. */
export function OutputStage({ edit, site, output, viewport, mayEdit, onViewport }: OutputStageProps) {
  const { t } = useTranslation("technician");
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const { width, height } = output;
  const own = useMemo(
    () => site.viewports.flatMap((each, index) => (each.outputId === output.id ? [{ each, index }] : [])),
    [site.viewports, output.id],
  );
  const scale = Math.max(
    0.001,
    Math.min((size.width - 2 * MARGIN) / width, (size.height - 2 * MARGIN) / height),
  );
  const [left, top] = [(size.width - width * scale) / 2, (size.height - height * scale) / 2];
  const lines = useMemo(() => {
    const chosen = own.find(({ index }) => index === viewport)?.each;
    const wall = site.walls.find(({ id }) => id === chosen?.wallId);
    // Where panels' edges come to lie, so that a cabinet is taken whole.
    const panels =
      chosen === undefined || wall === undefined
        ? []
        : wall.panels.map(({ canvas }) => mapRect(canvasToOutput(chosen), canvas));
    const others = own.flatMap(({ each, index }) => (index === viewport ? [] : each.output));
    const { x, y } = linesOf({ width, height }, [...others, ...panels]);
    return {
      x: x.filter((at) => at >= 0 && at <= width),
      y: y.filter((at) => at >= 0 && at <= height),
    };
  }, [own, viewport, site.walls, width, height]);
  const cabinets = useMemo(
    () =>
      own.flatMap(({ each }) => {
        const wall = site.walls.find(({ id }) => id === each.wallId);
        const matrix = canvasToOutput(each);
        return (wall?.panels ?? []).flatMap(({ canvas }) => {
          const seen = intersection(canvas, each.canvas);
          return seen === null ? [] : mapRect(matrix, seen);
        });
      }),
    [own, site.walls],
  );
  const surface: Surface = {
    size: { width, height },
    lines,
    toScreen: (rect) => ({
      ...{ x: left + rect.x * scale, y: top + rect.y * scale },
      ...{ width: rect.width * scale, height: rect.height * scale },
    }),
    toPixels: (x, y) => ({ x: Math.round((x - left) / scale), y: Math.round((y - top) / scale) }),
  };
  const nameOf = (wallId: string) => site.walls.find(({ id }) => id === wallId)?.name ?? wallId;
  return (
    <section className="output-stage" aria-label={t("editor.stage", { name: output.name })}>
      <p className="dim output-stage-name">
        {output.name} · {t("output.size", { width, height })}
      </p>
      <div className="output-stage-box" ref={box}>
        {size.width > 0 && (
          <>
            <svg className="output-stage-ground" aria-hidden="true">
              <rect className="output-ground" {...surface.toScreen({ x: 0, y: 0, width, height })} />
              <path className="output-panels" d={outlineOf(cabinets.map(surface.toScreen))} />
            </svg>
            <ViewportFrames
              surface={surface}
              frames={own.map(({ each, index }) => ({
                ...{ index, rect: each.output },
                label: nameOf(each.wallId),
              }))}
              chosen={viewport}
              mayEdit={mayEdit}
              onChoose={onViewport}
              onRect={(index, rect, series) => edit((now) => reframeOutput(now, index, rect), series)}
              onRemove={(index) => {
                if (edit((now) => removeViewport(now, index))) onViewport(null);
              }}
            />
            {own.length === 0 && <p className="empty output-stage-empty">{t("output.noViewport")}</p>}
          </>
        )}
      </div>
    </section>
  );
}
