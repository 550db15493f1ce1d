import type { Writable } from "node:stream";
import type { Size } from "../../../layouts/rect.ts";
import type { Format } from "../../../protocol/format.ts";
import { fourccOf } from "../codings/kinds.ts";
import { runChild } from "../ffmpeg/child.ts";
import type { FfmpegProgram } from "../ffmpeg/program.ts";
import { nutFrame, nutHead } from "../nut/writer.ts";
import { decodingArguments, type DecodingOptions } from "./arguments.ts";

export interface DecodedCell {
  readonly cell: number;
  readonly format: Format;
  /** Of its pictures as they are handed over, pixels, even. */
  readonly size: Size;
  /** Bytes of its pictures, one after another. */
  hear(bytes: Uint8Array): void;
}

export interface CodedPicture {
  readonly key: boolean;
  /** On the clock that all cells share, microseconds. */
  readonly timeUs: number;
  readonly bytes: Uint8Array;
}

/** How long a picture may wait for ffmpeg before one more cell is left with its key pictures, milliseconds. */
const LATE_MS = 400;
/** The least time between two such steps. */
const STEP_MS = 250;
/** The same before all are left with them. */
const TOO_LATE_MS = 1_500;
/** With no picture waiting longer than this for `CALM_MS`, a cell gets all of its pictures again. */
const PROMPT_MS = 100;
const CALM_MS = 10_000;
/** A picture waits for so long: it hangs. */
const HUNG_MS = 5_000;

interface Stream {
  readonly at: number;
  /** Pictures up to the next key picture are of no use. */
  needsKey: boolean;
  /** Only key pictures are decoded: the machine cannot carry more. */
  keysOnly: boolean;
}

/** One ffmpeg that decodes the pictures of some cells, from the first key picture of each. */
export class Decoder {
  readonly startedAt: number;
  /** Resolves when the process and its pipes are gone. */
  readonly ended: Promise<void>;
  readonly #streams: Map<number, Stream>;
  readonly #closing = new AbortController();
  #stdin: Writable | null = null;
  /** When what ffmpeg has not read yet was written, oldest first. */
  readonly #waiting: number[] = [];
  #lastStepAt: number;

  constructor(
    ffmpeg: FfmpegProgram,
    cells: readonly DecodedCell[],
    options: DecodingOptions & { readonly now: number },
  ) {
    const { now } = options;
    this.startedAt = now;
    this.#lastStepAt = now;
    this.#streams = new Map(cells.map(({ cell }, at) => [cell, { at, needsKey: true, keysOnly: false }]));
    this.ended = runChild(
      {
        program: ffmpeg,
        arguments: decodingArguments(cells, options),
        input: (stdin) => this.#open(stdin, cells),
        output: () => undefined,
        more: cells.map((heard) => (bytes) => {
          if (this.#streams.has(heard.cell)) heard.hear(bytes);
        }),
        // It tells of each damaged picture; the cell's own state tells what came of it.
        complaint: () => undefined,
      },
      this.#closing.signal,
    ).then(() => undefined);
  }

  get cells(): readonly number[] {
    return [...this.#streams.keys()];
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** False where the picture was left out, for lack of a key picture before it or because ffmpeg is too slow. */
  write(cell: number, { key, timeUs, bytes }: CodedPicture, now: number): boolean {
    const stream = this.#streams.get(cell);
    const stdin = this.#stdin;
    if (stream === undefined || stdin === null || stdin.destroyed) return false;
    const late = this.#lateMs(now);
    this.#shed(late, now);
    if (late > TOO_LATE_MS || (stream.keysOnly && !key)) stream.needsKey = true;
    else if (key) stream.needsKey = false;
    if (stream.needsKey) return false;
    this.#waiting.push(now);
    stdin.write(nutFrame({ stream: stream.at, key, timeUs, bytes }), () => this.#waiting.shift());
    return true;
  }

  /** Pictures of the cell are missing up to the next key picture. */
  gap(cell: number): void {
    const stream = this.#streams.get(cell);
    if (stream !== undefined) stream.needsKey = true;
  }

  /** The cell has gone to another decoder; one that is left with none ends. */
  release(cell: number): void {
    this.#streams.delete(cell);
    if (this.#streams.size === 0) this.close();
  }

  /** Whether it takes nothing any more. */
  hangs(now: number): boolean {
    return this.#lateMs(now) > HUNG_MS;
  }

  close(): void {
    this.#closing.abort();
  }

  #open(stdin: Writable, cells: readonly DecodedCell[]): void {
    this.#stdin = stdin;
    const streams = cells.map(({ format: { coding, width, height, pixelAspect } }) => ({
      fourcc: fourccOf(coding),
      extradata: new Uint8Array(),
      ...{ width, height, pixelAspect },
    }));
    stdin.write(nutHead(...streams));
  }

  #lateMs(now: number): number {
    return now - (this.#waiting[0] ?? now);
  }

  /** One cell after the other, the last first, is left with its key pictures, and gets back what it had. */
  #shed(lateMs: number, now: number): void {
    const wait = lateMs > LATE_MS ? STEP_MS : lateMs < PROMPT_MS ? CALM_MS : Number.POSITIVE_INFINITY;
    if (now - this.#lastStepAt < wait) return;
    const streams = [...this.#streams.values()];
    const next =
      lateMs > LATE_MS
        ? streams.findLast(({ keysOnly }) => !keysOnly)
        : streams.find(({ keysOnly }) => keysOnly);
    this.#lastStepAt = now;
    if (next !== undefined) next.keysOnly = lateMs > LATE_MS;
  }
}
