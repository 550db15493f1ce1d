import { camerasOf } from "../../layouts/content-cameras.ts";
import type { Tile } from "../../layouts/layout.ts";
import { type Sight, SHEET_DAYS } from "../../protocol/day-sheet.ts";
import type { TileStats } from "../../protocol/output.ts";
import type { PictureState } from "../../protocol/truth.ts";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import type { Sighting } from "../store/wall-store.ts";
import type { Outputs } from "./outputs.ts";
import type { TileTours } from "./tile-tours.ts";
import type { Walls } from "./walls.ts";

interface Parts {
  readonly store: Pick<Store, "sightings">;
  readonly walls: Pick<Walls, "state" | "site">;
  readonly outputs: Pick<Outputs, "state">;
  readonly tours: Pick<TileTours, "turn">;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often the walls are looked at, and how often what was seen is stored, milliseconds. */
const LOOK_MS = 5000;
const STORE_MS = 60_000;
/** A look that comes later than this was late because the machine stood still: nobody saw anything meanwhile. */
const LATEST_MS = 3 * LOOK_MS;
const HOUR_MS = 3_600_000;

/** The best first: where a camera is to be seen in several tiles, the best of them counts. */
const best: readonly Sight[] = [
  ...([
    "live",
    "degraded",
    "frozen",
    "delayed",
    "connecting",
    "stale",
    "lost",
    "replaced",
    "hidden",
  ] as const),
  "unseen",
];

/** Counts how long each camera that a wall is to show is really to be seen on a display, for the sheet of the day. */
export class Sightings {
  readonly #parts: Parts;
  #hour = 0;
  /** Seconds of the hour that are not stored yet, by camera and sight. */
  #seconds = new Map<string, Map<Sight, number>>();
  #lookedAt: number | null = null;
  #storedAt = 0;
  #prunedDay = 0;
  #cancel: () => void = () => {};
  #storing: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Looks now and then until `end`. */
  start(): void {
    const { clock } = this.#parts;
    this.#cancel = clock.after(LOOK_MS, () => this.start());
    this.look();
  }

  /** What was seen is stored when it answers. */
  async end(): Promise<void> {
    this.#cancel();
    this.#store();
    await this.#storing;
  }

  /** Counts what is to be seen now for as long as it is since the last look. */
  look(): void {
    const { clock } = this.#parts;
    const now = clock.monotonic();
    const sinceMs = this.#lookedAt === null ? 0 : now - this.#lookedAt;
    this.#lookedAt = now;
    const hour = Math.floor(clock.now() / HOUR_MS);
    if (hour !== this.#hour) this.#store();
    this.#hour = hour;
    if (sinceMs <= LATEST_MS)
      for (const [cameraId, sight] of this.#seen()) this.#count(cameraId, sight, sinceMs / 1000);
    if (now - this.#storedAt >= STORE_MS) this.#store();
  }

  #count(cameraId: string, sight: Sight, seconds: number): void {
    const known = this.#seconds.get(cameraId) ?? new Map<Sight, number>();
    known.set(sight, (known.get(sight) ?? 0) + seconds);
    this.#seconds.set(cameraId, known);
  }

  /** How each camera is to be seen that a wall is to show, and those that stand in for others. */
  #seen(): Map<string, Sight> {
    const { walls, outputs } = this.#parts;
    const found = new Map<string, Sight>();
    const see = (cameraId: string, sight: Sight) => {
      const before = found.get(cameraId);
      if (before === undefined || best.indexOf(sight) < best.indexOf(before)) found.set(cameraId, sight);
    };
    for (const { id } of walls.site.walls) {
      const shownBy = new Set(
        walls.site.viewports.flatMap((one) => (one.wallId === id ? [one.outputId] : [])),
      );
      const told = [...shownBy].flatMap((outputId) => {
        const { state, tiles } = outputs.state(outputId);
        return state === "connected" ? tiles : [];
      });
      for (const tile of walls.state(id).tiles) {
        // Of a tour only the one whose turn it is: nobody expects to see the others now.
        const turn = tile.content.kind === "tour" ? this.#parts.tours.turn(id, tile.id) : null;
        const expected = tile.content.kind === "tour" ? [turn?.cameraId ?? ""] : camerasOf(tile.content);
        for (const cameraId of expected) if (cameraId !== "") see(cameraId, "unseen");
        for (const stats of told) if (stats.tileId === tile.id) seeIn(tile, stats, see);
      }
    }
    return found;
  }

  #store(): void {
    const { clock } = this.#parts;
    this.#storedAt = clock.monotonic();
    const hour = this.#hour;
    const some = [...this.#seconds].flatMap(([cameraId, sights]) =>
      [...sights].flatMap(([sight, seconds]) => (seconds > 0 ? [{ cameraId, sight, seconds }] : [])),
    );
    this.#seconds = new Map();
    const day = Math.floor(clock.now() / (24 * HOUR_MS));
    const prunes = day !== this.#prunedDay;
    this.#prunedDay = day;
    if (some.length === 0 && !prunes) return;
    this.#storing = this.#after(this.#storing, hour, some, prunes ? (day - SHEET_DAYS) * 24 : null);
  }

  /** One after the other; what the disk does not take is told, and the wall goes on. */
  async #after(before: Promise<void>, hour: number, some: readonly Sighting[], older: number | null) {
    const { store, log } = this.#parts;
    await before;
    try {
      if (some.length > 0) await store.sightings.add(hour, some);
      if (older !== null) await store.sightings.prune(older);
    } catch (error) {
      log.warn({ err: error, hour }, "what was seen of the cameras for a while is not kept");
    }
  }
}

type See = (cameraId: string, sight: Sight) => void;

function seeIn(tile: Tile, { state, frozen, cameraId, shownCameraId, cells }: TileStats, see: See): void {
  for (const cell of cells ?? []) {
    see(cell.cameraId, cell.standIn === undefined ? sightOf(cell.state, false) : "replaced");
    if (cell.standIn !== undefined) see(cell.standIn.cameraId, sightOf(cell.state, false));
  }
  // Of a mosaic that has not told of its cells yet nothing more is known.
  const { content } = tile;
  if (content.kind !== "camera" && content.kind !== "tour") return;
  if (cameraId === null || !camerasOf(content).includes(cameraId)) return;
  const other = shownCameraId != null && shownCameraId !== cameraId ? shownCameraId : null;
  see(cameraId, other === null ? sightOf(state, frozen) : "replaced");
  if (other !== null) see(other, sightOf(state, frozen));
}

function sightOf(state: PictureState, frozen: boolean): Sight {
  return frozen && state === "live" ? "frozen" : state;
}
