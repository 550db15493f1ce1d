import type { PtzLock } from "../../protocol/ptz.ts";
import { allows, type Role } from "../../protocol/role.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";

/** Milliseconds after the last order for which a head still belongs to who moved it. */
export const HELD_MS = 15_000;

/** Who steers, or would. */
export interface Hand {
  /** The session that orders: one person may stand at two desks, and then these are two hands. */
  readonly desk: string;
  readonly name: string;
  readonly role: Role;
}

interface Parts {
  readonly clock: Pick<Clock, "now" | "after">;
  /** Somebody else steers this camera, or nobody any more. */
  readonly changed: (cameraId: string) => void;
}

interface Held {
  readonly hand: Hand;
  readonly since: number;
  readonly until: number;
  readonly cancel: () => void;
}

/**
 * Who steers which camera, so that two never pull at one head. It is taken with the first order, and free again
 * `HELD_MS` after the last or when it is given up. Nothing of it outlives the core.
 */
export class PtzHelms {
  readonly #parts: Parts;
  readonly #held = new Map<string, Held>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Null where nobody steers. */
  of(cameraId: string): PtzLock | null {
    const held = this.#held.get(cameraId);
    if (held === undefined) return null;
    const { name, role } = held.hand;
    return { by: name, role, since: asTime(held.since), until: asTime(held.until) };
  }

  /** Whether the camera is steered from there. */
  isOf(cameraId: string, { desk }: Hand): boolean {
    return this.#held.get(cameraId)?.hand.desk === desk;
  }

  /** `hand` gives an order. Faults with `steered` where another hand does. */
  hold(cameraId: string, hand: Hand): void {
    this.refuse(cameraId, hand);
    this.#set(cameraId, hand);
  }

  /** Faults with `steered` where another hand steers. */
  refuse(cameraId: string, { desk }: Hand): void {
    const held = this.#held.get(cameraId);
    if (held === undefined || held.hand.desk === desk) return;
    const seconds = Math.max(1, Math.ceil((held.until - this.#parts.clock.now()) / 1000));
    throw new Fault("steered", { by: held.hand.name, until: asTime(held.until), seconds });
  }

  /**
   * `hand` takes it from who steers, and answers whether another hand did. Faults with `steered` where that is somebody
   * else who may as much as `hand`.
   */
  takeOver(cameraId: string, hand: Hand): boolean {
    const held = this.#held.get(cameraId);
    const other = held !== undefined && held.hand.desk !== hand.desk;
    if (other && !mayTake(hand, held.hand)) this.refuse(cameraId, hand);
    this.#set(cameraId, hand);
    return other;
  }

  /** Gives it up; nothing where nobody steers. Faults with `steered` where another hand does. */
  release(cameraId: string, hand: Hand): void {
    this.refuse(cameraId, hand);
    this.#free(cameraId);
  }

  close(): void {
    for (const { cancel } of this.#held.values()) cancel();
    this.#held.clear();
  }

  #set(cameraId: string, hand: Hand): void {
    const { clock, changed } = this.#parts;
    const before = this.#held.get(cameraId);
    before?.cancel();
    const now = clock.now();
    const isNew = before === undefined || before.hand.desk !== hand.desk;
    this.#held.set(cameraId, {
      ...{ hand, since: isNew ? now : before.since, until: now + HELD_MS },
      cancel: clock.after(HELD_MS, () => this.#free(cameraId)),
    });
    if (isNew) changed(cameraId);
  }

  #free(cameraId: string): void {
    this.#held.get(cameraId)?.cancel();
    if (this.#held.delete(cameraId)) this.#parts.changed(cameraId);
  }
}

/** Whether `hand` may take a head from `other`: from a lower role, and from oneself at another desk. */
export function mayTake(hand: Pick<Hand, "name" | "role">, other: Pick<Hand, "name" | "role">): boolean {
  return hand.name === other.name || (allows(hand.role, other.role) && hand.role !== other.role);
}

function asTime(ms: number): string {
  return new Date(ms).toISOString();
}
