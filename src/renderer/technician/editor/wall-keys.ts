import type { KeyboardEvent } from "react";
import type { Site, Wall } from "../../../layouts/site.ts";
import { neighbour } from "../../ui/neighbour.ts";
import { numberPanels } from "../draft/order.ts";
import type { Outcome } from "../draft/outcome.ts";
import { copyPanels, movePanels, removePanels, turnPanels } from "../draft/panels.ts";
import { stepTo } from "../draft/snap.ts";
import { blockOf } from "../draft/walls.ts";
import type { Edit } from "./use-draft.ts";
import type { Zooms } from "./use-view.ts";

/** Arrow keys as directions, x to the right and y down. */
export const arrows: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export interface WallKeysProps {
  readonly edit: Edit;
  readonly wall: Wall;
  readonly zoomTo: Zooms;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  /** Set while keys lay cables. */
  readonly onWire: ((panelId: string) => void) | null;
  readonly mayEdit: boolean;
}

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">;

function onArrow(props: WallKeysProps, direction: { x: number; y: number }, event: Key): void {
  const { edit, wall, selected, onSelect, mayEdit } = props;
  const chosen = wall.panels.filter(({ id }) => selected.has(id));
  if (chosen.length === 0 || event.ctrlKey) {
    const rects = wall.panels.map((panel) => panel.canvas);
    const last = [...selected].at(-1);
    const from = wall.panels.findIndex(({ id }) => id === last);
    const to = wall.panels[from === -1 ? 0 : (neighbour(rects, from, event.key) ?? from)];
    if (to !== undefined) onSelect(new Set([...(event.shiftKey ? selected : []), to.id]));
    return;
  }
  if (!mayEdit) return;
  const others = wall.panels.filter(({ id }) => !selected.has(id));
  const step = event.shiftKey ? stepTo(blockOf(chosen), others, direction) : 1;
  edit(
    (now) => movePanels(now, { wallId: wall.id, ids: selected }, direction.x * step, direction.y * step),
    event.shiftKey ? undefined : `keys ${wall.id} ${[...selected].join(" ")}`,
  );
}

/** Copies panels beside them, and chooses the copies. */
export function copyBeside(
  edit: Edit,
  chosen: { readonly wallId: string; readonly ids: ReadonlySet<string> },
  onSelect: (ids: ReadonlySet<string>) => void,
): void {
  let copies: string[] = [];
  const done = edit((now: Site): Outcome => {
    const outcome = copyPanels(now, chosen);
    copies = outcome.copies ?? [];
    return outcome;
  });
  if (done && copies.length > 0) onSelect(new Set(copies));
}

/** What a key does on a wall; null where it does nothing. */
export function actOf(props: WallKeysProps, event: Key): (() => void) | null {
  const { edit, wall, zoomTo, selected, onSelect, onWire, mayEdit } = props;
  const chosen = { wallId: wall.id, ids: selected };
  const key = event.key.toLowerCase();
  const direction = arrows[event.key];
  if (direction !== undefined) return () => onArrow(props, direction, event);
  if (event.ctrlKey || event.metaKey) {
    if (key === "a") return () => onSelect(new Set(wall.panels.map((panel) => panel.id)));
    if (key === "d" && mayEdit) return () => copyBeside(edit, chosen, onSelect);
    return null;
  }
  const [first] = selected;
  if (key === "+" || key === "=") return zoomTo.in;
  if (key === "-") return zoomTo.out;
  if (key === "0") return zoomTo.wall;
  if (key === "9") return zoomTo.room;
  if (key === "1") return () => zoomTo.pixel(wall.panels.find(({ id }) => id === first) ?? wall.panels[0]);
  if (key === "home" || key === "end") {
    const to = wall.panels.at(key === "home" ? 0 : -1);
    return () => onSelect(new Set(to === undefined ? [] : [to.id]));
  }
  if (key === "escape") return () => onSelect(new Set());
  if (key === " " && onWire !== null && first !== undefined) return () => onWire(first);
  if (!mayEdit) return null;
  if (key === "n") return () => void edit((now) => numberPanels(now, wall.id, "rows"));
  if (selected.size === 0) return null;
  if (key === "r") return () => void edit((now) => turnPanels(now, chosen));
  if (key === "delete" || key === "backspace")
    return () => {
      if (edit((now) => removePanels(now, chosen))) onSelect(new Set());
    };
  return null;
}
