import type { Packet } from "./feeds.ts";

/**
 * A longer group brings a new viewer nothing: it takes longer to send and to decode than the next key frame is away.
 * Ten seconds of 13 Mbit/s; twenty of 60 pictures a second.
 */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_PACKETS = 1_200;

/**
 * The pictures since the last key frame, for a viewer who comes in between; bounded in bytes and number. Of a group that
 * outgrows its bounds the key frame alone is kept, however large: a picture that tells its age is better than none.
 */
export class Group {
  #packets: Packet[] = [];
  #bytes = 0;
  #whole = false;

  /** From the key frame on. */
  get packets(): readonly Packet[] {
    return this.#packets;
  }

  /** Whether what comes next can be decoded by one who has all of them. */
  get whole(): boolean {
    return this.#whole;
  }

  add(packet: Packet): void {
    if (packet.key) {
      this.#packets = [packet];
      this.#bytes = packet.bytes.byteLength;
      this.#whole = true;
      return;
    }
    if (!this.#whole) return;
    this.#bytes += packet.bytes.byteLength;
    this.#packets.push(packet);
    if (this.#bytes <= MAX_BYTES && this.#packets.length <= MAX_PACKETS) return;
    this.#packets = this.#packets.slice(0, 1);
    this.#whole = false;
  }

  clear(): void {
    this.#packets = [];
    this.#bytes = 0;
    this.#whole = false;
  }
}
