import type { OutputState } from "../../protocol/output.ts";

/** How long a page may be unknown to a core that answers before its window is opened anew, milliseconds. */
const PATIENCE_MS = 20_000;

/** Notices that a window is open and its page is not: a crash that nobody reported, an error page, a hung script. */
export class PagePatience {
  readonly #outputId: string;
  #missingSince: number | null = null;

  constructor(outputId: string) {
    this.#outputId = outputId;
  }

  /** The page has just been asked to load. */
  begin(): void {
    this.#missingSince = null;
  }

  /** True where it should be opened anew: missing for 20 s from `outputs` of a core that answers. `now` in milliseconds. */
  isOver(outputs: readonly OutputState[], now: number): boolean {
    const known = outputs.some((each) => each.outputId === this.#outputId && each.state === "connected");
    if (known) {
      this.#missingSince = null;
      return false;
    }
    this.#missingSince ??= now;
    const over = now - this.#missingSince > PATIENCE_MS;
    if (over) {
      this.#missingSince = null;
    }
    return over;
  }
}
