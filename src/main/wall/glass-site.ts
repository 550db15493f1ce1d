import { fitToWall } from "../../layouts/fit.ts";
import type { Layout, Tile } from "../../layouts/layout.ts";
import { openOn } from "../../layouts/open-on.ts";
import type { Site, Wall } from "../../layouts/site.ts";
import { Fault } from "../base/fault.ts";

/** What `place` makes of tiles; faults with `invalid` at `field` where the wall has too few pixels for them. */
function withRoom<T>(field: string, place: () => T): T {
  try {
    return place();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Fault("invalid", { field, problem: error.message }, { cause: error });
  }
}

function wallIn(site: Site | null, wallId: string): Wall | undefined {
  return site?.walls.find(({ id }) => id === wallId);
}

/** The site that the glass shows: the stored one, or another that is tried in its place, whose canvases tiles follow. */
export class GlassSite {
  #stored: Site;
  #tried: Site | null = null;
  #revision = 1;

  constructor(stored: Site) {
    this.#stored = stored;
  }

  get shown(): Site {
    return this.#tried ?? this.#stored;
  }

  get stored(): Site {
    return this.#stored;
  }

  get tried(): Site | null {
    return this.#tried;
  }

  /** Grows with every change of `shown`. */
  get revision(): number {
    return this.#revision;
  }

  /** Another site is stored; a trial is over. */
  store(site: Site): void {
    this.#stored = site;
    this.tryOn(null);
  }

  /** Shows a site in the place of the stored one, or with null that again. */
  tryOn(site: Site | null): void {
    this.#tried = site;
    this.#revision += 1;
  }

  /** A wall as the glass shows it. Faults with `notFound`. */
  wall(wallId: string): Wall {
    const wall = wallIn(this.shown, wallId);
    if (wall === undefined) throw new Fault("notFound", { what: "wall", id: wallId });
    return wall;
  }

  /** A wall as it is stored. Faults with `notFound`. */
  storedWall(wallId: string): Wall {
    const wall = wallIn(this.#stored, wallId);
    if (wall === undefined) throw new Fault("notFound", { what: "wall", id: wallId });
    return wall;
  }

  /** The tiles of a layout as they lie on a stored wall. Faults with `invalid` where that has no room for them. */
  laidOn(wallId: string, { id, wallId: madeFor, tiles }: Layout): Tile[] {
    const [from, to] = [wallIn(this.#stored, madeFor), wallIn(this.#stored, wallId)];
    if (from === undefined || to === undefined || from === to) return tiles;
    return withRoom(`layouts.${id}.tiles`, () => openOn(tiles, from, to));
  }

  /** Tiles of a stored wall on the one of this id in another site. Faults with `invalid` where that has no room for them. */
  followed(wall: Wall, tiles: readonly Tile[]): readonly Tile[] {
    const stored = wallIn(this.#stored, wall.id);
    if (stored === undefined || stored === wall) return tiles;
    return withRoom(`walls.${wall.id}.canvas`, () => fitToWall(tiles, stored, wall));
  }

  /**
   * Ends a trial that leaves out the wall on which tiles are put, or has no room for them there: an operator's picture goes
   * before a technician's look.
   */
  makeRoom(wallId: string, tiles: readonly Tile[]): void {
    if (this.#tried === null) return;
    const wall = wallIn(this.#tried, wallId);
    try {
      if (wall === undefined) this.tryOn(null);
      else this.followed(wall, tiles);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.tryOn(null);
    }
  }
}
