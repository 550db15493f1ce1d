import { randomUUID } from "node:crypto";
import { camerasOf } from "../../layouts/content-cameras.ts";
import type { Layout, Tile } from "../../layouts/layout.ts";
import { reflow } from "../../layouts/reflow.ts";
import type { Site, Wall } from "../../layouts/site.ts";
import { outputsOf } from "../../layouts/viewport.ts";
import type { Taker } from "../../protocol/taker.ts";
import type { Take, TakeFailure, WallState } from "../../protocol/wall.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Store } from "../store/store.ts";
import type { Expected, Versioned } from "../store/versioned.ts";
import type { StoredTake } from "../store/wall-store.ts";
import { TAKES_A_WALL } from "../store/takes.ts";
import { GlassSite } from "./glass-site.ts";
import type { WallLocks } from "./locks.ts";
import type { Outputs } from "./outputs.ts";
import { TakeProgress } from "./progress.ts";
import { undone } from "./undone.ts";

/** Takes of a wall whose progress is remembered. */
const REMEMBERED = 64;

/** What is on a wall as it is stored. */
interface Here {
  readonly current: StoredTake | null;
  readonly wall: Wall;
  /** The tiles of a layout as they lie on it. Faults with `invalid` where it has no room for them. */
  readonly lay: (layout: Layout) => Tile[];
}

/** What comes to a wall. */
interface Made extends Omit<StoredTake, "id" | "wallId" | "revision" | "takenAt" | "takenAs"> {
  readonly takenAs: Taker;
  /** Stores the take, and whatever must be stored with it. */
  readonly keep: (take: StoredTake) => Promise<void>;
}

interface OnWall {
  current: StoredTake | null;
  /** Whether `current` is not on the disk yet. */
  storing: boolean;
  /** What `current` comes to on the wall as it is; made when it is first asked for. */
  shown: { readonly take: StoredTake; readonly wall: Wall; readonly tiles: Tile[] } | null;
  /** Of the newest takes, the newest last. */
  readonly progress: Map<string, TakeProgress>;
}

/**
 * What is on every wall. A take is shown at once and is in the store before it is answered, and what the store holds is
 * what a restart brings back. An undo is itself a take, of what was on the wall before: so a second undo brings the first picture
 * again, and before the first take of all the wall was empty.
 */
export class Walls {
  readonly #store: Store;
  readonly #outputs: Outputs;
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #locks: Pick<WallLocks, "refuse">;
  readonly #walls = new Map<string, OnWall>();
  /** The highest that was given on each wall, also to what was shown and then refused: none stands for two pictures. */
  readonly #revisions = new Map<string, number>();
  readonly #site: GlassSite;
  #kept: () => void = () => {};
  /** Settles when the change before is stored. Takes, undos and a new site come strictly one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    store: Store,
    outputs: Outputs,
    clock: Clock,
    changed: () => void,
    locks: Pick<WallLocks, "refuse">,
    site: Site,
  ) {
    this.#store = store;
    this.#outputs = outputs;
    this.#clock = clock;
    this.#changed = changed;
    this.#locks = locks;
    this.#site = new GlassSite(site);
  }

  /**
   * The walls of the stored site as they were left. `changed` is called after every change of what they show; what
   * `locks` refuses comes to none of them. `kept` is called after every take that is on the disk, before the next is made.
   */
  static async open(
    store: Store,
    outputs: Outputs,
    clock: Clock,
    changed: () => void,
    locks: Pick<WallLocks, "refuse">,
    kept: () => void = () => {},
  ): Promise<Walls> {
    const stored = await store.site.get();
    if (stored === null) throw new Fault("unavailable", { what: "site" });
    const walls = new Walls(store, outputs, clock, changed, locks, stored.value);
    walls.#kept = kept;
    await walls.#load();
    return walls;
  }

  /** What the glass shows: the stored site, or the one that is tried. */
  get site(): Site {
    return this.#site.shown;
  }

  /** Grows with every change of `site`. */
  get siteRevision(): number {
    return this.#site.revision;
  }

  /**
   * Shows a site instead of the stored one, or with null that again; nothing is stored. Faults with `invalid` where what
   * is on a wall has no room on it.
   */
  tryOn(site: Site | null): void {
    for (const wall of site?.walls ?? []) this.#site.followed(wall, this.#on(wall.id).current?.tiles ?? []);
    this.#site.tryOn(site);
    this.#changed();
  }

  /** The site that is tried, or null. */
  get triedSite(): Site | null {
    return this.#site.tried;
  }

  /** The site as it is stored. */
  get storedSite(): Site {
    return this.#site.stored;
  }

  /**
   * Replaces the site, and ends the trial of another; what is on the walls that stay follows their canvases. `still` is
   * called when it is its turn, and may throw.
   */
  async putSite(
    site: Site,
    expected: Expected,
    still: () => void = () => undefined,
  ): Promise<Versioned<Site>> {
    const stored = await this.inTurn(async () => {
      still();
      const stored = await this.#store.site.put(site, expected);
      this.#site.store(stored.value);
      await this.#load();
      return stored;
    });
    this.#changed();
    return stored;
  }

