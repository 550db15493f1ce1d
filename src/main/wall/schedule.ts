import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { lastTime, nextTime } from "../../layouts/zone-time.ts";
import { faultKindSchema } from "../../protocol/fault.ts";
import {
  MOST_ENTRIES,
  type Schedule,
  type ScheduleEntry,
  scheduleEntrySchema,
  type WallSchedule,
} from "../../protocol/schedule.ts";
import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import type { StoredTake } from "../store/wall-store.ts";
import { KeptByWall } from "./kept-by-wall.ts";
import { KeptList } from "./kept-list.ts";
import type { LayoutTours } from "./layout-tours.ts";
import type { WallLocks } from "./locks.ts";
import type { Walls } from "./walls.ts";

/** What waits for a lock or a rule is tried again after so long, milliseconds. */
const AGAIN_MS = 2_000;
/** For so long a change of the machine's clock may go unnoticed, milliseconds. */
const AT_MOST_MS = 60_000;

/** Times in milliseconds since 1970. */
const stateSchema = z.object({
  /** Everything that was due until then is done with. */
  handledUntil: z.number(),
  /** Left out this once. */
  skipped: z.array(z.object({ entryId: z.string(), at: z.number() })),
  failed: z.object({ entryId: z.string(), at: z.number(), kind: faultKindSchema }).nullable(),
  /** By which time of which clocks each entry comes, and since when it does: what that would have done before is not done. */
  since: z
    .record(z.string(), z.object({ time: z.string().nullable(), zone: z.string(), at: z.number() }))
    .default({}),
});
type State = z.infer<typeof stateSchema>;

interface Parts {
  readonly store: Pick<Store, "settings" | "layouts" | "takes">;
  readonly walls: Pick<Walls, "state" | "automatic" | "storedSite" | "tourOn" | "isOfRules">;
  readonly tours: Pick<LayoutTours, "get" | "beginUnless" | "byHand" | "stop" | "of">;
  readonly locks: Pick<WallLocks, "of">;
  /** Whether a rule has something on a wall. */
  readonly raised: (wallId: string) => boolean;
  /** When a shift starts, `07:00`; null of one that is not there. */
  readonly shiftStarts: (shiftId: string) => string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: () => void;
}

interface Due {
  readonly entry: ScheduleEntry;
  readonly at: number;
}

/**
 * What comes to walls by the clock of the site. What somebody takes stays until the next time of the schedule; of what was
 * missed while the core was off the last comes, where nothing was taken since.
 */
export class WallSchedules {
  readonly #parts: Parts;
  readonly #entries: KeptList<typeof scheduleEntrySchema>;
  readonly #states: KeptByWall<typeof stateSchema>;
  #cancel: () => void = () => {};
  #looking: Promise<void> = Promise.resolve();
  #closed = false;
  #told = "";

  private constructor(
    parts: Parts,
    entries: KeptList<typeof scheduleEntrySchema>,
    states: KeptByWall<typeof stateSchema>,
  ) {
    this.#parts = parts;
    this.#entries = entries;
    this.#states = states;
  }

  static async open(parts: Parts): Promise<WallSchedules> {
    const { store, log } = parts;
    return new WallSchedules(
      parts,
      await KeptList.open({
        store,
        log,
        key: "schedule",
        schema: scheduleEntrySchema,
        what: "scheduleEntry",
      }),
      await KeptByWall.open({ store, log, key: "schedule state", schema: stateSchema }),
    );
  }

  /** Faults with `notFound`. */
  get(id: string): ScheduleEntry {
    return this.#entries.get(id);
  }

