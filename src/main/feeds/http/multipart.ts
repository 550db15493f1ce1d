/** No camera's picture is larger, and no head of a part. */
const MAX_PART_BYTES = 16 * 1024 * 1024;
const MAX_HEAD_BYTES = 16 * 1024;

const HEAD_END = Buffer.from("\r\n\r\n");
const BARE_HEAD_END = Buffer.from("\n\n");
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/** The boundary that a Content-Type field names, or null where it is no multipart. Cameras write it in quotes or not. */
export function boundaryOf(contentType: string): string | null {
  const found = /^\s*multipart\/[^;]+;(?:.*;)?\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

/**
 * Cuts a body of `multipart/x-mixed-replace` into its parts, in chunks of any size (RFC 2046, 5.1.1). Where a part
 * names its length that counts, else the next boundary ends it. Cameras write the two hyphens before a boundary into
 * its name, or leave them out: both are found. Bounded: a part that outgrows 16 MiB is left out.
 */
export class MultipartReader {
  readonly #boundary: Buffer;
  readonly #part: (bytes: Uint8Array) => void;
  #held = Buffer.alloc(0);
  /** Of the part whose head was read: its length, or null where its end must be searched. */
  #body: { length: number | null } | null = null;
  /** Bytes that hold no end and need not be looked at again. */
  #searched = 0;

  constructor(boundary: string, part: (bytes: Uint8Array) => void) {
    this.#boundary = Buffer.from(boundary.replace(/^--(?=.)/, ""), "latin1");
    this.#part = part;
  }

  /** Bytes held back until the rest of their part comes. */
  get held(): number {
    return this.#held.byteLength;
  }

  push(chunk: Uint8Array): void {
    this.#held = this.#held.byteLength === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk]);
    while (this.#body === null ? this.#head() : this.#content(this.#body)) {
      // Each step takes something away.
    }
    if (this.#held.byteLength > MAX_PART_BYTES) {
      this.#drop(this.#held.byteLength);
      this.#body = null;
    }
  }

  /** Reads from the boundary to the end of the part's head. */
  #head(): boolean {
    const at = this.#held.indexOf(this.#boundary);
    if (at === -1) {
      this.#drop(Math.max(0, this.#held.byteLength - this.#boundary.byteLength));
      return false;
    }
    const from = at + this.#boundary.byteLength;
    const [end, width] = this.#headEnd(from);
    if (end === -1) {
      if (this.#held.byteLength - from <= MAX_HEAD_BYTES) return false;
      this.#drop(from);
      return true;
    }
    const head = this.#held.toString("latin1", from, end);
    const length = Number(/^content-length:\s*(\d+)\s*$/im.exec(head)?.[1] ?? Number.NaN);
    this.#drop(end + width);
    this.#body = { length: length > 0 && length <= MAX_PART_BYTES ? length : null };
    return true;
  }

  /** Where the head ends that begins at `from`, and how wide its end is; -1 where it does not end in time. */
  #headEnd(from: number): [number, number] {
    // Never farther than an end could be: a body of many small parts would be searched through for each.
    const head = this.#held.subarray(from, from + MAX_HEAD_BYTES + HEAD_END.byteLength);
    const usual = head.indexOf(HEAD_END);
    const bare = (usual === -1 ? head : head.subarray(0, usual)).indexOf(BARE_HEAD_END);
    if (bare !== -1) return [from + bare, BARE_HEAD_END.byteLength];
    return usual === -1 ? [-1, 0] : [from + usual, HEAD_END.byteLength];
  }

  #content(body: { length: number | null }): boolean {
    if (body.length !== null) {
      if (this.#held.byteLength < body.length) return false;
      this.#tell(body.length);
      return true;
    }
    const at = this.#held.indexOf(this.#boundary, Math.max(0, this.#searched - this.#boundary.byteLength));
    if (at === -1) {
      this.#searched = this.#held.byteLength;
      return false;
    }
    // What stands between the picture and the boundary is not the picture's.
    const last = this.#held.subarray(0, at).lastIndexOf(END_OF_IMAGE);
    this.#tell(last === -1 ? at : last + END_OF_IMAGE.byteLength);
    return true;
  }

  #tell(length: number): void {
    const bytes = Uint8Array.from(this.#held.subarray(0, length));
    this.#drop(length);
    this.#body = null;
    this.#part(bytes);
  }

  #drop(count: number): void {
    this.#held = this.#held.subarray(count);
    this.#searched = 0;
  }
}
