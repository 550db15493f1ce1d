import type { Packet } from "./feeds.ts";

/** For which a page may be behind its feed before it has all kept pictures, milliseconds. */
const CATCH_UP_MS = 3_000;

/**
 * The kept pictures of a feed on their way to a page that has just joined it, and what comes meanwhile: taken out as
 * there is room, so that they crowd out no picture of the page's other feeds. Times are monotonic.
 */
export class Backlog {
  #packets: Packet[] = [];
  #first = 0;
  #since = 0;

  /** The next one to go; null where the page has all. */
  get next(): Packet | null {
    return this.#packets[this.#first] ?? null;
  }

  get length(): number {
    return this.#packets.length - this.#first;
  }

  push(packet: Packet, now: number): void {
    // With it whoever comes may begin; what waits before it is no longer needed.
    if (packet.key) this.clear();
    if (this.next === null) this.#since = now;
    this.#packets.push(packet);
  }

  shift(): void {
    this.#first += 1;
    if (this.next === null) this.clear();
  }

  /** Whether the page is too slow for it. */
  late(now: number): boolean {
    return this.next !== null && now - this.#since > CATCH_UP_MS;
  }

  clear(): void {
    this.#packets = [];
    this.#first = 0;
  }
}
