import { extname } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { FromPacker, PackerStart, ToPacker } from "./messages.ts";

/** A part of the bundle; made when it is its turn. One that cannot be made says why, and the rest comes all the same. */
export interface Section {
  readonly name: string;
  readonly make: () => unknown;
}

/** The worker's file beside this one: TypeScript in the source tree, JavaScript in the compiled one. */
const packerFile = new URL(`./packer${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/**
 * A ZIP archive for who comes to help: each of `sections` as JSON and the files of `logs`, all without secrets. It is made
 * while it is read, in a thread of its own: some 30 MB of log are looked through, and no take may wait for that. `keys`:
 * what is cut wherever it stands.
 */
export function supportBundle(sections: readonly Section[], logs: string, keys: readonly string[]): Readable {
  return Readable.from(pieces(sections, { logs, keys }), { objectMode: false });
}

async function* pieces(sections: readonly Section[], start: PackerStart): AsyncGenerator<Uint8Array> {
  const packer = new Packer(start);
  try {
    for (const { name, make } of sections) {
      const { piece } = await packer.ask({ type: "section", name, value: await made(make) });
      if (piece.length > 0) yield piece;
    }
    for (let isLast = false; !isLast; ) {
      const next = await packer.ask({ type: "next" });
      isLast = next.isLast;
      if (next.piece.length > 0) yield next.piece;
    }
  } finally {
    // Whoever asked may have gone away in the middle of it.
    await packer.end();
  }
}

/** The asking end of the thread that packs. */
class Packer {
  readonly #worker: Worker;
  readonly #failed = Promise.withResolvers<never>();

  constructor(start: PackerStart) {
    this.#worker = new Worker(packerFile, { workerData: start, name: "support" });
    // It may fail while nobody asks.
    this.#failed.promise.catch(() => {});
    this.#worker.on("error", this.#failed.reject);
    this.#worker.on("exit", (code) => this.#failed.reject(new Error(`the thread ended with ${code}`)));
  }

  /** One question at a time, so what comes is its answer; rejects where the thread failed. */
  async ask(question: ToPacker): Promise<FromPacker> {
    const answered = new Promise<FromPacker>((resolve) => this.#worker.once("message", resolve));
    this.#worker.postMessage(question, []);
    return Promise.race([answered, this.#failed.promise]);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function made(make: Section["make"]): Promise<unknown> {
  try {
    return await make();
  } catch (error) {
    return { notMade: error instanceof Error ? error.message : String(error) };
  }
}
