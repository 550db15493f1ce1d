import { useMemo } from "react";
import type { Site, Wall } from "../../../layouts/site.ts";
import { linesOf } from "../draft/frame.ts";
import { reframeCanvas, removeViewport } from "../draft/viewports.ts";
import { axesOf, faceOfCanvas } from "./face-of-canvas.ts";
import type { Edit } from "./use-draft.ts";
import { type Surface, ViewportFrames } from "./viewport-frames.tsx";
import type { View } from "./view.ts";

interface CanvasFramesProps {
  readonly edit: Edit;
  readonly site: Site;
  readonly wall: Wall;
  readonly view: View;
  readonly outputId: string;
  readonly viewport: number | null;
  readonly mayEdit: boolean;
  readonly onViewport: (index: number | null) => void;
  /** A press on a frame that did not become a drag. */
  readonly onPress: (x: number, y: number, more: boolean) => void;
}

/** What the chosen output shows of a wall, above the wall: each viewport takes other pixels of it by being dragged. */
export function CanvasFrames(props: CanvasFramesProps) {
  const { edit, site, wall, view, outputId, viewport, mayEdit, onViewport, onPress } = props;
  const lines = useMemo(() => {
    const others = site.viewports.filter(({ wallId }, index) => wallId === wall.id && index !== viewport);
    const rects = [...wall.panels, ...others].map(({ canvas }) => canvas);
    return linesOf(wall.canvas, rects);
  }, [site.viewports, wall, viewport]);
  const axes = useMemo(() => axesOf(wall), [wall]);
  const place = useMemo(() => faceOfCanvas(wall), [wall]);
  const name = site.outputs.find(({ id }) => id === outputId)?.name ?? outputId;
  const surface: Surface = {
    size: wall.canvas,
    lines,
    toScreen: (rect) => {
      const { xMm, yMm, widthMm, heightMm } = place(rect);
      return {
        ...{ x: (xMm - view.xMm) * view.scale, y: (yMm - view.yMm) * view.scale },
        ...{ width: widthMm * view.scale, height: heightMm * view.scale },
      };
    },
    toPixels: (x, y) => ({
      x: axes.across.toPx(x / view.scale + view.xMm),
      y: axes.down.toPx(y / view.scale + view.yMm),
    }),
  };
  return (
    <ViewportFrames
      surface={surface}
      frames={site.viewports.flatMap((each, index) =>
        each.wallId === wall.id && each.outputId === outputId
          ? [{ index, rect: each.canvas, label: name }]
          : [],
      )}
      chosen={viewport}
      mayEdit={mayEdit}
      onChoose={onViewport}
      onRect={(index, rect, series) => edit((now) => reframeCanvas(now, index, rect), series)}
      onRemove={(index) => {
        if (edit((now) => removeViewport(now, index))) onViewport(null);
      }}
      onPress={onPress}
    />
  );
}
