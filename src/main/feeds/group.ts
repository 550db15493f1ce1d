import type { Packet } from "./feeds.ts";

/** A group longer than this is of no use to a new viewer: decoding it would take longer than the next key frame. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_PACKETS = 600;

/** The pictures since the last key frame, for a viewer who comes in between; bounded in bytes and number. */
export class Group {
  #packets: Packet[] = [];
  #bytes = 0;
  #whole = false;

  /** From the key frame on; empty where the group outgrew its bounds. */
  get packets(): readonly Packet[] {
    return this.#packets;
  }

  add(packet: Packet): void {
    if (packet.key) {
      this.#packets = [];
      this.#bytes = 0;
      this.#whole = true;
    }
    if (!this.#whole) return;
    this.#bytes += packet.bytes.byteLength;
    this.#packets.push(packet);
    if (this.#bytes > MAX_BYTES || this.#packets.length > MAX_PACKETS) this.clear();
  }

  clear(): void {
    this.#packets = [];
    this.#bytes = 0;
    this.#whole = false;
  }
}
