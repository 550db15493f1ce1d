import { type Presence, PRESENCE_MS, type PresenceInput } from "../../protocol/presence.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";

interface Parts {
  readonly clock: Clock;
  /** Who is at which desk is another. */
  readonly changed: () => void;
}

/** Desks that may be open at once. */
const MOST = 500;

interface Open {
  readonly presence: Presence;
  readonly session: string | null;
  readonly cancel: () => void;
}

/** Who has a desk open, and what is before them; in memory alone. */
export class Presences {
  readonly #parts: Parts;
  readonly #open = new Map<string, Open>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** In the order in which they were opened. */
  list(): Presence[] {
    return [...this.#open.values()].map(({ presence }) => presence);
  }

  /**
   * `session`: with whose end the desk is left; null for a visitor, whose name is everybody's and who keeps nobody off.
   * Faults with `conflict` where the desk of that id is somebody else's, and with `tooMany`.
   */
  put(id: string, name: string, input: PresenceInput, session: string | null): void {
    const { clock } = this.#parts;
    this.#visitorGone(id, name);
    const before = this.#of(id, name);
    if (before === undefined && this.#open.size >= MOST)
      throw new Fault("tooMany", { seconds: PRESENCE_MS / 1000 });
    before?.cancel();
    const since = before?.presence.since ?? new Date(clock.now()).toISOString();
    const presence: Presence = { ...input, id, name, since };
    const cancel = clock.after(PRESENCE_MS, () => this.#remove(id));
    this.#open.set(id, { presence, session, cancel });
    if (before === undefined || !sameView(before.presence, presence)) this.#parts.changed();
  }

  /** A desk was closed; one that is not open is no fault. Faults with `conflict` where it is somebody else's. */
  leave(id: string, name: string): void {
    this.#visitorGone(id, name);
    if (this.#of(id, name) !== undefined) this.#remove(id);
  }

  /** Sessions that nobody sits behind any more: what was open in them shows nobody as present. */
  ended(sessions: readonly string[]): void {
    for (const [id, { session }] of [...this.#open])
      if (session !== null && sessions.includes(session)) this.#remove(id);
  }

  close(): void {
    for (const { cancel } of this.#open.values()) cancel();
    this.#open.clear();
  }

  /** Who came in at a visitor's desk is that visitor. */
  #visitorGone(id: string, name: string): void {
    const open = this.#open.get(id);
    if (open?.session === null && open.presence.name !== name) this.#remove(id);
  }

  #of(id: string, name: string): Open | undefined {
    const open = this.#open.get(id);
    if (open !== undefined && open.presence.name !== name) throw new Fault("conflict", { what: "desk", id });
    return open;
  }

  #remove(id: string): void {
    this.#open.get(id)?.cancel();
    if (this.#open.delete(id)) this.#parts.changed();
  }
}

function sameView(a: Presence, b: Presence): boolean {
  return a.wallId === b.wallId && a.layoutId === b.layoutId && a.tileIds.join() === b.tileIds.join();
}