  get all(): Schedule {
    const walls = this.#parts.walls.storedSite.walls.map(({ id }) => this.#wall(id));
    return { entries: [...this.#entries.all], walls };
  }

  /** Faults with `invalid` where its wall, layout, tour or shift is not there. */
  async put(entry: ScheduleEntry): Promise<ScheduleEntry> {
    await this.#betweenLooks(async () => {
      await this.#check(entry);
      const { wallId } = entry;
      const state = this.#state(wallId);
      // What it would have done today is not done now; what another one waits to do is.
      const since = { ...state.since, [entry.id]: this.#basisOf(entry) };
      await this.#set(wallId, { ...state, since, skipped: without(state, entry.id) });
      await this.#entries.put(entry);
    });
    this.look();
    return entry;
  }

  /** Faults with `notFound`. */
  async remove(id: string): Promise<void> {
    await this.#betweenLooks(async () => {
      const { wallId } = this.get(id);
      await this.#entries.remove(id);
      const state = this.#state(wallId);
      await this.#set(wallId, { ...state, skipped: without(state, id) });
    });
    this.look();
  }

  /** Leaves out the next time of an entry. Faults with `notFound`. */
  async skip(id: string, skip: boolean): Promise<void> {
    const entry = this.get(id);
    const state = this.#state(entry.wallId);
    const at = this.#next(entry);
    const skipped = without(state, id);
    if (skip && at !== null) skipped.push({ entryId: id, at });
    await this.#set(entry.wallId, { ...state, skipped });
    this.look();
  }

  /** Goes on where the core ended: what was due before the last take is over, but for what waited for the end of a rule's picture. */
  async start(): Promise<void> {
    const { walls } = this.#parts;
    for (const { id } of walls.storedSite.walls) {
      const state = this.#state(id);
      const taken = Date.parse(walls.state(id).takenAt ?? "");
      if (taken > state.handledUntil && !walls.isOfRules(id))
        await this.#set(id, { ...state, handledUntil: taken });
    }
    this.look();
  }

  /** Somebody put something on a wall: it stays until the next time, also where something waited to come. */
  async takenByHand(wallId: string): Promise<void> {
    if (this.#due(wallId) === null) return;
    await this.#set(wallId, { ...this.#state(wallId), handledUntil: this.#parts.clock.now() });
    this.look();
  }

  /** Sees to what is due, now and later. */
  look(): void {
    if (this.#closed) return;
    this.#looking = this.#lookAfter(this.#looking);
  }

  /** Resolves when nothing of it is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#looking;
  }

  /** Changes an entry while no look finds it half changed. Rejects as `change` does. */
  #betweenLooks(change: () => Promise<void>): Promise<void> {
    const changed = this.#looking.then(change);
    // The next look waits for this and not for its success.
    this.#looking = changed.catch(() => undefined);
    return changed;
  }

  async #lookAfter(before: Promise<void>): Promise<void> {
    await before;
    if (this.#closed) return;
    for (const { id } of this.#parts.walls.storedSite.walls) await this.#lookAt(id);
    const told = JSON.stringify(this.all);
    if (told !== this.#told) this.#parts.changed();
    this.#told = told;
    this.#wait();
  }

  async #lookAt(wallId: string): Promise<void> {
    const now = this.#parts.clock.now();
    // The machine's clock was set back: what comes by it is due again.
    const before = this.#state(wallId);
    const ahead = Object.entries(before.since).filter(([, { at }]) => at > now);
    if (before.handledUntil > now || ahead.length > 0) {
      const since = {
        ...before.since,
        ...Object.fromEntries(ahead.map(([id, one]) => [id, { ...one, at: now }])),
      };
      await this.#set(wallId, { ...before, handledUntil: Math.min(before.handledUntil, now), since });
    }
    await this.#follow(wallId);
    const due = this.#due(wallId);
    if (due === null || this.#waits(wallId) !== null) return;
    const { entry, at } = due;
    // Somebody may have taken something or left something out meanwhile.
    const handled = (failed: State["failed"]) => {
      const state = this.#state(wallId);
      return this.#set(wallId, { ...state, handledUntil: Math.max(state.handledUntil, at), failed });
    };
    try {
      if ((await this.#do(due)) !== "raised") await handled(null);
    } catch (error) {
      // It was locked a moment ago.
      if (error instanceof Fault && error.kind === "locked") return;
      const { kind } = asFault(error);
      this.#parts.log.warn({ err: error, wallId, entryId: entry.id }, "what was due could not be shown");
      await handled({ entryId: entry.id, at, kind });
    }
  }

  /**
   * Entries that come by another time or zone from now on do so from now on, and what was left out of them is the next
   * again; what was left out until now is done with.
   */
  async #follow(wallId: string): Promise<void> {
    const now = this.#parts.clock.now();
    const state = this.#state(wallId);
    const since: State["since"] = {};
    const skipped: State["skipped"] = [];
    for (const entry of this.#of(wallId)) {
      const stands = this.#stands(entry, state);
      const basis = this.#basisOf(entry);
      // Of one that was stored before this was kept nothing is known but what it comes by now.
      const known = state.since[entry.id] ?? { ...basis, at: state.handledUntil };
      since[entry.id] = stands ? known : basis;
      const left = state.skipped.find(({ entryId }) => entryId === entry.id);
      const at = left === undefined || stands ? left?.at : this.#next(entry);
      if (at == null) continue;
      if (at > now) skipped.push({ entryId: entry.id, at });
      else since[entry.id] = { ...basis, at };
    }
    const followed = { ...state, since, skipped };
    if (!isDeepStrictEqual(followed, state)) await this.#set(wallId, followed);
  }

  /**
   * "hand" where somebody put something on the wall since it was due, also while it was read: that stays. "raised" where a
   * rule's picture came first: then it waits.
   */
  async #do({ entry: { wallId, name, does }, at }: Due): Promise<"shown" | "hand" | "raised"> {
    const { store, walls, tours, raised, clock } = this.#parts;
    const tourBefore = walls.tourOn(wallId)?.id;
    let why: "hand" | "raised" = "raised";
    // In one turn with what rules and people take, so that none comes over the other.
    const isKept = (current: StoredTake | null) => {
      // The steps of a tour that ran already come by themselves.
      const isTheirs = current !== null && isOfPerson(current);
      if (isTheirs && (current.tourId === undefined || current.tourId !== tourBefore)) {
        const takenAt = Date.parse(current.takenAt);
        // After a clock was set back it would be of a time to come.
        if (takenAt >= at && takenAt <= clock.now()) why = "hand";
      }
      return why === "hand" || raised(wallId);
    };
    if (does.kind === "tour")
      return (await tours.beginUnless(isKept, does.tourId, name, "schedule")) ? "shown" : why;
    const { value } = await store.layouts.get(does.layoutId);
    const take = await tours.byHand(wallId, name, () =>
      walls.automatic(wallId, async ({ lay, current }) =>
        isKept(current)
          ? null
          : {
              ...{ layoutId: value.id, tiles: lay(value), takenBy: name, takenAs: "schedule" },
              keep: (made) => store.takes.add(made),
            },
      ),
    );
    if (take === null) return why;
    if (tours.of(wallId) !== null) await tours.stop(wallId);
    return "shown";
  }

  /** The last that is due on a wall and not done with; null where nothing is. */
  #due(wallId: string): Due | null {
    const { clock, walls } = this.#parts;
    const state = this.#state(wallId);
    const dues = this.#of(wallId).flatMap((entry): Due[] => {
      const time = this.#timeOf(entry);
      const at = time === null ? null : lastTime(entry.days, time, clock.now(), walls.storedSite.zone);
      if (at === null || at <= state.handledUntil || !this.#stands(entry, state)) return [];
      if (at <= (state.since[entry.id]?.at ?? 0)) return [];
      return state.skipped.some((one) => one.entryId === entry.id && one.at === at) ? [] : [{ entry, at }];
    });
    return dues.toSorted((a, b) => b.at - a.at)[0] ?? null;
  }

  #wall(wallId: string): WallSchedule {
    const { skipped, failed } = this.#state(wallId);
    const [next] = this.#of(wallId)
      .flatMap((entry) => {
        const at = this.#next(entry);
        return at === null ? [] : [{ entry, at }];
      })
      .toSorted((a, b) => a.at - b.at);
    const due = this.#due(wallId);
    const why = due === null ? null : this.#waits(wallId);
    const failing = this.#of(wallId).find(({ id }) => id === failed?.entryId);
    return {
      wallId,
      next:
        next === undefined
          ? null
          : {
              ...told(next),
              skipped: skipped.some((one) => one.entryId === next.entry.id && one.at === next.at),
            },
      waits: due === null || why === null ? null : { ...told(due), why },
      failed:
        failed === null || failing === undefined
          ? null
          : { ...told({ entry: failing, at: failed.at }), kind: failed.kind },
    };
  }

  /** By what it comes now, and from now on. */
  #basisOf(entry: ScheduleEntry) {
    const { clock, walls } = this.#parts;
    return { time: this.#timeOf(entry), zone: walls.storedSite.zone, at: clock.now() };
  }

  /** Whether it still comes by what it came by. */
  #stands(entry: ScheduleEntry, { since }: State): boolean {
    const known = since[entry.id];
    if (known === undefined) return true;
    const { time, zone } = this.#basisOf(entry);
    return known.time === time && known.zone === zone;
  }

  #waits(wallId: string): "locked" | "raised" | null {
    if (this.#parts.locks.of(wallId) !== null) return "locked";
    return this.#parts.raised(wallId) ? "raised" : null;
  }

  #next(entry: ScheduleEntry): number | null {
    const { clock, walls } = this.#parts;
    const time = this.#timeOf(entry);
    return time === null ? null : nextTime(entry.days, time, clock.now(), walls.storedSite.zone);
  }

  #timeOf({ when }: ScheduleEntry): string | null {
    return "at" in when ? when.at : this.#parts.shiftStarts(when.shiftId);
  }

  #of(wallId: string): readonly ScheduleEntry[] {
    return this.#entries.all.filter((entry) => entry.wallId === wallId);
  }

  #state(wallId: string): State {
    return this.#states.get(wallId) ?? { handledUntil: 0, skipped: [], failed: null, since: {} };
  }

  #set(wallId: string, state: State): Promise<void> {
    return this.#states.set(wallId, state);
  }

  #wait(): void {
    this.#cancel();
    if (this.#closed || this.#entries.all.length === 0) return;
    const { clock, walls } = this.#parts;
    const isWaiting = walls.storedSite.walls.some(({ id }) => this.#due(id) !== null);
    const dues = this.#entries.all.flatMap((entry) => this.#next(entry) ?? []);
    const ms = Math.min(isWaiting ? AGAIN_MS : AT_MOST_MS, ...dues.map((at) => at - clock.now()));
    this.#cancel = clock.after(Math.max(1, ms), () => this.look());
  }

  async #check({ id, wallId, when, does }: ScheduleEntry): Promise<void> {
    const { walls, tours, store, shiftStarts } = this.#parts;
    if (!walls.storedSite.walls.some((wall) => wall.id === wallId))
      throw new Fault("invalid", { field: "wallId", problem: `there is no wall ${wallId}` });
    if ("shiftId" in when && shiftStarts(when.shiftId) === null)
      throw new Fault("invalid", { field: "when.shiftId", problem: `there is no shift ${when.shiftId}` });
    if (does.kind === "layout") await store.layouts.get(does.layoutId);
    else if (tours.get(does.tourId).wallId !== wallId) {
      const problem = `${does.tourId} is a tour of the wall ${tours.get(does.tourId).wallId}`;
      throw new Fault("invalid", { field: "does.tourId", problem });
    }
    if (this.#entries.all.length >= MOST_ENTRIES && !this.#entries.all.some((one) => one.id === id))
      throw new Fault("invalid", { field: "id", problem: `there are ${MOST_ENTRIES} already` });
  }
}

/** Whether somebody took it, or started the tour that did: who ends what a rule has there takes nothing. */
function isOfPerson({ takenAs = "person", restored, startedBy }: StoredTake): boolean {
  if (restored === true) return false;
  return takenAs === "person" || (takenAs === "tour" && (startedBy?.as ?? "person") === "person");
}

function told({ entry, at }: Due) {
  return { entryId: entry.id, name: entry.name, at: new Date(at).toISOString() };
}

function without({ skipped }: State, entryId: string): State["skipped"] {
  return skipped.filter((one) => one.entryId !== entryId);
}
