import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Site, Wall } from "../../../layouts/site.ts";
import { CanvasFrames } from "./canvas-frames.tsx";
import { readInk } from "./ink.ts";
import { paint } from "./paint.ts";
import type { Edit } from "./use-draft.ts";
import { useHand } from "./use-hand.ts";
import { useSize } from "./use-size.ts";
import { useView } from "./use-view.ts";
import { actOf } from "./wall-keys.ts";
import { ZoomButtons } from "./zoom-buttons.tsx";

interface WallCanvasProps {
  readonly edit: Edit;
  readonly site: Site;
  readonly wall: Wall;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly troubled: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly viewport: number | null;
  /** Set while clicks lay cables. */
  readonly onWire: ((panelId: string) => void) | null;
  readonly mayEdit: boolean;
  /** The output of which viewports are put; null where panels are. */
  readonly outputId: string | null;
  readonly onViewport: (index: number | null) => void;
}

/** A wall in its room, drawn in one layer; panels are chosen, dragged, drawn to edges, turned, and moved by keys. */
export function WallCanvas(props: WallCanvasProps) {
  const { edit, site, wall, selected, onSelect, onWire, mayEdit, outputId, onViewport } = props;
  const { t } = useTranslation("technician");
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const look = useRef<ReturnType<typeof readInk> | null>(null);
  const size = useSize(canvas);
  const { view, setView, zoomTo } = useView(frame, site, wall, size);
  const hand = useHand({ edit, wall, view, setView, selected, onSelect, onWire, mayEdit });

  const { troubled, refused, viewport } = props;
  const { drag, marquee } = hand;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context === null || context === undefined || size.width === 0) return;
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    look.current ??= readInk(element);
    const scene = { site, wall, selected, troubled, refused, viewport, drag, marquee };
    paint(context, scene, view, size, look.current.ink, look.current.font);
  }, [site, wall, selected, troubled, refused, viewport, drag, marquee, view, size]);

  const [first] = selected;
  const one = selected.size === 1 ? wall.panels.find(({ id }) => id === first) : undefined;
  const said =
    one === undefined
      ? selected.size === 0
        ? ""
        : t("editor.several", { count: selected.size })
      : `${one.id}: ${t(`panel.${one.kind}`)}, ${t(`panel.${one.status}`)}`;
  return (
    <div className="wall-canvas" ref={frame}>
      <canvas
        ref={canvas}
        role="application"
        aria-label={t("toScale", { name: wall.name })}
        aria-describedby="wall-keys"
        tabIndex={0}
        data-wiring={onWire !== null}
        {...hand.handlers}
        onKeyDown={(event) => {
          const act = actOf({ edit, wall, zoomTo, selected, onSelect, onWire, mayEdit }, event);
          if (act === null) return;
          event.preventDefault();
          act();
        }}
      />
      {size.width > 0 && outputId !== null && (
        <CanvasFrames
          edit={edit}
          site={site}
          wall={wall}
          view={view}
          outputId={outputId}
          viewport={viewport}
          mayEdit={mayEdit}
          onViewport={onViewport}
          onPress={hand.choose}
        />
      )}
      {wall.panels.length === 0 && <p className="empty canvas-empty">{t("noPanels")}</p>}
      <p id="wall-keys" className="hidden-label">
        {t("editor.keys")}
      </p>
      <p className="hidden-label" role="status">
        {said}
      </p>
      <ZoomButtons
        zoomTo={zoomTo}
        panel={one ?? wall.panels.find(({ id }) => id === first) ?? wall.panels[0]}
      />
    </div>
  );
}
