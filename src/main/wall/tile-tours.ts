import { isDeepStrictEqual } from "node:util";
import type { Content, Tile } from "../../layouts/layout.ts";
import { dwellOf } from "../../layouts/tour.ts";
import { HOLD_MS, type TileTour, type TourAct, type TourTurn } from "../../protocol/tour.ts";
import type { WallState } from "../../protocol/wall.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Answer } from "../feeds/stand-ins/stand-in.ts";
import type { Walls } from "./walls.ts";

/** The next camera is opened so long before its turn, milliseconds: time to find one dead and open another. */
export const LEAD_MS = 6_000;

interface Parts {
  readonly walls: Pick<Walls, "site"> & { state(wallId: string): Pick<WallState, "tiles"> };
  readonly clock: Clock;
  /** Whether the picture of a camera may be on a wall; not of one that is not there any more. */
  shows(wallId: string, cameraId: string): boolean;
  /** Whether a camera, or what stands in for it, has a picture for a tile; asking opens it. */
  ready(wallId: string, tile: Tile, cameraId: string): Answer;
  /** Calls `look` about once a second; the returned function ends it. */
  follow(look: () => void): () => void;
  /** Another camera's turn has come, or somebody holds a tour or lets it go. */
  changed(wallId: string): void;
}

type Tour = Extract<Content, { kind: "tour" }>;

interface Running {
  readonly wallId: string;
  tile: Tile;
  tour: Tour;
  /** Whose turn it is, by its place from 0; null where none may be shown. */
  at: number | null;
  /** Since when, monotonic milliseconds. */
  since: number;
  /** Whose turn may be next: asked after, so that it is open. */
  next: number | null;
  /** `until`: monotonic milliseconds. */
  held: { readonly by: string; readonly at: number; readonly until: number } | null;
}

/**
 * Whose turn it is in every tile that shows one camera after the other. A camera without a picture is passed over, and
 * one that loses its picture is left for the next; a tour goes on in the same place when a take brings it again.
 */
export class TileTours {
  readonly #parts: Parts;
  #running = new Map<string, Running>();
  #leave: (() => void) | null = null;
  #cancel: () => void = () => {};

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** To be called when what is on the walls has changed. */
  follow(): void {
    const { walls, clock } = this.#parts;
    const before = this.#running;
    this.#running = new Map();
    for (const { id: wallId } of walls.site.walls) {
      for (const tile of walls.state(wallId).tiles) {
        if (tile.content.kind !== "tour") continue;
        const key = `${wallId}/${tile.id}`;
        const known = before.get(key);
        const running = known ?? {
          ...{ wallId, tile, tour: tile.content, at: 0, since: clock.monotonic(), next: null, held: null },
        };
        if (known !== undefined) goOn(known, tile, tile.content);
        this.#running.set(key, running);
      }
    }
    if (this.#running.size === 0) {
      this.close();
      return;
    }
    this.#leave ??= this.#parts.follow(() => this.look());
    this.look();
  }

  /** Whose turn it is in a tile; null where none of its cameras may be shown. */
  turn(wallId: string, tileId: string): TourTurn | null {
    const running = this.#running.get(`${wallId}/${tileId}`);
    return running === undefined ? null : turnOf(running);
  }

