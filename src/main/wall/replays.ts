import type { Replay as ReplayRow } from "../../protocol/minute.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { StreamFormat } from "../feeds/stream-format.ts";
import type { Feeds } from "../feeds/feeds.ts";
import type { Minute } from "../feeds/minute/minute.ts";
import type { Walls } from "./walls.ts";

interface Parts {
  readonly minute: Minute;
  readonly feeds: Pick<Feeds, "watch">;
  readonly walls: Pick<Walls, "state" | "site">;
  readonly clock: Clock;
  /** Called after every change of which tiles play what. */
  changed(): void;
}

/** What of a replay decides how a page shows it. */
export interface TileReplay {
  readonly row: ReplayRow;
  readonly format: StreamFormat;
}

interface Running extends TileReplay {
  readonly wallId: string;
  readonly takeId: string | null;
  readonly end: () => void;
}

/** Milliseconds that a replay waits for its first page and for slow ones; one that no page opens ends so late. */
const GRACE_MS = 10_000;

/**
 * Which tiles of the walls play kept pictures. A replay ends after its last picture, by hand, with the next take of its
 * wall, and with the core. Meanwhile its camera stays open, so that nothing is missed and live is there at once.
 */
export class Replays {
  readonly #parts: Parts;
  readonly #running = new Map<string, Running>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Plays the last seconds in a tile, instead of the replay that it may have. Faults with `notFound`, with `invalid`
   * where the tile shows no camera, with `notKept` and with `tooMany`.
   */
  start(wallId: string, tileId: string, secondsBack: number, startedBy: string): ReplayRow {
    const { minute, feeds, walls, clock } = this.#parts;
    const { tiles, takeId } = walls.state(wallId);
    const tile = tiles.find(({ id }) => id === tileId);
    if (tile === undefined) throw new Fault("notFound", { what: "tile", id: tileId });
    if (tile.content.kind !== "camera")
      throw new Fault("invalid", { field: "tileId", problem: `${tileId} shows no camera` });
    const now = clock.now();
    const recording = minute.between(tile.content.cameraId, null, now - secondsBack * 1000, now);
    this.#endOf(wallId, tileId);
    const replay = minute.play(recording);
    const { cameraId, stream, format, pictures } = recording;
    const row: ReplayRow = {
      ...{ id: replay.id, tileId, cameraId, stream, startedBy },
      startsAt: new Date(pictures[0]?.packet.arrivedAt ?? now).toISOString(),
      endsAt: new Date(pictures.at(-1)?.packet.arrivedAt ?? now).toISOString(),
    };
    const leave = feeds.watch({ cameraId, stream, rung: null }, silent);
    const key = keyOf(wallId, tileId);
    const end = () => {
      if (this.#running.get(key) !== running) return;
      this.#running.delete(key);
      cancel();
      replay.end();
      this.#parts.changed();
      leave();
    };
    const cancel = clock.after(replay.durationMs + GRACE_MS, end);
    const running: Running = { row, format, wallId, takeId, end };
    replay.onFinished(end);
    this.#running.set(key, running);
    this.#parts.changed();
    return row;
  }

  /** Back to live. Faults with `notFound` where the tile plays nothing. */
  stop(wallId: string, tileId: string): void {
    if (!this.#endOf(wallId, tileId)) throw new Fault("notFound", { what: "replay", id: tileId });
  }

  /** Of a wall, in the order in which they were started. */
  of(wallId: string): ReplayRow[] {
    return [...this.#running.values()].flatMap((one) => (one.wallId === wallId ? [one.row] : []));
  }

  find(wallId: string, tileId: string): TileReplay | null {
    return this.#running.get(keyOf(wallId, tileId)) ?? null;
  }

  /** To be called when what is on the walls has changed: a take is of what is live. */
  follow(): void {
    const { walls } = this.#parts;
    for (const { wallId, takeId, end } of this.#running.values()) {
      const stays = walls.site.walls.some(({ id }) => id === wallId) && walls.state(wallId).takeId === takeId;
      if (!stays) end();
    }
  }

  close(): void {
    for (const one of this.#running.values()) one.end();
  }

  #endOf(wallId: string, tileId: string): boolean {
    const running = this.#running.get(keyOf(wallId, tileId));
    running?.end();
    return running !== undefined;
  }
}

/** Keeps a feed open and looks at nothing. */
const silent = { status: () => undefined, format: () => undefined, packet: () => undefined };

function keyOf(wallId: string, tileId: string): string {
  return `${wallId}/${tileId}`;
}
