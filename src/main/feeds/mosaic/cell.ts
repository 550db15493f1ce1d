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

/** What is known of the pictures of one source of a cell. Times are monotonic milliseconds. */
class Intake {
  readonly source: number;
  /** Whether its feed has failed and waits to be opened again. */
  failed = false;
  readonly timeline = new Timeline();
  /** Microseconds to add to the feed's clock to have this machine's monotonic one. */
  offsetUs: number | null = null;
  lagMs = 0;
  /** Between its key pictures, and the last of them. */
  keyIntervalMs = 0;
  keyUs: number | null = null;
  lossAt = Number.NEGATIVE_INFINITY;

  constructor(source: number) {
    this.source = source;
  }
}

/**
 * One cell of the mosaic: its newest picture, and what it may claim to be. Its source may be changed: the cell stays what
 * it is until a picture of the new one is there. Times are monotonic milliseconds.
 */
export class Cell {
  readonly rect: Rect;
  #incoming = new Intake(0);
  #shown = this.#incoming;
  #lastFrameAt: number | null = null;
  #state: PictureState = "connecting";
  #picture: Placed | null = null;
  #slate: Planes | null = null;
  /** Grows whenever the cell looks different. */
  #version = 1;
  #otherSource = false;

  constructor(rect: Rect) {
    this.rect = rect;
  }

  get state(): PictureState {
    return this.#state;
  }

  /** Of the picture that it shows or showed last. */
  get source(): number {
    return this.#shown.source;
  }

  get version(): number {
    return this.#version;
  }

  /** The coded pictures that arrive from here on, and word of their feed, are of `source`. */
  join(source: number): void {
    if (this.#incoming.source !== source) this.#incoming = new Intake(source);
  }

  /** Whether the feed of the newest source has failed and waits to be opened again. */
  set failed(failed: boolean) {
    this.#incoming.failed = failed;
  }

  /** A coded picture is on its way to the decoder; gives its time, microseconds, on a clock that all cells share. */
  arrived(picture: Picture, now: number): number {
    const intake = this.#incoming;
    const { timeUs } = intake.timeline.place(picture.timeUs, now);
    intake.offsetUs ??= now * 1000 - timeUs;
    intake.lagMs = picture.lagMs;
    if (picture.key) {
      intake.keyIntervalMs = intake.keyUs === null ? 0 : Math.max(0, timeUs - intake.keyUs) / 1000;
      intake.keyUs = timeUs;
    }
    return timeUs + intake.offsetUs;
  }

  /** A coded picture was left out. */
  lost(now: number): void {
    this.#incoming.lossAt = now;
  }

  /** The newest picture that a decoder made of `source`, which stays as it is until the next one. */
  decoded(picture: Placed, source: number, now: number): void {
    if (source !== this.#shown.source) {
      // A decoder of a source that was left may have had one more.
      if (source !== this.#incoming.source) return;
      this.#shown = this.#incoming;
      this.#otherSource = true;
    }
    this.#lastFrameAt = now;
    this.#picture = picture;
    if (!isSlate(this.#state)) this.#version += 1;
  }

  /** Looks anew at what the cell may claim; true where that has changed. */
  look(now: number): boolean {
    const { lossAt, timeline, keyIntervalMs, lagMs, failed } = this.#shown;
    const losses = now - lossAt < LOSS_MS;
    const intervalMs = timeline.interval();
    const state = pictureState({
      sinceFrameMs: this.#lastFrameAt === null ? null : now - this.#lastFrameAt,
      // While pictures are left out, those that are not come as key pictures do.
      intervalMs: losses ? Math.max(keyIntervalMs, intervalMs ?? 0) : intervalMs,
      lagMs,
      losses,
      failed: this.#lastFrameAt === null ? this.#incoming.failed : failed,
      hidden: false,
    });
    const otherSource = this.#otherSource;
    this.#otherSource = false;
    if (state === this.#state) return otherSource;
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
