/** A frame waits for the beat no longer than this, milliseconds: slower feeds are given a part of their interval. */
const LONGEST_STEP_MS = 50;
/** Of fewer feeds in a beat, there is nothing to gain by waiting for one another. */
const FEWEST = 3;
/** A feed that slips against the beat, because its clock is not ours, keeps its place until it is off by this much. */
const SLACK_MS = 8;
/** Frames a second that cameras are set to, and those of film and NTSC that lie near them. */
const RATES = [5, 6, 7.5, 8, 10, 12, 12.5, 15, 16, 18, 20, 24, 25, 30, 50, 60];
/** How far a camera's rate may be from what it is set to. */
const TOLERANCE = 0.02;
/** A feed has another step once it suited so many frames in a row. */
const SETTLED = 25;
/** The pictures of a slower feed may fall into anybody's beat, milliseconds between two of them. */
const SLOW_MS = 210;

/**
 * The step of the beat for a feed with `intervalMs` between its frames: that interval, or the largest whole part of it
 * that is no longer than 50 ms. Null where the rate is none that cameras are set to: no step would fit it for long.
 */
export function stepOf(intervalMs: number): number | null {
  const rate = RATES.find((one) => Math.abs((intervalMs * one) / 1000 - 1) <= TOLERANCE);
  if (rate === undefined) return null;
  const interval = 1000 / rate;
  return interval / Math.ceil(interval / LONGEST_STEP_MS);
}

/**
 * The feeds of one page show their frames together, on the steps of a common clock, so that the page is drawn once for
 * all of them: a browser without a GPU draws what sixteen cameras change at sixteen moments sixty times a second, and
 * what they change at one moment as often as they do.
 */
export class Beat {
  private readonly steps = new Map<BeatPlace, number>();

  /** A place for one feed, that is to be left. */
  place(): BeatPlace {
    return new BeatPlace(this);
  }

  /** The step that suits a feed with `intervalMs` between its frames; null where it is not known, or none does. */
  suits(intervalMs: number | null): number | null {
    if (intervalMs === null) return null;
    return intervalMs < SLOW_MS ? stepOf(intervalMs) : this.commonest();
  }

  /** Notes the step of a feed, or that it has none. */
  keep(place: BeatPlace, step: number | null): void {
    if (step === null) this.steps.delete(place);
    else this.steps.set(place, step);
  }

  /** Whether enough feeds keep `step`. */
  isShared(step: number): boolean {
    return this.count(step) >= FEWEST;
  }

  private commonest(): number | null {
    let best: number | null = null;
    for (const step of new Set(this.steps.values()))
      if (best === null || this.count(step) > this.count(best)) best = step;
    return best;
  }

  private count(step: number): number {
    let count = 0;
    for (const one of this.steps.values()) if (one === step) count += 1;
    return count;
  }
}

/** Where the frames of one feed fall in the beat. Times in milliseconds since 1970. */
export class BeatPlace {
  private readonly beat: Beat;
  private own: number | null = null;
  /** Another step that suited the newest frames, and how many. */
  private other: number | null = null;
  private suited = 0;
  private step: number | null = null;
  private dueAt = 0;
  private momentAt = 0;

  constructor(beat: Beat) {
    this.beat = beat;
  }

  /**
   * When a frame that is due at `dueAt` is to be shown: on a step, never before it is due and no more than a step and
   * 8 ms after. A steady feed stays as many steps apart as its frames are. Without a beat it is shown when it is due.
   */
  moment(dueAt: number, intervalMs: number | null): number {
    this.settle(this.beat.suits(intervalMs));
    const step = this.own !== null && this.beat.isShared(this.own) ? this.own : null;
    const followed =
      step === this.step && step !== null
        ? // On the step itself: sums of thirds of a millisecond would leave it in an hour.
          Math.round((this.momentAt + Math.round((dueAt - this.dueAt) / step) * step) / step) * step
        : Number.NEGATIVE_INFINITY;
    this.step = step;
    this.dueAt = dueAt;
    if (step === null) this.momentAt = dueAt;
    else if (followed >= dueAt && followed < dueAt + step + SLACK_MS) this.momentAt = followed;
    // Steps of a third of a millisecond have no exact number.
    else this.momentAt = Math.max(dueAt, Math.ceil(dueAt / step) * step);
    return this.momentAt;
  }

  leave(): void {
    this.beat.keep(this, null);
  }

  /** A frame that was lost, or came late, is no other rate: what suits must have been the same for a while. */
  private settle(suits: number | null): void {
    if (suits === this.own) {
      this.suited = 0;
      return;
    }
    this.suited = suits === this.other ? this.suited + 1 : 1;
    this.other = suits;
    if (this.suited < SETTLED) return;
    this.own = suits;
    this.suited = 0;
    this.beat.keep(this, suits);
  }
}
