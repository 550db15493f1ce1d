import { useState } from "react";
import { clear } from "../../layouts/edit/clear.ts";
import { maximise } from "../../layouts/edit/maximise.ts";
import { merge } from "../../layouts/edit/merge.ts";
import { done } from "../../layouts/edit/outcome.ts";
import { pin } from "../../layouts/edit/pin.ts";
import { type Direction, grow, step } from "../../layouts/edit/place.ts";
import { putIn, putInto } from "../../layouts/edit/put.ts";
import { split, splits } from "../../layouts/edit/split.ts";
import { swap } from "../../layouts/edit/swap.ts";
import type { Content, Tile } from "../../layouts/layout.ts";
import { type Chosen } from "./chosen.ts";
import { type EditingFace, mint } from "./editing.ts";

/** What the next key or tile belongs to: the other tile of a swap, or the number of parts. */
export type Waiting = "swap" | "split" | null;

const arrows = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" } as const;

/** The acts over the chosen tiles; `onChosen` hears which tiles to go on with. */
export function useTileActs(
  chosen: Chosen | null,
  editing: EditingFace,
  onChosen: (ids: readonly string[]) => void,
) {
  const [waiting, setWaiting] = useState<Waiting>(null);
  const ids = chosen?.ids ?? [];
  const [first] = ids;

  function run(...[on, name, make]: Parameters<EditingFace["act"]>): boolean {
    setWaiting(null);
    const about = editing.act(on, name, make);
    if (about !== null) onChosen(about);
    return about !== null;
  }

  const acts = {
    waiting,
    setWaiting,
    /** Swaps the chosen tile with `other`. */
    swapWith(other: string) {
      if (chosen === null || first === undefined || other === first) return setWaiting(null);
      run(chosen.on, "swap", (tiles) => swap(tiles, first, other));
    },
    swap: () => {
      const [one, two] = ids;
      if (chosen === null || one === undefined) return;
      if (two === undefined) setWaiting(waiting === "swap" ? null : "swap");
      else run(chosen.on, "swap", (tiles) => swap(tiles, one, two));
    },
    split(parts: (typeof splits)[number]) {
      if (chosen === null || first === undefined) return;
      run(chosen.on, "split", (tiles, wall) => split(tiles, wall, first, parts, mint));
    },
    merge: () => {
      if (chosen !== null) run(chosen.on, "merge", (tiles) => merge(tiles, ids));
    },
    maximise: () => {
      if (chosen === null || first === undefined) return;
      run(chosen.on, "maximise", (tiles, wall) => maximise(tiles, wall, first));
    },
    pin: () => {
      if (chosen !== null) run(chosen.on, "pin", (tiles) => pin(tiles, ids));
    },
    clear: () => {
      if (chosen !== null) run(chosen.on, "clear", (tiles) => clear(tiles, ids));
    },
    /** False where it was refused. */
    put(content: Content): boolean {
      if (chosen === null || first === undefined) return false;
      return run(chosen.on, "put", (tiles) => putIn(tiles, first, content));
    },
    /** How the picture lies in the chosen tile. */
    fit: (fit: Tile["fit"]) => {
      if (chosen === null || first === undefined) return;
      run(chosen.on, "put", (tiles) =>
        done(
          tiles.map((tile) => (tile.id === first ? { ...tile, fit } : tile)),
          [first],
        ),
      );
    },
    /** Several share the chosen tile's place. */
    putAll(contents: readonly Content[]) {
      if (chosen === null || first === undefined) return;
      run(chosen.on, "put", (tiles, wall) => putInto(tiles, wall, first, contents, mint));
    },
    step(direction: Direction) {
      if (chosen === null || first === undefined) return;
      run(chosen.on, "move", (tiles, wall) => step(tiles, wall, first, direction));
    },
    grow(direction: Direction) {
      if (chosen === null || first === undefined) return;
      run(chosen.on, "size", (tiles, wall) => grow(tiles, wall, first, direction));
    },
  };
  return acts;
}

export type TileActsFace = ReturnType<typeof useTileActs>;

/** The keys of the acts, while a tile is chosen that may be edited. */
export function tileKeys(acts: TileActsFace): Record<string, () => void> {
  const bindings: Record<string, () => void> = {
    x: acts.swap,
    s: () => acts.setWaiting(acts.waiting === "split" ? null : "split"),
    j: acts.merge,
    f: acts.maximise,
    b: acts.pin,
    Delete: acts.clear,
  };
  for (const [arrow, direction] of Object.entries(arrows)) {
    bindings[`$mod+${arrow}`] = () => acts.step(direction);
    bindings[`Shift+${arrow}`] = () => acts.grow(direction);
  }
  if (acts.waiting === "split") for (const parts of splits) bindings[String(parts)] = () => acts.split(parts);
  return bindings;
}
