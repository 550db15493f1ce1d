import type { Tile } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";

/** Whether whoever looks may see a camera; whoever stands before a wall sees all that is on it. */
export type Sees = (cameraId: string) => boolean;
export const seesAll: Sees = () => true;

interface Parts {
  readonly walls: readonly Wall[];
  readonly camera: (id: string) => Camera | undefined;
  /** A camera and those that may stand in for it. */
  readonly withBackups: (id: string) => readonly string[];
}

/**
 * The cameras of a tile, whichever may stand in for one included: of a mosaic every cell's, since one picture is made of
 * all.
 */
function picturesOf({ content }: Tile, withBackups: Parts["withBackups"]): readonly string[] {
  if (content.kind === "camera") return [content.cameraId];
  return content.kind === "mosaic" ? content.cameraIds.flatMap(withBackups) : [];
}

/** Pictures that are kept from a page: cameras that are never public on public walls, and those its visitor may not see. */
export class KeptBack {
  readonly #parts: Parts;
  readonly #sees: Sees;
  readonly #public: ReadonlySet<string>;

  constructor(parts: Parts, sees: Sees) {
    this.#parts = parts;
    this.#sees = sees;
    this.#public = new Set(parts.walls.filter((wall) => wall.public === true).map(({ id }) => id));
  }

  /** Whether the picture of a camera may be on a wall. */
  shows(wallId: string, cameraId: string): boolean {
    if (!this.#sees(cameraId)) return false;
    return !(this.#public.has(wallId) && this.#parts.camera(cameraId)?.neverPublic === true);
  }

  /** Whether nothing of a tile is shown, whatever picture is chosen for it. */
  hides(wallId: string, tile: Tile): boolean {
    return picturesOf(tile, this.#parts.withBackups).some((id) => !this.shows(wallId, id));
  }

  /** A camera that may not be on every one of these walls. */
  isKept(cameraId: string): boolean {
    return this.#parts.walls.some(({ id }) => !this.shows(id, cameraId));
  }
}
