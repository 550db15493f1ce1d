import type { TFunction } from "i18next";
import type { Content, Tile } from "../../layouts/layout.ts";
import type { Dragged } from "./drop.ts";
import type { FavouriteCameras } from "./favourites.ts";
import type { MenuAct } from "./held-menu.tsx";
import type { TileActsFace } from "./tile-acts.ts";

interface Parts {
  readonly t: TFunction<"console">;
  readonly pick: () => void;
  /** Over the chosen tiles; null where they may not be edited. */
  readonly acts: Pick<TileActsFace, "put" | "swap" | "maximise" | "pin" | "split" | "clear"> | null;
  readonly tile: Tile | undefined;
  readonly favourites: Pick<FavouriteCameras, "ids" | "toggle">;
}

/** The acts of a thing's menu: of a tile that is chosen by then, of a camera, a group or a picture in the library. */
export function heldActs(dragged: Dragged, { t, pick, acts, tile, favourites }: Parts): readonly MenuAct[] {
  const picking = { name: t("carrying.pick"), act: pick };
  if (dragged.kind === "group") return [picking];
  const putting = (content: Content): readonly MenuAct[] =>
    acts === null ? [] : [{ name: t("carrying.putHere"), act: () => void acts.put(content) }];
  if (dragged.kind === "image") return [picking, ...putting({ kind: "image", imageId: dragged.imageId })];
  if (dragged.kind === "camera") {
    const { cameraId } = dragged;
    const starred = favourites.ids.includes(cameraId) ? "★" : "☆";
    return [
      picking,
      ...putting({ kind: "camera", cameraId }),
      { name: `${starred} ${t("listing.favourite")}`, act: () => favourites.toggle(cameraId) },
    ];
  }
  if (dragged.kind !== "tile" || acts === null || tile === undefined) return [];
  return [
    picking,
    { name: t("editing.swap"), act: acts.swap },
    { name: t(tile.back === undefined ? "editing.maximise" : "editing.bringBack"), act: acts.maximise },
    { name: t(tile.pinned === true ? "editing.unpin" : "editing.pin"), act: acts.pin },
    { name: t("editing.splitIn", { parts: 4 }), act: () => acts.split(4) },
    { name: t(tile.content.kind === "empty" ? "editing.removeTile" : "editing.clear"), act: acts.clear },
  ];
}
