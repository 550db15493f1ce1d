import { isDeepStrictEqual } from "node:util";
import { camerasOf } from "../../layouts/content-cameras.ts";
import type { Tile } from "../../layouts/layout.ts";
import { HISTORY_DAYS, type PastTile, type WallEvent } from "../../protocol/wall-history.ts";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import type { Outputs } from "./outputs.ts";
import type { Walls } from "./walls.ts";

interface Parts {
  readonly store: Pick<Store, "history">;
  readonly walls: Walls;
  readonly outputs: Outputs;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often the states of tiles are looked at, milliseconds. */
const LOOK_MS = 2000;
/** Changes of states that are kept of an hour and wall; beyond them one a minute, so that a bad line fills no disk. */
const HOURLY = 300;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

/** What was kept last of a wall. */
interface Kept {
  takeId: string | null;
  states: readonly PastTile[];
  statesAt: number;
  hour: number;
  inHour: number;
}

/** Worse ones stand for a tile that several outputs show. */
const order: readonly PastTile["state"][] = [
  ...(["unseen", "live", "hidden", "delayed", "degraded", "connecting", "stale", "lost"] as const),
];

/** Keeps what is on the walls whenever it is another, for as long as it may be asked for. */
export class WallHistory {
  readonly #parts: Parts;
  readonly #kept = new Map<string, Kept>();
  #cancel: () => void = () => {};
  #writing: Promise<void> = Promise.resolve();
  #failing = false;
  #pruneAt = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Looks now and then until `end`. */
  start(): void {
    this.#look();
  }

  /** The walls may show something else. What is not on the disk yet is followed when it is. */
  follow(): void {
    for (const { id } of this.#settled()) this.#followTake(id);
  }

  /** What was begun is written when it answers. */
  async end(): Promise<void> {
    this.#cancel();
    await this.#writing;
  }

  #look(): void {
    const { clock, store } = this.#parts;
    this.#cancel = clock.after(LOOK_MS, () => this.#look());
    for (const { id } of this.#settled()) {
      this.#followTake(id);
      this.#followStates(id);
    }
    if (clock.now() < this.#pruneAt) return;
    this.#pruneAt = clock.now() + HOUR_MS;
    this.#write(async () => {
      const gone = await store.history.prune(clock.now() - HISTORY_DAYS * DAY_MS);
      if (gone > 0) this.#pruneAt = 0;
    });
  }

  /** A picture that the disk refuses was never on its wall. */
  #settled() {
    const { walls } = this.#parts;
    return walls.site.walls.filter(({ id }) => !walls.isStoring(id));
  }

  #followTake(wallId: string): void {
    const state = this.#parts.walls.state(wallId);
    const kept = this.#of(wallId);
    if (state.takeId === null || state.takenAt === null || state.takeId === kept.takeId) return;
    kept.takeId = state.takeId;
    kept.states = [];
    const { takeId, layoutId, takenAt, takenAs, tiles, canvas } = state;
    const on = this.#parts.walls.tourOn(wallId);
    const tour =
      on === null
        ? undefined
        : { id: on.id, startedBy: on.startedBy?.name ?? "–", startedAs: on.startedBy?.as };
    const take = { takeId, layoutId, takenAt, takenBy: state.takenBy ?? "–", takenAs, tour, tiles };
    this.#keep(wallId, Date.parse(takenAt), { kind: "take", take, canvas });
  }

  #followStates(wallId: string): void {
    const now = this.#parts.clock.now();
    const kept = this.#of(wallId);
    const states = this.#statesOf(wallId, this.#parts.walls.state(wallId).tiles);
    if (isDeepStrictEqual(states, kept.states)) return;
    const hour = Math.floor(now / HOUR_MS);
    if (hour !== kept.hour) Object.assign(kept, { hour, inHour: 0 });
    if (kept.inHour >= HOURLY && now - kept.statesAt < MINUTE_MS) return;
    Object.assign(kept, { states, statesAt: now, inHour: kept.inHour + 1 });
    this.#keep(wallId, now, { kind: "states", tiles: [...states] });
  }

  #statesOf(wallId: string, tiles: readonly Tile[]): PastTile[] {
    const { walls, outputs } = this.#parts;
    const shownBy = new Set(
      walls.site.viewports.filter((one) => one.wallId === wallId).map(({ outputId }) => outputId),
    );
    const told = [...shownBy].flatMap((id) => {
      const { state, tiles: seen } = outputs.state(id);
      return state === "connected" ? seen : [];
    });
    return tiles
      .filter(({ content }) => camerasOf(content).length > 0)
      .map(({ id }): PastTile => {
        const seen = told.filter(({ tileId }) => tileId === id);
        const worst = Math.max(0, ...seen.map(({ state }) => order.indexOf(state)));
        return { tileId: id, state: order[worst] ?? "unseen", frozen: seen.some(({ frozen }) => frozen) };
      });
  }

  #of(wallId: string): Kept {
    const known = this.#kept.get(wallId);
    if (known !== undefined) return known;
    const fresh: Kept = { takeId: null, states: [], statesAt: 0, hour: 0, inHour: 0 };
    this.#kept.set(wallId, fresh);
    return fresh;
  }

  #keep(wallId: string, at: number, event: WallEvent): void {
    this.#write(() => this.#parts.store.history.add(wallId, at, event));
  }

  #write(work: () => Promise<void>): void {
    this.#writing = this.#after(this.#writing, work);
  }

  /** One after the other; a disk that does not take it is told once, and the wall goes on. */
  async #after(before: Promise<void>, work: () => Promise<void>): Promise<void> {
    await before;
    try {
      await work();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#parts.log.warn({ err: error }, "the history of the walls is not kept");
      this.#failing = true;
    }
  }
}
