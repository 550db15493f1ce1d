import type { OutputState } from "../../protocol/output.ts";

/** How long a page may be on its way to a core that answers and has not seen it yet, milliseconds. */
const ARRIVAL_MS = 20_000;
/** How long a page may be gone that this core has seen: reloads and broken sockets are back in less. */
const RETURN_MS = 1_500;

/** Notices that a window is open and its page is not: a crash that nobody reported, an error page, a hung script. */
export class PagePatience {
  readonly #outputId: string;
  #arrived = false;
  #missingSince: number | null = null;

  constructor(outputId: string) {
    this.#outputId = outputId;
  }

  /** The page has just been asked to load. */
  begin(): void {
    this.#arrived = false;
    this.#missingSince = null;
  }

  /**
   * True where it should be opened anew: a core that answers with `outputs` has had no page of it for 20 s, or lost the
   * one that had arrived 1.5 s ago. `now` in milliseconds.
   */
  isOver(outputs: readonly OutputState[], now: number): boolean {
    const state = outputs.find((each) => each.outputId === this.#outputId)?.state ?? "absent";
    if (state === "connected") {
      this.#arrived = true;
      this.#missingSince = null;
      return false;
    }
    this.#missingSince ??= now;
    // A core that was started anew has not seen the page yet: it is on its way back by itself.
    const over = now - this.#missingSince > (this.#arrived && state === "lost" ? RETURN_MS : ARRIVAL_MS);
    if (over) {
      this.begin();
    }
    return over;
  }
}
