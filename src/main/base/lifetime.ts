import type { Log } from "./log.ts";

/**
 * How long something lives: a node in a tree. It ends once, what was begun last ends first, and an end that fails
 * is logged and never keeps the others from ending.
 */
export class Lifetime {
  readonly #name: string;
  readonly #log: Log;
  readonly #controller = new AbortController();
  readonly #endings: { name: string; end: () => void | Promise<void> }[] = [];
  #ended: Promise<void> | null = null;

  constructor(name: string, log: Log) {
    this.#name = name;
    this.#log = log;
  }

  /** Aborted at the start of the end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A part that ends before this, and may end on its own. */
  child(name: string): Lifetime {
    const child = new Lifetime(`${this.#name}/${name}`, this.#log);
    this.onEnd(name, () => child.end());
    return child;
  }

  /** `end` runs when this ends, before whatever was named earlier; at once where it has ended already. */
  onEnd(name: string, end: () => void | Promise<void>): void {
    if (this.#ended === null) this.#endings.push({ name, end });
    else this.#ended = this.#ended.then(() => this.#run(name, end));
  }

  /** Resolves when everything has ended. Never rejects. */
  end(): Promise<void> {
    if (this.#ended === null) {
      this.#controller.abort(new Error(`${this.#name} ends`));
      this.#ended = this.#endAll();
    }
    return this.#ended;
  }

  async #endAll(): Promise<void> {
    for (let last = this.#endings.pop(); last !== undefined; last = this.#endings.pop())
      await this.#run(last.name, last.end);
  }

  async #run(name: string, end: () => void | Promise<void>): Promise<void> {
    try {
      await end();
    } catch (error) {
      this.#log.error({ err: error, part: `${this.#name}/${name}` }, "did not end cleanly");
    }
  }
}
