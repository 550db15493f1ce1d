import { z } from "zod";
import type { Layout } from "../../layouts/layout.ts";
import {
  type LayoutTour,
  layoutTourSchema,
  MOST_TOURS,
  type WallTour,
  type WallTourAct,
  wallTourSchema,
} from "../../protocol/layout-tour.ts";
import { type Taker, takerSchema } from "../../protocol/taker.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import type { StoredTake } from "../store/wall-store.ts";
import { KeptByWall } from "./kept-by-wall.ts";
import { KeptList } from "./kept-list.ts";
import type { WallLocks } from "./locks.ts";
import type { Walls } from "./walls.ts";

/** After a step that could not be taken it is tried again, and a wall that is locked is looked at, milliseconds. */
const AGAIN_MS = 2_000;
/** For so long a change of the machine's clock may go unnoticed, milliseconds. */
const AT_MOST_MS = 60_000;

const runSchema = z.object({
  tourId: z.string(),
  /** From 0. */
  step: z.int().min(0),
  /** When that came to the wall, milliseconds since 1970. */
  since: z.number(),
  startedBy: z.string(),
  startedAs: takerSchema.optional(),
  paused: wallTourSchema.shape.paused,
  passedOver: z.array(z.int()),
});
type Run = z.infer<typeof runSchema>;

interface Parts {
  readonly store: Pick<Store, "settings" | "layouts" | "takes">;
  readonly walls: Pick<Walls, "automatic" | "site" | "storedSite" | "takeId">;
  readonly locks: Pick<WallLocks, "of" | "refuse">;
  /** Whether a rule has something on a wall: what it shows is more urgent than a tour. */
  readonly raised: (wallId: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: (wallId: string) => void;
}

/** Tours of layouts, and the one that runs on each wall. */
export class LayoutTours {
  readonly #parts: Parts;
  readonly #tours: KeptList<typeof layoutTourSchema>;
  readonly #runs: KeptByWall<typeof runSchema>;
  #cancel: () => void = () => {};
  #closed = false;
  /** Steps come one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    parts: Parts,
    tours: KeptList<typeof layoutTourSchema>,
    runs: KeptByWall<typeof runSchema>,
  ) {
    this.#parts = parts;
    this.#tours = tours;
    this.#runs = runs;
  }

  static async open(parts: Parts): Promise<LayoutTours> {
    const { store, log } = parts;
    return new LayoutTours(
      parts,
      await KeptList.open({ store, log, key: "layout tours", schema: layoutTourSchema, what: "layoutTour" }),
      await KeptByWall.open({ store, log, key: "running tours", schema: runSchema }),
    );
  }

  get all(): readonly LayoutTour[] {
    return this.#tours.all;
  }

  /** Faults with `notFound`. */
  get(id: string): LayoutTour {
    return this.#tours.get(id);
  }

