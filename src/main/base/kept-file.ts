import type { Clock } from "./clock.ts";

/** A file that failed is opened again after so long, and after twice as long each time, milliseconds. */
const AGAIN_MS = 5_000;
const LONGEST_MS = 5 * 60_000;

/** What lines are written to. */
export interface LogFile {
  write(line: string): unknown;
  flushSync(): void;
  destroy(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
}

interface Parts {
  readonly open: () => Promise<LogFile>;
  readonly clock: Pick<Clock, "after">;
  /** Lines are not kept; it is tried again after `againMs`, milliseconds. */
  readonly failed: (error: unknown, againMs: number) => void;
  /** The line of the file that says that they are kept again, and how many were not. */
  readonly line: (lost: number) => string;
  /** That line is in it. */
  readonly again: (lost: number) => void;
}

/**
 * Lines in a file that may fail: a full disk is no reason to stop the wall, and no reason either to keep nothing of the
 * weeks after it. What was lost meanwhile is counted and told.
 */
export class KeptFile {
  readonly #parts: Parts;
  #file: LogFile | null = null;
  #lost = 0;
  #isTelling = false;
  #waitMs = AGAIN_MS;
  #cancel: () => void = () => {};
  #over = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Resolves when it was tried; what fails is tried again later. */
  async start(): Promise<void> {
    await this.#open();
  }

  write(line: string): void {
    if (this.#file === null) this.#lost += 1;
    else this.#file.write(line);
  }

  /** What is in it is on the disk. */
  end(): void {
    this.#over = true;
    this.#cancel();
    const file = this.#file;
    this.#file = null;
    if (file === null) return;
    file.flushSync();
    file.destroy();
  }

  async #open(): Promise<void> {
    let file: LogFile;
    try {
      file = await this.#parts.open();
    } catch (error) {
      this.#failed(error);
      return;
    }
    if (this.#over) {
      file.destroy();
      return;
    }
    file.on("error", (error) => {
      if (this.#file !== file) return;
      this.#file = null;
      file.destroy();
      // The line on which it failed, unless that only counts the others.
      if (!this.#isTelling) this.#lost += 1;
      this.#failed(error);
    });
    this.#file = file;
    if (this.#lost > 0) this.#tell(file, this.#lost);
    // A disk that is full lets files be opened: only what takes lines again is whole.
    if (this.#file === file) this.#waitMs = AGAIN_MS;
  }

  /** What was lost stays counted until the file has taken the line that says so. */
  #tell(file: LogFile, lost: number): void {
    this.#isTelling = true;
    file.write(this.#parts.line(lost));
    this.#isTelling = false;
    if (this.#file !== file) return;
    this.#lost -= lost;
    this.#parts.again(lost);
  }

  #failed(error: unknown): void {
    if (this.#over) return;
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(waitMs * 2, LONGEST_MS);
    this.#cancel = this.#parts.clock.after(waitMs, () => void this.#open());
    this.#parts.failed(error, waitMs);
  }
}