  /** The priority of the most important tile that shows a camera, 1 to 9; 10 where none does. */
  rankOf(cameraId: string): number {
    const tiles = [...this.#walls.values()].flatMap(({ current }) => current?.tiles ?? []);
    const showing = tiles.filter(
      ({ content }) => content.kind !== "mosaic" && camerasOf(content).includes(cameraId),
    );
    return Math.min(10, ...showing.map(({ priority }) => priority));
  }

  /** The take that is on a wall, or null. */
  takeId(wallId: string): string | null {
    return this.#walls.get(wallId)?.current?.id ?? null;
  }

  /** Whether rules put there what is on a wall, or it came back when what they had there was ended. */
  isOfRules(wallId: string): boolean {
    const take = this.#walls.get(wallId)?.current;
    return take?.takenAs === "rule" || take?.restored === true;
  }

  /** Whether what is on a wall is not on the disk yet, and may go again as if it had never been there. */
  isStoring(wallId: string): boolean {
    return this.#walls.get(wallId)?.storing === true;
  }

  /** The tiles that were taken to a wall of the stored site, as they were: also where a trial leaves that wall out. */
  taken(wallId: string): readonly Tile[] {
    return this.#walls.get(wallId)?.current?.tiles ?? [];
  }

  /** The tour whose step is on a wall, and who started it; null where none is. */
  tourOn(wallId: string): { readonly id: string; readonly startedBy: StoredTake["startedBy"] } | null {
    const take = this.#walls.get(wallId)?.current;
    return take?.tourId === undefined ? null : { id: take.tourId, startedBy: take.startedBy };
  }

  state(wallId: string): WallState {
    const wall = this.#site.wall(wallId);
    const take = this.#on(wall.id).current;
    return {
      id: wall.id,
      name: wall.name,
      canvas: wall.canvas,
      layoutId: take?.layoutId ?? null,
      basedOn: take?.basedOn ?? null,
      takeId: take?.id ?? null,
      takenAt: take?.takenAt ?? null,
      takenBy: take?.takenBy ?? null,
      ...(take?.takenAs === undefined ? {} : { takenAs: take.takenAs }),
      revision: take?.revision ?? 0,
      tiles: take === null ? [] : this.#tiles(wall, take),
    };
  }

  /** The tiles of a take on the panels that are there [L12, L13]. */
  #tiles(wall: Wall, take: StoredTake): Tile[] {
    const on = this.#on(wall.id);
    if (on.shown?.take !== take || on.shown.wall !== wall)
      on.shown = { take, wall, tiles: reflow(this.#site.followed(wall, take.tiles), wall) };
    return on.shown.tiles;
  }

  /** What a take of a layout would put on the glass. Faults as `take` does for the layout. */
  asTaken(wallId: string, layout: Layout): Tile[] {
    const wall = this.#site.wall(wallId);
    return reflow(this.#site.followed(wall, this.#site.laidOn(wallId, layout)), wall);
  }

  /**
   * Puts a layout on the wall, also one that was made for another; resolves when that is on the disk, with the take's id.
   * Faults with `notFound` where there is no such wall or layout, with `invalid` where the wall has no room for it, and
   * with `locked`.
   */
  take(wallId: string, layoutId: string, takenBy: string): Promise<string> {
    return this.#addOne(wallId, takenBy, async () => {
      const { value } = await this.#store.layouts.get(layoutId);
      return { layoutId, tiles: this.#site.laidOn(wallId, value) };
    });
  }

  /** Brings back what was on the wall before what it shows: see `undone`. Faults with `notFound` where there was no take. */
  undo(wallId: string, takenBy: string): Promise<string> {
    return this.#addOne(wallId, takenBy, async () => {
      // What was on the wall before is nearly always the take before.
      for (const limit of [2, TAKES_A_WALL]) {
        const takes = await this.#store.takes.ofWall(wallId, limit);
        const [newest] = takes;
        if (newest === undefined) throw new Fault("notFound", { what: "take", id: wallId });
        const other = undone(takes);
        // What came before all that is kept is not known, and an empty wall is no answer to it.
        const back = other ?? (takes.length === TAKES_A_WALL ? newest : undefined);
        // The picture alone: it is there now because of who undid, and of no tour, schedule or rule.
        if (back !== undefined) return { layoutId: back.layoutId, basedOn: back.basedOn, tiles: back.tiles };
      }
      return { layoutId: null, tiles: [] };
    });
  }

  /**
   * What changes a wall by what is on it: `make` sees what is on it, and no take comes between that and what it makes of
   * it; null leaves the wall. Resolves with the take's id. Faults with `notFound` where there is no such wall, and with `locked`.
   */
  automatic(wallId: string, make: (here: Here) => Promise<Made | null>): Promise<string | null> {
    return this.#add(wallId, () => {
      const wall = this.#site.storedWall(wallId);
      const { current } = this.#on(wallId);
      return make({ current, wall, lay: (layout) => this.#site.laidOn(wallId, layout) });
    });
  }