  /** Faults with `invalid` where its wall or a layout is not there, or there are too many tours. */
  async put(tour: LayoutTour): Promise<LayoutTour> {
    const { walls, store } = this.#parts;
    if (!walls.storedSite.walls.some(({ id }) => id === tour.wallId))
      throw new Fault("invalid", { field: "wallId", problem: `there is no wall ${tour.wallId}` });
    const known = new Set((await store.layouts.list()).map(({ id }) => id));
    const missing = tour.steps.findIndex(({ layoutId }) => !known.has(layoutId));
    if (missing >= 0) {
      const problem = `there is no layout ${tour.steps[missing]?.layoutId ?? ""}`;
      throw new Fault("invalid", { field: `steps.${missing}.layoutId`, problem });
    }
    if (this.all.length >= MOST_TOURS && !this.all.some(({ id }) => id === tour.id))
      throw new Fault("invalid", { field: "id", problem: `there are ${MOST_TOURS} already` });
    await this.#tours.put(tour);
    for (const { id } of walls.storedSite.walls) if (this.#runs.get(id)?.tourId === tour.id) this.#tell(id);
    this.#wait();
    return tour;
  }

  /** Ends it where it runs. Faults with `notFound`. */
  async remove(id: string): Promise<void> {
    await this.#tours.remove(id);
    for (const wall of this.#parts.walls.storedSite.walls)
      if (this.#runs.get(wall.id)?.tourId === id) await this.stop(wall.id);
  }

  /** What runs on a wall; null where nothing does. */
  of(wallId: string): WallTour | null {
    const run = this.#runs.get(wallId);
    const tour = this.#tourOf(run);
    if (run === null || tour === null) return null;
    const step = Math.min(run.step, tour.steps.length - 1);
    const waits = run.paused === null ? this.#waits(wallId) : null;
    const isDue = run.paused === null && waits === null;
    return {
      ...{ tourId: tour.id, name: tour.name, step: step + 1, of: tour.steps.length },
      layoutId: tour.steps[step]?.layoutId ?? "",
      startedBy: run.startedBy,
      ...(run.startedAs === undefined ? {} : { startedAs: run.startedAs }),
      nextAt: isDue ? new Date(dueOf(run, tour)).toISOString() : null,
      ...{ paused: run.paused, waits, passedOver: run.passedOver },
    };
  }

  /** Sees to what is due, now and later: also to what ran when the core ended. */
  start(): void {
    void this.#inTurn(() => this.#look()).finally(() => this.#wait());
  }

  /** Faults with `notFound`, with `invalid` where it is another wall's, and with `locked`. */
  async begin(wallId: string, tourId: string, by: string): Promise<WallTour> {
    const tour = this.#tours.get(tourId);
    if (tour.wallId !== wallId)
      throw new Fault("invalid", {
        field: "tourId",
        problem: `${tourId} is a tour of the wall ${tour.wallId}`,
      });
    this.#parts.locks.refuse(wallId, this.#nameOf(wallId));
    const run: Run = { tourId, step: 0, since: 0, startedBy: by, paused: null, passedOver: [] };
    await this.#inTurn(() => this.#step(wallId, run, 0));
    return this.#told(wallId);
  }

  /**
   * The same for what is no person, and false where `kept` says so of the take that is on the wall when it comes there.
   * Faults as `begin` does, but for the wall, which is the tour's.
   */
  async beginUnless(
    kept: (current: StoredTake | null) => boolean,
    tourId: string,
    by: string,
    as: Taker,
  ): Promise<boolean> {
    const { wallId } = this.#tours.get(tourId);
    this.#parts.locks.refuse(wallId, this.#nameOf(wallId));
    const run: Run = {
      tourId,
      step: 0,
      since: 0,
      startedBy: by,
      startedAs: as,
      paused: null,
      passedOver: [],
    };
    return await this.#inTurn(() => this.#step(wallId, run, 0, kept));
  }

  /** Faults with `notFound` where no tour runs, and with `locked`. */
  async steer(wallId: string, act: WallTourAct, by: string): Promise<WallTour> {
    this.#need(wallId);
    if (act === "pause") {
      await this.#inTurn(() => this.#pause(wallId, by, "paused"));
      return this.#told(wallId);
    }
    this.#parts.locks.refuse(wallId, this.#nameOf(wallId));
    await this.#inTurn(async () => {
      const run = this.#need(wallId);
      await this.#step(wallId, { ...run, paused: null }, act === "next" ? run.step + 1 : run.step);
    });
    return this.#told(wallId);
  }

  /** What is on the wall stays. */
  async stop(wallId: string): Promise<void> {
    // A step that is under way would bring it back.
    await this.#inTurn(() => this.#runs.set(wallId, null));
    this.#tell(wallId);
    this.#wait();
  }

  /** Runs what somebody does to a wall. Their hand goes before a tour: what changes the wall pauses it. */
  byHand<T>(wallId: string, by: string, act: () => Promise<T>): Promise<T> {
    const { walls } = this.#parts;
    const runs = () => this.#tourOf(this.#runs.get(wallId)) !== null && !this.#isPaused(wallId);
    if (!runs()) return act();
    // Between their take and the pause no step may come.
    return this.#inTurn(async () => {
      const before = walls.takeId(wallId);
      const done = await act();
      if (walls.takeId(wallId) !== before && runs()) await this.#pause(wallId, by, "taken");
      return done;
    });
  }

