import type { Rect } from "../../../layouts/rect.ts";
import type { Picture } from "../../../protocol/picture.ts";
import { type PictureState, pictureState } from "../../../protocol/truth.ts";
import { Timeline } from "../timeline.ts";
import { fill, place, type Planes } from "./planes.ts";
import { GROUND, isSlate, slate } from "./slate.ts";

/** A picture and where in its cell it stands. */
export interface Placed {
  readonly planes: Planes;
  readonly x: number;
  readonly y: number;
}

/** For which a picture that was left out keeps a cell `degraded`, milliseconds. */
const LOSS_MS = 5_000;

/** One camera of the mosaic: its newest picture, and what it may claim to be. Times are monotonic milliseconds. */
export class Cell {
  readonly rect: Rect;
  /** Whether its feed has failed and waits to be opened again. */
  failed = false;
  #timeline = new Timeline();
  /** Microseconds to add to the feed's clock to have this machine's monotonic one. */
  #offsetUs: number | null = null;
  #lagMs = 0;
  /** Between its key pictures, and the last of them. */
  #keyIntervalMs = 0;
  #keyUs: number | null = null;
  #lastFrameAt: number | null = null;
  #lossAt = Number.NEGATIVE_INFINITY;
  #state: PictureState = "connecting";
  #picture: Placed | null = null;
  #slate: Planes | null = null;
  /** Grows whenever the cell looks different. */
  #version = 1;

  constructor(rect: Rect) {
    this.rect = rect;
  }

  get state(): PictureState {
    return this.#state;
  }

  get version(): number {
    return this.#version;
  }

  /** A coded picture is on its way to the decoder; gives its time, microseconds, on a clock that all cells share. */
  arrived(picture: Picture, now: number): number {
    const { timeUs } = this.#timeline.place(picture.timeUs, now);
    this.#offsetUs ??= now * 1000 - timeUs;
    this.#lagMs = picture.lagMs;
    if (picture.key) {
      this.#keyIntervalMs = this.#keyUs === null ? 0 : Math.max(0, timeUs - this.#keyUs) / 1000;
      this.#keyUs = timeUs;
    }
    return timeUs + this.#offsetUs;
  }

  /** A coded picture was left out. */
  lost(now: number): void {
    this.#lossAt = now;
  }

  /** The decoder's newest picture, which stays as it is until the next one. */
  decoded(picture: Placed, now: number): void {
    this.#lastFrameAt = now;
    this.#picture = picture;
    if (!isSlate(this.#state)) this.#version += 1;
  }

  /** Looks anew at what the cell may claim; true where that has changed. */
  look(now: number): boolean {
    const losses = now - this.#lossAt < LOSS_MS;
    const intervalMs = this.#timeline.interval();
    const state = pictureState({
      sinceFrameMs: this.#lastFrameAt === null ? null : now - this.#lastFrameAt,
      // While pictures are left out, those that are not come as key pictures do.
      intervalMs: losses ? Math.max(this.#keyIntervalMs, intervalMs ?? 0) : intervalMs,
      lagMs: this.#lagMs,
      losses,
      failed: this.failed,
      hidden: false,
    });
    if (state === this.#state) return false;
    this.#state = state;
    this.#slate = isSlate(state) ? slate(this.rect, state, this.#picture) : null;
    this.#version += 1;
    return true;
  }

  draw(canvas: Planes): void {
    const { x, y } = this.rect;
    if (isSlate(this.#state) || this.#picture === null) {
      this.#slate ??= slate(this.rect, this.#state, this.#picture);
      place(this.#slate, canvas, x, y);
      return;
    }
    const { planes, x: left, y: top } = this.#picture;
    const { width, height } = planes.size;
    if (width < this.rect.width || height < this.rect.height) fill(canvas, this.rect, GROUND);
    place(planes, canvas, x + left, y + top);
  }
}
