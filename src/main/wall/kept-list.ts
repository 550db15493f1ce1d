import { z } from "zod";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";

interface Parts<Schema extends z.ZodType<{ readonly id: string }>> {
  readonly store: Pick<Store, "settings">;
  readonly log: Log;
  /** Under which all of them are stored. */
  readonly key: string;
  readonly schema: Schema;
  /** What one is called in a fault. */
  readonly what: string;
}

type Make<Item> = (items: readonly Item[]) => readonly Item[];

/** A short list of what people set up, in the order in which it came; a change counts once it is on the disk. */
export class KeptList<Schema extends z.ZodType<{ readonly id: string }>> {
  readonly #parts: Parts<Schema>;
  #items: readonly z.infer<Schema>[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: Parts<Schema>) {
    this.#parts = parts;
  }

  /** As it was stored; empty where that cannot be read, which is logged. */
  static async open<Schema extends z.ZodType<{ readonly id: string }>>(
    parts: Parts<Schema>,
  ): Promise<KeptList<Schema>> {
    const list = new KeptList(parts);
    const text = await parts.store.settings.get(parts.key);
    if (text === null) return list;
    try {
      list.#items = z.array(parts.schema).parse(JSON.parse(text));
    } catch (error) {
      parts.log.error({ err: error, key: parts.key }, "what was set up cannot be read");
    }
    return list;
  }

  get all(): readonly z.infer<Schema>[] {
    return this.#items;
  }

  /** Faults with `notFound`. */
  get(id: string): z.infer<Schema> {
    const item = this.#items.find((one) => one.id === id);
    if (item === undefined) throw new Fault("notFound", { what: this.#parts.what, id });
    return item;
  }

  /** Adds one, or replaces that of its id. */
  put(item: z.infer<Schema>): Promise<void> {
    return this.#change((items) =>
      items.some(({ id }) => id === item.id)
        ? items.map((one) => (one.id === item.id ? item : one))
        : [...items, item],
    );
  }

  /** Faults with `notFound`. */
  async remove(id: string): Promise<void> {
    this.get(id);
    await this.#change((items) => items.filter((one) => one.id !== id));
  }

  #change(make: Make<z.infer<Schema>>): Promise<void> {
    const changed = this.#after(this.#turn, make);
    // The next one waits for this one and not for its success.
    this.#turn = changed.catch(() => null);
    return changed;
  }

  async #after(before: Promise<unknown>, make: Make<z.infer<Schema>>): Promise<void> {
    await before;
    const next = make(this.#items);
    await this.#parts.store.settings.put(this.#parts.key, JSON.stringify(next));
    this.#items = next;
  }
}
