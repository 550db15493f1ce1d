import { arrangeOnWall } from "../arrange.ts";
import type { ArrangementName } from "../arrangements.ts";
import type { Content, Layout } from "../layout.ts";
import type { Wall } from "../site.ts";

/** Cameras `cam-01`, `cam-02` … from number `first` up to `last`. */
export function cameras(first: number, last: number): Content[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    kind: "camera",
    cameraId: `cam-${String(first + index).padStart(2, "0")}`,
  }));
}

/** A layout of a preset. */
export function layoutOf(
  id: string,
  name: string,
  wall: Wall,
  arrangement: ArrangementName,
  contents: readonly Content[],
): Layout {
  return { id, name, wallId: wall.id, tiles: arrangeOnWall(arrangement, wall, contents) };
}
