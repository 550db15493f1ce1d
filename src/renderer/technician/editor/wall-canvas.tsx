import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { overlaps } from "../../../layouts/rect.ts";
import type { Panel } from "../../../layouts/panel.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { neighbour } from "../../ui/neighbour.ts";
import { numberPanels } from "../draft/order.ts";
import { copyPanels, movePanels, removePanels, turnPanels } from "../draft/panels.ts";
import { snapped, type Snapped, stepTo } from "../draft/snap.ts";
import { extentOf } from "../draft/walls.ts";
import { faceSize } from "./face-of-canvas.ts";
import { type Ink, paint } from "./paint.ts";
import type { Editing } from "./use-draft.ts";
import { type Extent, fitted, type View, zoomed } from "./view.ts";

/** CSS pixels within which an edge is drawn to another's. */
const SNAP_PX = 8;
/** CSS pixels that the pointer must go before a press becomes a drag. */
const DRAG_PX = 3;
const ZOOM = 1.25;

/** The colours and the family of the page, read once. */
function readInk(element: Element): { ink: Ink; font: string } {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const ink: Ink = {
    ...{ ground: of("ground"), surface: of("surface"), raised: of("raised"), line: of("line") },
    ...{
      "line-strong": of("line-strong"),
      text: of("text"),
      "text-dim": of("text-dim"),
      accent: of("accent"),
    },
    ...{ medium: of("medium"), high: of("high"), hatch: of("hatch"), strip: of("strip") },
  };
  return { ink, font: `13px ${of("family")}` };
}

interface WallCanvasProps {
  readonly editing: Editing;
  readonly site: Site;
  readonly wall: Wall;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly troubled: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly viewport: number | null;
  readonly wires: boolean;
  /** Set while clicks lay cables. */
  readonly onWire: ((panelId: string) => void) | null;
  readonly mayEdit: boolean;
}

type Press = {
  readonly kind: "panel" | "ground" | "pan";
  readonly x: number;
  readonly y: number;
  readonly view: View;
  readonly had: ReadonlySet<string>;
};

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

function blockOf(panels: readonly Panel[]) {
  const { leftMm, topMm, rightMm, bottomMm } = extentOf(panels);
  return { xMm: leftMm, yMm: topMm, widthMm: rightMm - leftMm, heightMm: bottomMm - topMm };
}

