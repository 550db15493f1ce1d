import type { PtzOrder } from "../../protocol/ptz.ts";

/** A speed for each axis, -1 to 1. */
export interface Speed {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

export const still: Speed = { pan: 0, tilt: 0, zoom: 0 };

/** Milliseconds between orders to keep moving; the core stops a head that got none for two seconds. */
const RENEW_MS = 700;

/** Milliseconds between two orders at least, however often the speed changes. */
const STEP_MS = 100;

/** A movement that somebody holds. */
interface Held {
  speed: Speed;
  over: boolean;
  /** No order is obeyed any more: what comes next begins anew. */
  failed: boolean;
  /** Its speed is to be said once more, at once: something older may have reached the head after it. */
  again: boolean;
  /** Ends the wait for the next order. */
  wake: () => void;
}

/**
 * Only the axes that move, because a head without one of them refuses the order, and those that moved `before`: cameras
 * leave an axis as it is that is not named.
 */
function orderOf(speed: Speed, before: Speed): PtzOrder {
  const { pan, tilt, zoom } = speed;
  if (!turns(speed) && zoom === 0) return { kind: "stop" };
  return {
    kind: "continuous",
    ...((turns(speed) || turns(before)) && { pan, tilt }),
    ...((zoom !== 0 || before.zoom !== 0) && { zoom }),
  };
}

const turns = ({ pan, tilt }: Speed) => pan !== 0 || tilt !== 0;

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Moves a head for as long as something is held, by orders that are renewed. `send` gives one to the head; resolves with
 * whether it was obeyed, and never rejects.
 */
export class Movement {
  readonly #send: (order: PtzOrder) => Promise<boolean>;
  #held: Held | null = null;
  /** What the head was told last and obeyed. */
  #obeyed: Speed = still;

  constructor(send: (order: PtzOrder) => Promise<boolean>) {
    this.#send = send;
  }

  start(speed: Speed): void {
    this.#end();
    const own: Held = { speed, over: false, failed: false, again: false, wake: () => undefined };
    this.#held = own;
    void this.#keepMoving(own);
  }

  /** Moves on at another speed; begins where nothing moves, or where the head obeyed no more. */
  steer(speed: Speed): void {
    const own = this.#held;
    if (own === null || own.failed) return this.start(speed);
    const { pan, tilt, zoom } = own.speed;
    if (pan === speed.pan && tilt === speed.tilt && zoom === speed.zoom) return undefined;
    own.speed = speed;
    own.wake();
    return undefined;
  }

  /** Also after an order that failed: the head may have heard it. */
  stop(): void {
    if (this.#held === null) return;
    this.#end();
    void this.#halt();
  }

  /** Says that nothing moves; what began meanwhile says its own again, for the stop may have overtaken it. */
  async #halt(): Promise<void> {
    await this.#order(still);
    this.#sayAgain();
  }

  #sayAgain(): void {
    const own = this.#held;
    if (own === null) return;
    own.again = true;
    own.wake();
  }

  #end(): void {
    if (this.#held === null) return;
    this.#held.over = true;
    this.#held.wake();
    this.#held = null;
  }

  async #order(speed: Speed): Promise<boolean> {
    const obeyed = await this.#send(orderOf(speed, this.#obeyed));
    if (obeyed) this.#obeyed = speed;
    return obeyed;
  }

  async #keepMoving(own: Held): Promise<void> {
    while (!own.over) {
      const { speed } = own;
      own.again = false;
      const obeyed = await this.#order(speed);
      if (own.over) {
        // The stop may have overtaken this order. Where something else moves by now it is not for this to halt that.
        if (!obeyed) return;
        if (this.#held === null || this.#held.failed) await this.#halt();
        else this.#sayAgain();
        return;
      }
      await pause(STEP_MS);
      if (own.over || own.again || own.speed !== speed) continue;
      if (!obeyed) {
        own.failed = true;
        return;
      }
      await new Promise<void>((resolve) => {
        const renewing = setTimeout(resolve, RENEW_MS - STEP_MS);
        own.wake = () => {
          clearTimeout(renewing);
          resolve();
        };
      });
    }
  }
}
