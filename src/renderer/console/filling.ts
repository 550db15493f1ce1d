import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { useChosen } from "./chosen.ts";
import { focusOn } from "./desk-keys.ts";
import type { EditingFace } from "./editing.ts";
import type { TileActsFace } from "./tile-acts.ts";
import { tileAfter, useTypedNumber } from "./typed-number.ts";

interface FillingProps {
  readonly cameras: readonly Camera[];
  readonly choice: ReturnType<typeof useChosen>;
  /** Those that are chosen, in that order, among `tiles`. */
  readonly chosenTiles: readonly Tile[];
  /** All tiles of the place in which some are chosen. */
  readonly tiles: readonly Tile[];
  readonly editing: EditingFace;
  /** Null where the chosen tiles may not be edited. */
  readonly acts: TileActsFace | null;
}

/** Fills tile after tile with cameras by their numbers. */
export function useFilling({ cameras, choice, chosenTiles, tiles, editing, acts }: FillingProps) {
  const { t } = useTranslation("console");
  return useTypedNumber({
    cameras,
    onPut({ id, number, name }) {
      const { chosen } = choice;
      const [tile, ...others] = chosenTiles;
      if (acts === null || chosen === null || tile === undefined) {
        editing.tell(t("number.tileGone"));
        return true;
      }
      if (!acts.put({ kind: "camera", cameraId: id })) return false;
      editing.tell(t("number.putOn", { number, name }));
      // Several chosen ones are filled in turn, a single one leads to that beside it.
      const next =
        others.length > 0 ? others.map((other) => other.id) : [tileAfter(tiles, tile.id) ?? tile.id];
      choice.choose(chosen.on, chosen.layoutId, next);
      // Arrows go on from there as well.
      const list = chosen.on === "glass" ? ".program .tiles" : ".preview .tiles";
      if (document.activeElement?.closest(list) != null)
        requestAnimationFrame(() => focusOn(`${list} [tabindex="0"]`));
      return true;
    },
  });
}
