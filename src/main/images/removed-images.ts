import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Image, imageSchema } from "../../protocol/image.ts";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import { writeWholeFile } from "../base/whole-file.ts";
import { imageFile } from "../store/image-files.ts";

/** So long a picture that was removed may come back, milliseconds, and so many bytes of them are kept for that. */
const KEPT_MS = 600_000;
const KEPT_BYTES = 100 * 1024 * 1024;

const removedSchema = z.object({
  image: imageSchema,
  /** Who removed it, and when. */
  by: z.string(),
  at: z.number(),
});
export type RemovedImage = z.infer<typeof removedSchema>;

interface Parts {
  /** Of the pictures. */
  readonly folder: string;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
  readonly mostBytes?: number;
}

/** The file that says of a picture that it was removed; it stands in the place of the record of what it is. */
export const removedFile = (id: string) => `${id}.removed`;

/**
 * Pictures that were removed a short while ago, so that a slip of the hand is undone. Their bytes stay where they were. Who
 * calls takes care that one change ends before the next begins.
 */
export class RemovedImages {
  readonly #parts: Parts;
  readonly #kept = new Map<string, RemovedImage>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get(id: string): RemovedImage | null {
    const removed = this.#kept.get(id);
    return removed === undefined || this.#endOf(removed) <= this.#parts.clock.now() ? null : removed;
  }

  /** Milliseconds until `tidy` may have something to do, also where the clock was set back meanwhile; null where nothing is kept. */
  get nextMs(): number | null {
    const ends = [...this.#kept.values()].map((one) => this.#endOf(one));
    return ends.length === 0
      ? null
      : Math.min(KEPT_MS, Math.max(0, Math.min(...ends) - this.#parts.clock.now()));
  }

  /** Before its record is taken away. False where it cannot be noted: a full disk is no reason to keep what is to go. */
  async note(image: Image, by: string): Promise<boolean> {
    const removed: RemovedImage = { image, by, at: this.#parts.clock.now() };
    try {
      await writeWholeFile(
        join(this.#parts.folder, removedFile(image.id)),
        Buffer.from(JSON.stringify(removed)),
      );
    } catch (error) {
      this.#parts.log.warn(
        { err: error, id: image.id },
        "a picture that is removed cannot be kept for an undo",
      );
      await this.#drop(`${removedFile(image.id)}.part`);
      return false;
    }
    this.#kept.set(image.id, removed);
    return true;
  }

  /** That it is there again, or was not removed after all. */
  async forget(id: string): Promise<void> {
    if (this.#kept.delete(id)) await this.#drop(removedFile(id));
  }

  /** Whether its bytes are still there. */
  async isWhole({ image }: RemovedImage): Promise<boolean> {
    try {
      return (await stat(join(this.#parts.folder, imageFile(image)))).size === image.bytes;
    } catch (error) {
      this.#parts.log.warn({ err: error, id: image.id }, "a picture that was removed cannot be looked at");
      return false;
    }
  }

  /** Takes away those whose time is over, and the oldest where they are too many. */
  async tidy(): Promise<void> {
    const most = this.#parts.mostBytes ?? KEPT_BYTES;
    let bytes = 0;
    for (const removed of [...this.#kept.values()].toSorted((a, b) => b.at - a.at)) {
      bytes += removed.image.bytes;
      if (bytes <= most && this.#endOf(removed) > this.#parts.clock.now()) continue;
      await this.#drop(imageFile(removed.image));
      await this.forget(removed.image.id);
    }
  }

  /** Knows again what lies in the folder, whose files are `names`; `isThere`: whether a picture was not removed. */
  async recover(names: readonly string[], isThere: (id: string) => boolean): Promise<void> {
    for (const name of names.filter((one) => one.endsWith(".removed"))) {
      const removed = await this.#read(name);
      // A cut came between this note and the end of the record, or after it came back.
      if (removed === null || isThere(removed.image.id)) await this.#drop(name);
      else this.#kept.set(removed.image.id, removed);
    }
    await this.tidy();
  }

  #endOf({ at }: RemovedImage): number {
    return at + KEPT_MS;
  }

  async #read(name: string): Promise<RemovedImage | null> {
    try {
      const text = await readFile(join(this.#parts.folder, name), "utf8");
      const { image, by, at } = removedSchema.parse(JSON.parse(text));
      // A clock that was set back would keep it for ever.
      return removedFile(image.id) === name ? { image, by, at: Math.min(at, this.#parts.clock.now()) } : null;
    } catch (error) {
      this.#parts.log.warn({ err: error, file: name }, "the note of a removed picture cannot be read");
      return null;
    }
  }

  async #drop(name: string): Promise<void> {
    try {
      await rm(join(this.#parts.folder, name), { force: true });
    } catch (error) {
      this.#parts.log.warn({ err: error, file: name }, "a file of a removed picture could not be removed");
    }
  }
}