/** A wall in its room, drawn in one layer; panels are chosen, dragged, drawn to edges, turned, and moved by keys. */
export function WallCanvas(props: WallCanvasProps) {
  const { editing, site, wall, selected, onSelect, onWire, mayEdit } = props;
  const { t } = useTranslation("technician");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Extent>({ width: 0, height: 0 });
  const [chosenView, setView] = useState<View | null>(null);
  const [drag, setDrag] = useState<Snapped | null>(null);
  const [marquee, setMarquee] = useState<{ x: number; y: number; width: number; height: number } | null>(
    null,
  );
  const press = useRef<Press | null>(null);
  const look = useRef<ReturnType<typeof readInk> | null>(null);
  const face = faceSize(wall);
  const view = useMemo(
    () => chosenView ?? fitted({ xMm: 0, yMm: 0, widthMm: face.widthMm, heightMm: face.heightMm }, size),
    [chosenView, face.widthMm, face.heightMm, size],
  );
  const chosen = useMemo(() => wall.panels.filter(({ id }) => selected.has(id)), [wall, selected]);
  const others = useMemo(() => wall.panels.filter(({ id }) => !selected.has(id)), [wall, selected]);

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined)
        setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    if (canvas.current !== null) watch.observe(canvas.current);
    return () => watch.disconnect();
  }, []);

  // React listens to wheels passively, and the page must not scroll.
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      setView(zoomed(view, Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [view]);

  const { troubled, refused, viewport, wires } = props;
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
    const scene = { site, wall, selected, troubled, refused, viewport, wires, drag, marquee };
    paint(context, scene, view, size, look.current.ink, look.current.font);
  }, [site, wall, selected, troubled, refused, viewport, wires, drag, marquee, view, size]);

  const onFace = (x: number, y: number) => ({ x: x / view.scale + view.xMm, y: y / view.scale + view.yMm });
  const panelAt = (x: number, y: number) => {
    const at = onFace(x, y);
    return wall.panels.findLast(
      ({ xMm, yMm, widthMm, heightMm }) =>
        at.x >= xMm && at.x < xMm + widthMm && at.y >= yMm && at.y < yMm + heightMm,
    );
  };

  function onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
    const { offsetX: x, offsetY: y } = event.nativeEvent;
    event.currentTarget.setPointerCapture(event.pointerId);
    const begun = { x, y, view, had: selected };
    if (event.button === 1) {
      press.current = { kind: "pan", ...begun };
      return;
    }
    if (event.button !== 0) return;
    const hit = panelAt(x, y);
    if (hit === undefined) {
      press.current = { kind: "ground", ...begun };
      if (!event.shiftKey) onSelect(new Set());
      return;
    }
    if (onWire !== null) {
      onSelect(new Set([hit.id]));
      onWire(hit.id);
      return;
    }
    press.current = { kind: "panel", ...begun };
    if (event.shiftKey) {
      const next = new Set(selected);
      if (!next.delete(hit.id)) next.add(hit.id);
      onSelect(next);
    } else if (!selected.has(hit.id)) onSelect(new Set([hit.id]));
  }

  function onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
    const begun = press.current;
    if (begun === null) return;
    const { offsetX: x, offsetY: y } = event.nativeEvent;
    const [dx, dy] = [x - begun.x, y - begun.y];
    if (begun.kind === "pan") {
      const { scale } = begun.view;
      setView({ scale, xMm: begun.view.xMm - dx / scale, yMm: begun.view.yMm - dy / scale });
    } else if (begun.kind === "ground") {
      const box = {
        x: Math.min(x, begun.x),
        y: Math.min(y, begun.y),
        width: Math.abs(dx),
        height: Math.abs(dy),
      };
      setMarquee(box);
      const corner = onFace(box.x, box.y);
      const area = { ...corner, width: box.width / view.scale, height: box.height / view.scale };
      const inside = wall.panels.filter(({ xMm, yMm, widthMm, heightMm }) =>
        overlaps(area, { x: xMm, y: yMm, width: widthMm, height: heightMm }),
      );
      onSelect(new Set([...(event.shiftKey ? begun.had : []), ...inside.map(({ id }) => id)]));
    } else if (mayEdit && chosen.length > 0 && (drag !== null || Math.hypot(dx, dy) > DRAG_PX)) {
      const within = event.altKey ? 0 : SNAP_PX / view.scale;
      setDrag(snapped(blockOf(chosen), others, dx / view.scale, dy / view.scale, within));
    }
  }

  function onPointerUp() {
    if (drag !== null)
      editing.edit((now) => movePanels(now, { wallId: wall.id, ids: selected }, drag.dxMm, drag.dyMm));
    press.current = null;
    setDrag(null);
    setMarquee(null);
  }

  const middle = [size.width / 2, size.height / 2] as const;
  const room = site.rooms.find(({ id }) => id === wall.roomId);
  const zoomTo = {
    in: () => setView(zoomed(view, ZOOM, ...middle)),
    out: () => setView(zoomed(view, 1 / ZOOM, ...middle)),
    wall: () => setView(null),
    room: () => {
      const widthMm = Math.max(face.widthMm, room?.widthMm ?? 0);
      const above = Math.max(0, (room?.heightMm ?? 0) - face.heightMm - 900);
      setView(
        fitted(
          {
            ...{ xMm: (face.widthMm - widthMm) / 2, yMm: -above - 300 },
            ...{ widthMm, heightMm: face.heightMm + above + 1500 },
          },
          size,
        ),
      );
    },
    pixel: () => {
      const at = chosen[0] ?? wall.panels[0];
      if (at === undefined) return;
      setView(
        fitted({ xMm: at.xMm, yMm: at.yMm, widthMm: at.widthMm / 12, heightMm: at.heightMm / 12 }, size),
      );
    },
  };

  function onArrow(direction: { x: number; y: number }, event: KeyboardEvent) {
    if (chosen.length === 0 || event.ctrlKey) {
      const rects = wall.panels.map((panel) => panel.canvas);
      const last = [...selected].at(-1);
      const from = wall.panels.findIndex(({ id }) => id === last);
      const to = wall.panels[from === -1 ? 0 : (neighbour(rects, from, event.key) ?? from)];
      if (to !== undefined) onSelect(new Set([...(event.shiftKey ? selected : []), to.id]));
      return;
    }
    if (!mayEdit) return;
    const step = event.shiftKey ? stepTo(blockOf(chosen), others, direction) : 1;
    editing.edit(
      (now) => movePanels(now, { wallId: wall.id, ids: selected }, direction.x * step, direction.y * step),
      event.shiftKey ? undefined : `keys ${[...selected].join(" ")}`,
    );
  }

  function copy() {
    let copies: string[] = [];
    const done = editing.edit((now) => {
      const outcome = copyPanels(now, { wallId: wall.id, ids: selected });
      copies = outcome.copies ?? [];
      return outcome;
    });
    if (done && copies.length > 0) onSelect(new Set(copies));
  }

  const ids = { wallId: wall.id, ids: selected };
  function actOf(event: KeyboardEvent): (() => void) | null {
    const key = event.key.toLowerCase();
    const direction = arrows[event.key];
    if (direction !== undefined) return () => onArrow(direction, event);
    if (event.ctrlKey || event.metaKey) {
      if (key === "a") return () => onSelect(new Set(wall.panels.map((panel) => panel.id)));
      if (key === "d" && mayEdit) return copy;
      return null;
    }
    if (key === "+" || key === "=") return zoomTo.in;
    if (key === "-") return zoomTo.out;
    if (key === "0") return zoomTo.wall;
    if (key === "9") return zoomTo.room;
    if (key === "1") return zoomTo.pixel;
    if (key === "home" || key === "end") {
      const to = wall.panels.at(key === "home" ? 0 : -1);
      return () => onSelect(new Set(to === undefined ? [] : [to.id]));
    }
    if (key === "escape") return () => onSelect(new Set());
    const [first] = selected;
    if (key === " " && onWire !== null && first !== undefined) return () => onWire(first);
    if (!mayEdit) return null;
    if (key === "n") return () => void editing.edit((now) => numberPanels(now, wall.id, "rows"));
    if (selected.size === 0) return null;
    if (key === "r") return () => void editing.edit((now) => turnPanels(now, ids));
    if (key === "delete" || key === "backspace")
      return () => {
        if (editing.edit((now) => removePanels(now, ids))) onSelect(new Set());
      };
    return null;
  }

  function onKeyDown(event: KeyboardEvent) {
    const act = actOf(event);
    if (act === null) return;
    event.preventDefault();
    act();
  }

  const one = chosen.length === 1 ? chosen[0] : undefined;
  const said =
    one === undefined
      ? chosen.length === 0
        ? ""
        : t("editor.several", { count: chosen.length })
      : `${one.id}: ${t(`panel.${one.kind}`)}, ${t(`panel.${one.status}`)}`;
  return (
    <div className="wall-canvas">
      <canvas
        ref={canvas}
        role="application"
        aria-label={t("toScale", { name: wall.name })}
        aria-describedby="wall-keys"
        tabIndex={0}
        data-wiring={onWire !== null}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onKeyDown={onKeyDown}
      />
      {wall.panels.length === 0 && <p className="empty canvas-empty">{t("noPanels")}</p>}
      <p id="wall-keys" className="hidden-label">
        {t("editor.keys")}
      </p>
      <p className="hidden-label" role="status">
        {said}
      </p>
      <div className="zooms" role="group" aria-label={t("editor.zoom")}>
        <button
          type="button"
          className="button small"
          title="+"
          aria-label={t("editor.in")}
          onClick={zoomTo.in}
        >
          +
        </button>
        <button
          type="button"
          className="button small"
          title="-"
          aria-label={t("editor.out")}
          onClick={zoomTo.out}
        >
          −
        </button>
        <button type="button" className="button small" title="9" onClick={zoomTo.room}>
          {t("editor.room")}
        </button>
        <button type="button" className="button small" title="0" onClick={zoomTo.wall}>
          {t("editor.wall")}
        </button>
        <button type="button" className="button small" title="1" onClick={zoomTo.pixel}>
          {t("editor.pixel")}
        </button>
      </div>
    </div>
  );
}
