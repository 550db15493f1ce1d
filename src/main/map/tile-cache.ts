import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";

interface Kept {
  readonly bytes: number;
  /** Milliseconds since 1970. */
  freshUntil: number;
}

/** What one file costs beside what is in it, bytes: a block of a usual disk. */
const FILE_BYTES = 4096;

/**
 * Tiles on the disk: at most `mostBytes` of them, those that nobody asked for longest going first. A file's time says until
 * when it is fresh, so a restart knows all that there was. What cannot be written is only not kept.
 */
export class TileCache {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #clock: Pick<Clock, "now">;
  readonly #log: Log;
  /** By name, in the order in which they were asked for. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  private constructor(folder: string, mostBytes: number, clock: Pick<Clock, "now">, log: Log) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    this.#clock = clock;
    this.#log = log;
  }

  static async open(
    folder: string,
    mostBytes: number,
    clock: Pick<Clock, "now">,
    log: Log,
  ): Promise<TileCache> {
    const cache = new TileCache(folder, mostBytes, clock, log);
    await cache.#read();
    return cache;
  }

  /** Bytes on the disk, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A tile that is kept, and whether it is still fresh. */
  async get(name: string): Promise<{ readonly body: Uint8Array; readonly fresh: boolean } | null> {
    const kept = this.#kept.get(name);
    if (kept === undefined) return null;
    try {
      const body = await readFile(join(this.#folder, name));
      this.#kept.delete(name);
      this.#kept.set(name, kept);
      return { body, fresh: kept.freshUntil > this.#clock.now() };
    } catch {
      // Somebody cleared the folder.
      this.#forget(name);
      return null;
    }
  }

  async put(name: string, body: Uint8Array, freshMs: number): Promise<void> {
    const freshUntil = this.#clock.now() + freshMs;
    const file = join(this.#folder, name);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.part`, body, { mode: 0o600 });
      const at = new Date(freshUntil);
      await utimes(`${file}.part`, at, at);
      await rename(`${file}.part`, file);
      this.#forget(name);
      this.#kept.set(name, { bytes: body.byteLength + FILE_BYTES, freshUntil });
      this.#bytes += body.byteLength + FILE_BYTES;
      await this.#shrink();
    } catch (error) {
      this.#log.debug({ err: error }, "a map tile could not be kept");
    }
  }

  async clear(): Promise<void> {
    this.#kept.clear();
    this.#bytes = 0;
    await rm(this.#folder, { recursive: true, force: true });
  }

  #forget(name: string): void {
    this.#bytes -= this.#kept.get(name)?.bytes ?? 0;
    this.#kept.delete(name);
  }

  async #shrink(): Promise<void> {
    for (const name of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#forget(name);
      await rm(join(this.#folder, name), { force: true });
    }
  }

  async #read(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const file = join(this.#folder, name);
      if (name.endsWith(".part")) await rm(file, { force: true });
      else {
        const found = await stat(file).catch(() => null);
        if (found?.isFile() !== true) continue;
        this.#kept.set(name, { bytes: found.size + FILE_BYTES, freshUntil: found.mtimeMs });
        this.#bytes += found.size + FILE_BYTES;
      }
    }
    await this.#shrink();
  }
}
