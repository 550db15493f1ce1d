import type { Notice } from "../../protocol/notice.ts";

type Listener = (notice: Notice) => void;

/** What has become another, for whoever shows it. */
export class Notices {
  readonly #listeners = new Set<Listener>();

  tell(notice: Notice): void {
    for (const listener of this.#listeners) listener(notice);
  }

  /** The returned function ends it. */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
