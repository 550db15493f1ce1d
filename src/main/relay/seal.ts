import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Makes addresses into words that only this core can have written, so that a page asks for what a playlist named and
 * nothing else. Each word holds for one stream of one camera.
 */
export class Seal {
  readonly #key = randomBytes(32);

  /** For a path: letters, digits, "-", "_" and one ".". */
  close(feed: string, url: string): string {
    return `${Buffer.from(url).toString("base64url")}.${this.#sum(feed, url).toString("base64url")}`;
  }

  /** The address, or null where the word is not one that `close` gave for this feed. */
  open(feed: string, word: string): string | null {
    const [text, sum, ...more] = word.split(".");
    if (text === undefined || sum === undefined || more.length > 0) return null;
    const url = Buffer.from(text, "base64url").toString();
    const given = Buffer.from(sum, "base64url");
    const right = this.#sum(feed, url);
    return given.byteLength === right.byteLength && timingSafeEqual(given, right) ? url : null;
  }

  #sum(feed: string, url: string): Buffer {
    return createHmac("sha256", this.#key).update(feed).update("\0").update(url).digest();
  }
}
