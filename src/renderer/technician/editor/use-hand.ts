import { type PointerEvent, useRef, useState } from "react";
import { type Area, overlaps } from "../../../layouts/rect.ts";
import type { Panel } from "../../../layouts/panel.ts";
import type { Wall } from "../../../layouts/site.ts";
import { movePanels } from "../draft/panels.ts";
import { snapped, type Snapped } from "../draft/snap.ts";
import { blockOf } from "../draft/walls.ts";
import type { Edit } from "./use-draft.ts";
import type { View } from "./view.ts";

/** CSS pixels within which an edge is drawn to another's. */
const SNAP_PX = 8;
/** CSS pixels that the pointer must go before a press becomes a drag. */
const DRAG_PX = 3;

interface Press {
  readonly kind: "panel" | "ground" | "pan";
  readonly x: number;
  readonly y: number;
  readonly view: View;
  readonly had: ReadonlySet<string>;
}

interface HandProps {
  readonly edit: Edit;
  readonly wall: Wall;
  readonly view: View;
  readonly setView: (view: View) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  /** Set while presses lay cables. */
  readonly onWire: ((panelId: string) => void) | null;
  readonly mayEdit: boolean;
}

const equal = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === b.size && [...a].every((id) => b.has(id));

/** The panel that lies uppermost at a place of the face, millimetres. */
function panelAt({ panels }: Wall, at: { readonly x: number; readonly y: number }): Panel | undefined {
  return panels.findLast(
    ({ xMm, yMm, widthMm, heightMm }) =>
      at.x >= xMm && at.x < xMm + widthMm && at.y >= yMm && at.y < yMm + heightMm,
  );
}

/** The pointer over a wall: it chooses panels one by one or by a marquee, drags them, lays cables, and shifts the view. */
export function useHand(props: HandProps) {
  const { edit, wall, view, setView, selected, onSelect, onWire, mayEdit } = props;
  const [drag, setDrag] = useState<Snapped | null>(null);
  const [marquee, setMarquee] = useState<Area | null>(null);
  const press = useRef<Press | null>(null);
  const onFace = (x: number, y: number) => ({ x: x / view.scale + view.xMm, y: y / view.scale + view.yMm });

  /** Chooses what lies at a place of the screen; true where that is a panel. */
  function choose(x: number, y: number, more: boolean): boolean {
    const hit = panelAt(wall, onFace(x, y));
    if (hit === undefined) {
      if (!more) onSelect(new Set());
    } else if (onWire !== null) {
      onSelect(new Set([hit.id]));
      onWire(hit.id);
    } else if (more) {
      const next = new Set(selected);
      if (!next.delete(hit.id)) next.add(hit.id);
      onSelect(next);
    } else if (!selected.has(hit.id)) onSelect(new Set([hit.id]));
    return hit !== undefined;
  }

  function onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
    const { offsetX: x, offsetY: y } = event.nativeEvent;
    if (event.button > 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const begun = { x, y, view, had: selected };
    if (event.button === 1) press.current = { kind: "pan", ...begun };
    else if (!choose(x, y, event.shiftKey)) press.current = { kind: "ground", ...begun };
    else if (onWire === null) press.current = { kind: "panel", ...begun };
  }

  function encircle(begun: Press, x: number, y: number, more: boolean) {
    const box = {
      ...{ x: Math.min(x, begun.x), y: Math.min(y, begun.y) },
      ...{ width: Math.abs(x - begun.x), height: Math.abs(y - begun.y) },
    };
    setMarquee(box);
    const area = {
      ...onFace(box.x, box.y),
      ...{ width: box.width / view.scale, height: box.height / view.scale },
    };
    const inside = wall.panels.filter(({ xMm, yMm, widthMm, heightMm }) =>
      overlaps(area, { x: xMm, y: yMm, width: widthMm, height: heightMm }),
    );
    const next = new Set([...(more ? begun.had : []), ...inside.map(({ id }) => id)]);
    if (!equal(next, selected)) onSelect(next);
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
      encircle(begun, x, y, event.shiftKey);
    } else if (mayEdit && selected.size > 0 && (drag !== null || Math.hypot(dx, dy) > DRAG_PX)) {
      const within = event.altKey ? 0 : SNAP_PX / view.scale;
      const [chosen, others] = [true, false].map((is) =>
        wall.panels.filter(({ id }) => selected.has(id) === is),
      );
      if (chosen !== undefined && others !== undefined && chosen.length > 0)
        setDrag(snapped(blockOf(chosen), others, dx / view.scale, dy / view.scale, within));
    }
  }

  function rest() {
    press.current = null;
    setDrag(null);
    setMarquee(null);
  }

  return {
    drag,
    marquee,
    choose,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp() {
        if (drag !== null)
          edit((now) => movePanels(now, { wallId: wall.id, ids: selected }, drag.dxMm, drag.dyMm));
        rest();
      },
      onPointerCancel: rest,
    },
  };
}
