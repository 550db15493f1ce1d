import { hashOf } from "../access/token.ts";
import { Fault } from "../base/fault.ts";
import type { Caller } from "./caller.ts";

/** Streams that stand at once, of one session and in all: each holds a connection. */
const MOST_OF_ONE = 16;
const MOST = 500;

/** Answers that go on until somebody leaves; they end with the session that asked for them. */
export class OpenStreams {
  readonly #open = new Map<AbortController, string | null>();

  /** Aborted with `gone`, with the session of `caller`, and at the end. Faults with `tooMany`. */
  signalOf(caller: Pick<Caller, "token"> | null, gone: AbortSignal): AbortSignal {
    const hash = caller?.token == null ? null : hashOf(caller.token);
    const own = [...this.#open.values()].filter((one) => one === hash).length;
    if (this.#open.size >= MOST || (hash !== null && own >= MOST_OF_ONE))
      throw new Fault("tooMany", { seconds: 10 });
    const stream = new AbortController();
    this.#open.set(stream, hash);
    const end = () => {
      this.#open.delete(stream);
      stream.abort();
    };
    if (gone.aborted) end();
    else gone.addEventListener("abort", end, { once: true });
    return stream.signal;
  }

  /** Tokens of these hashes are no longer good; null: any may be, and who still may come asks again. */
  ended(hashes: readonly string[] | null): void {
    for (const [stream, own] of this.#open)
      if (hashes === null || (own !== null && hashes.includes(own))) stream.abort();
  }

  end(): void {
    for (const stream of this.#open.keys()) stream.abort();
  }
}
