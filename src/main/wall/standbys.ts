import type { Layout, Tile } from "../../layouts/layout.ts";
import { isStill } from "../../layouts/still.ts";
import { logoChoiceSchema, standbyChoiceSchema } from "../../protocol/standby.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import { KeptByWall } from "./kept-by-wall.ts";
import type { Walls } from "./walls.ts";

const LOGO = "site logo";

interface Parts {
  readonly store: Pick<Store, "settings" | "layouts">;
  readonly walls: Pick<Walls, "storedSite" | "siteRevision" | "asTaken">;
  readonly log: Log;
  /** Another picture stands over some wall. */
  readonly changed: () => void;
}

/** As a layout lies on its wall; kept until either of them is another. */
interface Laid {
  readonly layout: Layout;
  readonly revision: number;
  readonly tiles: readonly Tile[] | null;
}

/** What stands over each wall while it is hidden. It is sent to the pages before it is needed: one key, and it is there. */
export class Standbys {
  readonly #parts: Parts;
  readonly #kept: KeptByWall<typeof standbyChoiceSchema>;
  #logoId: string | null;
  /** Those that were chosen and are there, by their ids. */
  #layouts = new Map<string, Layout>();
  readonly #laid = new Map<string, Laid>();
  #revision: number;

  private constructor(parts: Parts, kept: KeptByWall<typeof standbyChoiceSchema>, logoId: string | null) {
    this.#parts = parts;
    this.#kept = kept;
    this.#logoId = logoId;
    this.#revision = parts.walls.siteRevision;
  }

  static async open(parts: Parts): Promise<Standbys> {
    const { store, log } = parts;
    const kept = await KeptByWall.open({ store, log, key: "wall standbys", schema: standbyChoiceSchema });
    const logo = logoChoiceSchema.shape.imageId.safeParse(await store.settings.get(LOGO));
    const standbys = new Standbys(parts, kept, logo.success ? logo.data : null);
    // Nobody follows it yet.
    await standbys.#read();
    return standbys;
  }

  /** Reads the layouts anew; who changed some calls this. */
  async load(): Promise<void> {
    if (await this.#read()) this.#parts.changed();
  }

  /** False where there was and is none to read. */
  async #read(): Promise<boolean> {
    const { store, walls } = this.#parts;
    const ids = new Set(walls.storedSite.walls.flatMap(({ id }) => this.of(id) ?? []));
    if (ids.size === 0 && this.#layouts.size === 0) return false;
    const layouts = await store.layouts.list();
    this.#layouts = new Map(layouts.filter(({ id }) => ids.has(id)).map((layout) => [layout.id, layout]));
    return true;
  }

  /** To be called when the site may be another: layouts follow its canvases. */
  follow(): void {
    const { walls, log } = this.#parts;
    if (walls.siteRevision === this.#revision) return;
    this.#revision = walls.siteRevision;
    this.load().catch((error: unknown) => log.warn({ err: error }, "the standby pictures cannot be read"));
  }

  get logoId(): string | null {
    return this.#logoId;
  }

  /** The layout that was chosen for a wall, also one that is there no more; null where none was. */
  of(wallId: string): string | null {
    return this.#kept.get(wallId)?.layoutId ?? null;
  }

  /** What stands over a wall; null where that is the logo and the site's name. */
  tiles(wallId: string): readonly Tile[] | null {
    const { walls, log } = this.#parts;
    const layout = this.#layouts.get(this.of(wallId) ?? "");
    if (layout === undefined) return null;
    const revision = walls.siteRevision;
    const laid = this.#laid.get(wallId);
    if (laid?.layout === layout && laid.revision === revision) return laid.tiles;
    let tiles: readonly Tile[] | null = null;
    try {
      // Whatever came into it since, nothing else is shown to a visitor.
      const still = walls.asTaken(wallId, layout).filter(isStill);
      // Where nothing is left of it the logo says more than a dark wall, which looks like one that failed.
      if (still.some(({ content }) => content.kind !== "empty")) tiles = still;
    } catch (error) {
      // A wall that is tried may have no room for it.
      log.warn({ err: error, wallId }, "the standby picture does not fit its wall");
    }
    this.#laid.set(wallId, { layout, revision, tiles });
    return tiles;
  }

  /** Faults with `notFound`, and with `invalid` where it is of another wall or shows what a visitor must not see. */
  async choose(wallId: string, layoutId: string | null): Promise<void> {
    const { store, walls } = this.#parts;
    if (!walls.storedSite.walls.some(({ id }) => id === wallId))
      throw new Fault("notFound", { what: "wall", id: wallId });
    if (layoutId !== null) {
      const { value } = await store.layouts.get(layoutId);
      if (value.wallId !== wallId)
        throw refused("layoutId", `${value.name} is a layout of the wall ${value.wallId}`);
      refuseUnlessStill(value, "layoutId");
    }
    await this.#kept.set(wallId, layoutId === null ? null : { layoutId });
    await this.load();
    // Also where nothing was and nothing is left to read.
    this.#parts.changed();
  }

  /** Faults with `invalid` where a layout stands over some wall and shows what a visitor must not see. */
  refuse(layout: Layout): void {
    if (this.#parts.walls.storedSite.walls.some(({ id }) => this.of(id) === layout.id))
      refuseUnlessStill(layout, "tiles");
  }

  /** Null: none. */
  async chooseLogo(imageId: string | null): Promise<void> {
    await this.#parts.store.settings.put(LOGO, imageId ?? "");
    this.#logoId = imageId;
    this.#parts.changed();
  }
}

function refused(field: string, problem: string): Fault {
  return new Fault("invalid", { field, problem });
}

function refuseUnlessStill({ tiles }: Layout, field: string): void {
  const moving = tiles.find((tile) => !isStill(tile));
  if (moving !== undefined)
    throw refused(
      field,
      `tile ${moving.id} shows ${moving.content.kind}, and what stands over a hidden wall shows words, pictures and a clock alone`,
    );
}