  /** Resolves when no step is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#turn;
  }

  async #pause(wallId: string, by: string, why: "paused" | "taken"): Promise<void> {
    const run = this.#need(wallId);
    const at = new Date(this.#parts.clock.now()).toISOString();
    await this.#runs.set(wallId, { ...run, paused: { by, at, why } });
    this.#tell(wallId);
    this.#wait();
  }

  #isPaused(wallId: string): boolean {
    return this.#runs.get(wallId)?.paused != null;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => null);
    return mine;
  }

  /**
   * Takes the first of the steps from `from` on that can be taken; none, and false, where `late` says so when it comes to
   * the wall. Faults with `notFound` where none can be taken.
   */
  async #step(
    wallId: string,
    run: Run,
    from: number,
    late: (current: StoredTake | null) => boolean = () => false,
  ): Promise<boolean> {
    const tour = this.#tourOf(run);
    if (tour === null) return false;
    const passedOver: number[] = [];
    for (let ahead = 0; ahead < tour.steps.length; ahead += 1) {
      const step = (from + ahead) % tour.steps.length;
      const layout = await this.#layout(tour.steps[step]?.layoutId ?? "");
      const came = layout === null ? "unfit" : await this.#take(wallId, { tour, run }, layout, late);
      if (came === "late") return false;
      if (came === "shown") {
        await this.#runs.set(wallId, { ...run, step, since: this.#parts.clock.now(), passedOver });
        this.#tell(wallId);
        this.#wait();
        return true;
      }
      passedOver.push(step + 1);
    }
    throw new Fault("notFound", { what: "layout", id: tour.steps[0]?.layoutId ?? "" });
  }

  /** Null where it is gone. */
  async #layout(id: string): Promise<Layout | null> {
    try {
      return (await this.#parts.store.layouts.get(id)).value;
    } catch (error) {
      if (error instanceof Fault && error.kind === "notFound") return null;
      throw error;
    }
  }

  /** "unfit" where the wall has no room for it, "late" where `late` says so of the take that is on it. */
  async #take(
    wallId: string,
    { tour, run }: { readonly tour: LayoutTour; readonly run: Run },
    layout: Layout,
    late: (current: StoredTake | null) => boolean,
  ): Promise<"shown" | "unfit" | "late"> {
    const { walls, store } = this.#parts;
    try {
      const taken = await walls.automatic(wallId, async ({ lay, current }) =>
        late(current)
          ? null
          : {
              ...{
                layoutId: layout.id,
                tiles: lay(layout),
                takenBy: tour.name,
                takenAs: "tour",
                tourId: tour.id,
              },
              startedBy: { name: run.startedBy, as: run.startedAs },
              keep: (take) => store.takes.add(take),
            },
      );
      return taken === null ? "late" : "shown";
    } catch (error) {
      if (error instanceof Fault && error.kind === "invalid") return "unfit";
      throw error;
    }
  }

  /** Sees to what is due. */
  async #look(): Promise<void> {
    const { walls, clock, log } = this.#parts;
    // Those that a trial leaves out wait for its end: a step would put an end to it.
    for (const { id: wallId } of walls.site.walls) {
      const run = this.#runs.get(wallId);
      const tour = this.#tourOf(run);
      if (run === null || tour === null || run.paused !== null || this.#waits(wallId) !== null) continue;
      // The machine's clock was set back.
      if (run.since > clock.now()) await this.#runs.set(wallId, { ...run, since: clock.now() });
      if (clock.now() < dueOf(run, tour)) continue;
      try {
        const before = walls.takeId(wallId);
        // What came meanwhile goes before a tour; what a rule shows is on the wall before it is known to be raised.
        const isLate = (current: StoredTake | null) =>
          (current?.id ?? null) !== before || this.#waits(wallId) !== null;
        await this.#step(wallId, run, run.step + 1, isLate);
      } catch (error) {
        if (!(error instanceof Fault && error.kind === "locked"))
          log.warn({ err: error, wallId }, "a tour could not go on");
      }
    }
  }

  #wait(): void {
    this.#cancel();
    if (this.#closed) return;
    const { walls, clock } = this.#parts;
    const dues = walls.storedSite.walls.flatMap(({ id }) => {
      const run = this.#runs.get(id);
      const tour = this.#tourOf(run);
      return run === null || tour === null || run.paused !== null ? [] : [dueOf(run, tour) - clock.now()];
    });
    if (dues.length === 0) return;
    // What is overdue waits for a lock, a rule or the end of a trial.
    const next = Math.min(...dues);
    this.#cancel = clock.after(next > 0 ? Math.min(next, AT_MOST_MS) : AGAIN_MS, () => this.start());
  }

  #waits(wallId: string): WallTour["waits"] {
    if (this.#parts.locks.of(wallId) !== null) return "locked";
    return this.#parts.raised(wallId) ? "raised" : null;
  }

  #tourOf(run: Run | null): LayoutTour | null {
    return this.all.find(({ id }) => id === run?.tourId) ?? null;
  }

  #need(wallId: string): Run {
    const run = this.#runs.get(wallId);
    if (run === null || this.#tourOf(run) === null)
      throw new Fault("notFound", { what: "layoutTour", id: wallId });
    return run;
  }

  #told(wallId: string): WallTour {
    const told = this.of(wallId);
    if (told === null) throw new Fault("notFound", { what: "layoutTour", id: wallId });
    return told;
  }

  #tell(wallId: string): void {
    this.#parts.changed(wallId);
  }

  #nameOf(wallId: string): string {
    const wall = this.#parts.walls.storedSite.walls.find(({ id }) => id === wallId);
    if (wall === undefined) throw new Fault("notFound", { what: "wall", id: wallId });
    return wall.name;
  }
}

/** Milliseconds since 1970. */
function dueOf({ step, since }: Run, { steps }: LayoutTour): number {
  return since + (steps[Math.min(step, steps.length - 1)]?.dwellS ?? 0) * 1000;
}
