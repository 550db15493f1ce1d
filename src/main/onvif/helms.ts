import type { PtzLock } from "../../protocol/ptz.ts";
import { allows, type Role } from "../../protocol/role.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";

/** Milliseconds after the last order for which a head still belongs to who moved it. */
export const HELD_MS = 15_000;

/** Who steers, or would. */
export interface Hand {
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

  /** `hand` gives an order. Faults with `steered` where somebody else does. */
  hold(cameraId: string, hand: Hand): void {
    this.refuse(cameraId, hand.name);
    this.#set(cameraId, hand);
  }

  /** Faults with `steered` where somebody else than `name` steers. */
  refuse(cameraId: string, name: string): void {
    const held = this.#held.get(cameraId);
    if (held === undefined || held.hand.name === name) return;
    const seconds = Math.max(1, Math.ceil((held.until - this.#parts.clock.now()) / 1000));
    throw new Fault("steered", { by: held.hand.name, until: asTime(held.until), seconds });
  }

  /**
   * `hand` takes it from who steers, and answers whether somebody else did. Faults with `steered` where that one may as
   * much as `hand`.
   */
  takeOver(cameraId: string, hand: Hand): boolean {
    const held = this.#held.get(cameraId);
    const other = held !== undefined && held.hand.name !== hand.name;
    if (other && !outranks(hand.role, held.hand.role)) this.refuse(cameraId, hand.name);
    this.#set(cameraId, hand);
    return other;
  }

  /** Gives it up; nothing where nobody steers. Faults with `steered` where somebody else does. */
  release(cameraId: string, name: string): void {
    this.refuse(cameraId, name);
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
    const isNew = before === undefined || before.hand.name !== hand.name;
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

/** Whether `role` may take a head out of the hand of `other`. */
export function outranks(role: Role, other: Role): boolean {
  return allows(role, other) && role !== other;
}

function asTime(ms: number): string {
  return new Date(ms).toISOString();
}
