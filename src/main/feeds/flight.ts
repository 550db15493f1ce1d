/** Bytes on the way to a page that it has not said to have received. */
const MAX_BYTES = 4 * 1024 * 1024;
/** The part of them that kept pictures may take: what comes now goes beside them. */
const KEPT_SHARE = 0.5;
/**
 * The oldest of them, milliseconds: the buffers of two kernels hold many seconds of a small picture, which no
 * count of bytes would notice.
 */
const MAX_AGE_MS = 700;

interface Sent {
  /** Bytes sent up to the end of this message. */
  readonly until: number;
  readonly at: number;
}

/** What is on the way to one page, from what was sent and what the page acknowledges. Times are monotonic. */
export class Flight {
  readonly #sent: Sent[] = [];
  /** Messages before this one are acknowledged. */
  #first = 0;
  #sentBytes = 0;
  #receivedBytes = 0;
  #progressAt: number;

  constructor(now: number) {
    this.#progressAt = now;
  }

  sent(bytes: number, now: number): void {
    if (this.#sentBytes === this.#receivedBytes) this.#progressAt = now;
    this.#sentBytes += bytes;
    this.#sent.push({ until: this.#sentBytes, at: now });
  }

  /** `bytes`: all that the page has received since the beginning. More than was sent is taken as all. */
  acknowledge(bytes: number, now: number): void {
    const received = Math.min(bytes, this.#sentBytes);
    if (received <= this.#receivedBytes) return;
    this.#receivedBytes = received;
    this.#progressAt = now;
    while ((this.#sent[this.#first]?.until ?? Number.POSITIVE_INFINITY) <= received) this.#first += 1;
    if (this.#first > 64 && this.#first * 2 > this.#sent.length) {
      this.#sent.splice(0, this.#first);
      this.#first = 0;
    }
  }

  /** Whether another message of `bytes` may go. With nothing on the way one always may, however large. */
  hasRoom(bytes: number, now: number): boolean {
    const oldest = this.#sent[this.#first];
    if (oldest === undefined) return true;
    return now - oldest.at <= MAX_AGE_MS && this.#sentBytes - this.#receivedBytes + bytes <= MAX_BYTES;
  }

  /** The same for a kept picture. */
  hasRoomForKept(bytes: number, now: number): boolean {
    const oldest = this.#sent[this.#first];
    if (oldest === undefined) return true;
    const onTheWay = this.#sentBytes - this.#receivedBytes + bytes;
    return now - oldest.at <= MAX_AGE_MS && onTheWay <= MAX_BYTES * KEPT_SHARE;
  }

  /** Milliseconds for which something was on the way and nothing of it was acknowledged. */
  stuckMs(now: number): number {
    return this.#sentBytes === this.#receivedBytes ? 0 : now - this.#progressAt;
  }
}