  /** Faults with `notFound`. */
  async progress(takeId: string): Promise<Take> {
    for (const wall of this.#walls.values()) {
      const progress = wall.progress.get(takeId);
      if (progress !== undefined) return this.#report(progress);
    }
    const stored = await this.#store.takes.get(takeId);
    if (stored === null) throw new Fault("notFound", { what: "take", id: takeId });
    return { ...this.#report(new TakeProgress(stored)), state: "superseded" };
  }

  /** A page says that one of its outputs shows a take; what is said of a take that is gone is of no use. */
  shown(takeId: string, outputId: string, failures: readonly TakeFailure[]): void {
    for (const wall of this.#walls.values())
      if (wall.current?.id === takeId)
        wall.progress.get(takeId)?.shown(outputId, failures, new Date(this.#clock.now()).toISOString());
  }

  /** Runs `change` while nothing else changes the site, the layouts or what is on the walls. */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(change);
    // The next one waits for this one and not for its success.
    this.#turn = mine.then(
      () => null,
      () => null,
    );
    return mine;
  }

  #report(progress: TakeProgress): Take {
    return progress.report(this.#outputsOf(progress.take.wallId), (id) => this.#outputs.isConnected(id));
  }

  #outputsOf(wallId: string): string[] {
    return outputsOf(this.site, wallId).map((output) => output.id);
  }

  #on(wallId: string): OnWall {
    const known = this.#walls.get(wallId);
    if (known !== undefined) return known;
    const fresh: OnWall = { current: null, storing: false, shown: null, progress: new Map() };
    this.#walls.set(wallId, fresh);
    return fresh;
  }

  async #addOne(
    wallId: string,
    takenBy: string,
    content: () => Promise<Pick<StoredTake, "layoutId" | "basedOn" | "tiles">>,
  ): Promise<string> {
    const keep = (take: StoredTake) => this.#store.takes.add(take);
    const id = await this.#add(wallId, async () => {
      const { layoutId, basedOn, tiles } = await content();
      return { layoutId, basedOn, tiles, takenBy, takenAs: "person", keep };
    });
    if (id === null) throw new Fault("internal");
    return id;
  }

  async #add(wallId: string, make: () => Promise<Made | null>): Promise<string | null> {
    return await this.inTurn(async () => {
      // On a wall that is only tried nothing can be kept, and so nothing is shown.
      this.#locks.refuse(wallId, this.#site.storedWall(wallId).name);
      const made = await make();
      if (made === null) return null;
      const { layoutId, basedOn, tourId, tiles, takenBy, takenAs, restored, startedBy } = made;
      const on = this.#on(wallId);
      const revision = Math.max(on.current?.revision ?? 0, this.#revisions.get(wallId) ?? 0) + 1;
      this.#revisions.set(wallId, revision);
      const take: StoredTake = {
        id: randomUUID(),
        wallId,
        layoutId,
        ...(basedOn === undefined ? {} : { basedOn }),
        ...(tourId === undefined ? {} : { tourId }),
        revision,
        tiles,
        takenAt: new Date(this.#clock.now()).toISOString(),
        takenBy,
        takenAs,
        ...(restored === undefined ? {} : { restored }),
        ...(startedBy === undefined ? {} : { startedBy }),
      };
      await this.#showUnless(on, take, made.keep(take));
      return take.id;
    });
  }

  /**
   * The glass does not wait for the disk: a take is on its way while it is stored, and what was there comes back where
   * that fails. Rejects as `stored` does, and with what failed of whom it was told to where the take stays.
   */
  async #showUnless(on: OnWall, take: StoredTake, stored: Promise<void>): Promise<void> {
    const before = on.current;
    this.#show(on, take);
    on.storing = true;
    const told = new Promise<void>((resolve) => {
      this.#site.makeRoom(take.wallId, take.tiles);
      this.#changed();
      resolve();
    });
    await Promise.allSettled([told, stored]);
    on.storing = false;
    try {
      await stored;
    } catch (error) {
      on.current = before;
      on.progress.delete(take.id);
      this.#changed();
      throw error;
    }
    this.#supersede(on, before);
    this.#kept();
    await told;
  }

  /** A take that another took the place of. */
  #supersede(on: OnWall, take: StoredTake | null): void {
    if (take === null) return;
    const progress = on.progress.get(take.id);
    progress?.supersede(this.#outputsOf(take.wallId), (id) => this.#outputs.isConnected(id));
  }

  #show(on: OnWall, take: StoredTake): void {
    on.current = take;
    on.progress.set(take.id, new TakeProgress(take));
    for (const oldest of on.progress.keys()) {
      if (on.progress.size <= REMEMBERED) break;
      on.progress.delete(oldest);
    }
  }

  async #load(): Promise<void> {
    for (const wall of this.#site.stored.walls) {
      const [newest] = await this.#store.takes.ofWall(wall.id, 1);
      const on = this.#on(wall.id);
      if (newest === undefined) on.current = null;
      else if (newest.id !== on.current?.id) {
        this.#supersede(on, on.current);
        this.#show(on, newest);
      } else on.current = newest;
    }
    const known = new Set(this.#site.stored.walls.map((wall) => wall.id));
    for (const id of this.#walls.keys()) if (!known.has(id)) this.#walls.delete(id);
  }
}
