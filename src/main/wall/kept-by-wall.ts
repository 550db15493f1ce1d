import { z } from "zod";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";

interface Parts<Schema extends z.ZodType> {
  readonly store: Pick<Store, "settings">;
  readonly log: Log;
  /** Under which all of them are stored. */
  readonly key: string;
  readonly schema: Schema;
}

/**
 * One small value for some of the walls. It counts at once and is stored behind that: what it says must be so while the
 * disk fails as well, and is written again with the next change.
 */
export class KeptByWall<Schema extends z.ZodType> {
  readonly #parts: Parts<Schema>;
  #values = new Map<string, z.infer<Schema>>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(parts: Parts<Schema>) {
    this.#parts = parts;
  }

  /** As it was stored; nothing of what cannot be read, which is logged. */
  static async open<Schema extends z.ZodType>(parts: Parts<Schema>): Promise<KeptByWall<Schema>> {
    const kept = new KeptByWall(parts);
    const text = await parts.store.settings.get(parts.key);
    if (text === null) return kept;
    try {
      kept.#values = new Map(Object.entries(z.record(z.string(), parts.schema).parse(JSON.parse(text))));
    } catch (error) {
      // A wall that does not start would be worse than one that has forgotten this.
      parts.log.error({ err: error, key: parts.key }, "what was kept of the walls cannot be read");
    }
    return kept;
  }

  get(wallId: string): z.infer<Schema> | null {
    return this.#values.get(wallId) ?? null;
  }

  /** Resolves when it is stored, or could not be. Null removes it. */
  set(wallId: string, value: z.infer<Schema> | null): Promise<void> {
    if (value === null) this.#values.delete(wallId);
    else this.#values.set(wallId, value);
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const { store, key, log } = this.#parts;
    try {
      await store.settings.put(key, JSON.stringify(Object.fromEntries(this.#values)));
    } catch (error) {
      log.warn({ err: error, key }, "it counts, but would be forgotten by a restart");
    }
  }
}
