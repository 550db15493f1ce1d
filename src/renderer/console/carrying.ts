import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content, Tile } from "../../layouts/layout.ts";
import type { Place, useChosen } from "./chosen.ts";
import { focusOn } from "./desk-keys.ts";
import { type Dragged, draggedBy, dropOn } from "./drop.ts";
import { type EditingFace, mint } from "./editing.ts";

interface CarryingProps {
  readonly mayCarry: boolean;
  readonly places: Readonly<
    Record<Place, { readonly layoutId: string | null; readonly tiles: readonly Tile[] }>
  >;
  readonly choice: ReturnType<typeof useChosen>;
  readonly editing: EditingFace;
  readonly nameOf: (dragged: Dragged) => string;
  readonly contentsOf: (dragged: Dragged) => readonly Content[];
  /** Something was picked up: what else was begun is over. */
  readonly onPicked: () => void;
}

interface Carried {
  readonly dragged: Dragged;
  /** The picture of the wall that was turned to last. */
  readonly on: Place;
  readonly from: HTMLElement;
}

/** The thing in focus that a key may pick up, and where it stands; null where there is none. */
function inFocus(): { readonly element: HTMLElement; readonly listed: boolean } | null {
  const element = document.activeElement?.closest('[role="option"][data-drag]');
  if (!(element instanceof HTMLElement)) return null;
  return { element, listed: element.closest(".library") !== null };
}

/**
 * Picks a camera, a group or a tile up by key and places it on the tile that is chosen then: what dragging does, without
 * a pointer. The focus goes to the tiles, so that arrows move over them and are read out as ever.
 */
export function useCarrying(props: CarryingProps) {
  const { places, choice, editing } = props;
  const { t } = useTranslation("console");
  const [carried, setCarried] = useState<Carried | null>(null);
  const { chosen } = choice;
  const on = carried === null ? null : (chosen?.on ?? carried.on);
  const target = on === null ? undefined : places[on].tiles.find(({ id }) => id === chosen?.ids[0]);

  /** Turns to one picture of the wall, to the tile that is chosen there or the first. */
  function aimAt(place: Place) {
    const { layoutId, tiles } = places[place];
    setCarried((now) => now && { ...now, on: place });
    if (chosen?.on !== place) choice.choose(place, layoutId, tiles[0] === undefined ? [] : [tiles[0].id]);
    const part = place === "glass" ? ".program" : ".preview";
    requestAnimationFrame(() => {
      if (document.querySelector(`${part} .tiles [tabindex="0"]`) === null) focusOn(part);
      else focusOn(`${part} .tiles [tabindex="0"]`);
    });
  }

  function pick(element: HTMLElement) {
    const dragged = draggedBy(element);
    if (!props.mayCarry || dragged === null || dragged.kind === "edge") return false;
    const place = dragged.kind === "tile" ? dragged.on : (chosen?.on ?? "glass");
    props.onPicked();
    setCarried({ dragged, on: place, from: element });
    aimAt(place);
    editing.tell(t("carrying.picked", { name: props.nameOf(dragged) }));
    return true;
  }

  function letGo() {
    if (carried === null) return;
    setCarried(null);
    editing.tell(t("carrying.letGo", { name: props.nameOf(carried.dragged) }));
    if (carried.from.isConnected) carried.from.focus();
    else focusOn('.cameras [tabindex="0"]');
  }

  function placeOn(place: Place, tileId: string | null) {
    if (carried === null) return;
    const drop = dropOn(carried.dragged, { on: place, tileId }, editing.tilesOf, props.contentsOf, mint);
    if (drop === null) return editing.tell(t("carrying.same"));
    const about = editing.act(place, drop.name, drop.make);
    // What was refused stays in the hand, for another tile.
    if (about === null) return;
    setCarried(null);
    choice.choose(place, places[place].layoutId, about);
  }

  const place = () => on !== null && placeOn(on, target?.id ?? null);
  const turn = () => aimAt(on === "glass" ? "preview" : "glass");

  return {
    /** What is held, by name, and the tile that it would go to; null where nothing is. */
    held: carried === null || on === null ? null : { name: props.nameOf(carried.dragged), on, target },
    /** Picks up what has the focus in the library; false where nothing there can be. */
    pickListed(): boolean {
      const found = inFocus();
      return found?.listed === true && pick(found.element);
    },
    /** The same, and a tile as well where it alone is chosen already: Space chooses it first. */
    pick() {
      const found = inFocus();
      if (found === null) return;
      const tileId = found.element.dataset["dragId"];
      const chosenAlready = chosen?.ids.length === 1 && chosen.ids[0] === tileId && !choice.several;
      if (found.listed || chosenAlready) pick(found.element);
    },
    pickUp: pick,
    placeOn,
    letGo,
    /** The keys while something is held; no other key of the desk counts then. */
    keys: {
      Enter: place,
      Space: () => inFocus()?.listed === false && place(),
      Escape: letGo,
      Tab: turn,
      "Shift+Tab": turn,
      p: () => aimAt("glass"),
      v: () => aimAt("preview"),
    },
  };
}

export type Carrying = ReturnType<typeof useCarrying>;