  /** Of a wall, as its tiles are listed. */
  of(wallId: string): TileTour[] {
    return [...this.#running.values()].flatMap((one) => (one.wallId === wallId ? [this.#told(one)] : []));
  }

  /** Faults with `notFound` where there is no such tile, and with `invalid` where it has no tour. */
  steer(wallId: string, tileId: string, act: TourAct, by: string): TileTour {
    const { walls, clock } = this.#parts;
    const running = this.#running.get(`${wallId}/${tileId}`);
    if (running === undefined) {
      if (!walls.state(wallId).tiles.some(({ id }) => id === tileId))
        throw new Fault("notFound", { what: "tile", id: tileId });
      throw new Fault("invalid", { field: "tileId", problem: `${tileId} shows no tour` });
    }
    const now = clock.monotonic();
    if (act === "hold") running.held = { by, at: clock.now(), until: now + HOLD_MS };
    else if (act === "go") Object.assign(running, { held: null, since: now });
    else this.#turnBy(running, act === "next" ? 1 : -1);
    this.#parts.changed(wallId);
    this.#later();
    return this.#told(running);
  }

  /** Looks whose turn it is now. */
  look(): void {
    for (const running of this.#running.values()) {
      const { at, held } = running;
      this.#look(running);
      if (at !== running.at || held !== running.held) this.#parts.changed(running.wallId);
    }
    this.#later();
  }

  close(): void {
    this.#cancel();
    this.#leave?.();
    this.#leave = null;
  }

  #look(running: Running): void {
    const now = this.#parts.clock.monotonic();
    if (running.at === null || !this.#mayShow(running, running.at)) this.#turnBy(running, 1);
    if (running.held !== null) {
      if (now < running.held.until) return;
      running.held = null;
      running.since = now;
    }
    if (running.at === null) return;
    const isDown = this.#ready(running, running.at) === "down";
    const dueAt = dueOf(running);
    if (!isDown && now < dueAt - LEAD_MS) return;
    const next = this.#candidate(running);
    if (next !== null && (isDown || now >= dueAt) && this.#ready(running, next) === "up")
      this.#show(running, next);
  }

  /** Who is to be next: the same as long as it may have a picture. Null where nobody else may. */
  #candidate(running: Running): number | null {
    const { at, next } = running;
    if (at === null) return null;
    const count = running.tour.cameraIds.length;
    if (
      next !== null &&
      next < count &&
      this.#mayShow(running, next) &&
      this.#ready(running, next) !== "down"
    )
      return next;
    // One at a time is asked after, so that a tour of dead cameras does not open them all.
    const from = next ?? at;
    for (let step = 1; step <= count; step++) {
      const place = (from + step) % count;
      if (place === at || !this.#mayShow(running, place)) continue;
      running.next = place;
      return this.#ready(running, place) === "down" ? null : place;
    }
    return null;
  }

  /** The next that may be shown, or the one before, with or without a picture. */
  #turnBy(running: Running, step: 1 | -1): void {
    const count = running.tour.cameraIds.length;
    const from = running.at ?? -1;
    const places = Array.from({ length: count }, (_, n) => (from + step * (n + 1) + 2 * count) % count);
    const place = places.find((one) => this.#mayShow(running, one));
    if (place === undefined) running.at = null;
    else this.#show(running, place);
  }

  #show(running: Running, place: number): void {
    Object.assign(running, { at: place, since: this.#parts.clock.monotonic(), next: null });
  }

  #mayShow({ wallId, tour }: Running, place: number): boolean {
    return this.#parts.shows(wallId, tour.cameraIds[place] ?? "");
  }

  #ready({ wallId, tile, tour }: Running, place: number): Answer {
    return this.#parts.ready(wallId, tile, tour.cameraIds[place] ?? "");
  }

  /** Looks again when the first turn is over; what is not over by time alone is looked at every second. */
  #later(): void {
    const { clock } = this.#parts;
    this.#cancel();
    const now = clock.monotonic();
    const due = [...this.#running.values()]
      .map((one) => one.held?.until ?? dueOf(one))
      .filter((at) => at > now);
    if (due.length > 0) this.#cancel = clock.after(Math.min(...due) - now, () => this.look());
  }

  #told(running: Running): TileTour {
    const { clock } = this.#parts;
    const { tile, held, at } = running;
    const inMs = (monotonic: number) =>
      new Date(clock.now() + Math.max(0, monotonic - clock.monotonic())).toISOString();
    return {
      tileId: tile.id,
      turn: turnOf(running),
      nextAt: held !== null || at === null ? null : inMs(dueOf(running)),
      held: held && { by: held.by, at: new Date(held.at).toISOString(), until: inMs(held.until) },
    };
  }
}

function dueOf({ since, tour, at }: Running): number {
  return since + dwellOf(tour, tour.cameraIds[at ?? 0] ?? "") * 1000;
}

function turnOf({ at, tour, held }: Running): TourTurn | null {
  const cameraId = at === null ? undefined : tour.cameraIds[at];
  if (at === null || cameraId === undefined) return null;
  return { cameraId, place: at + 1, of: tour.cameraIds.length, held: held !== null };
}

/** The tile has come with another take, or was changed: what is shown stays where it is still one of the cameras. */
function goOn(running: Running, tile: Tile, tour: Tour): void {
  const before = running.tour.cameraIds;
  running.tile = tile;
  running.tour = tour;
  if (isDeepStrictEqual(before, tour.cameraIds)) return;
  const shown = running.at === null ? "" : (before[running.at] ?? "");
  Object.assign(running, { at: Math.max(0, tour.cameraIds.indexOf(shown)), next: null });
}
