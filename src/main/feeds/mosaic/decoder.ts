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

/** For ffmpeg to start, and to catch up with the kept pictures that each camera is joined with, milliseconds. */
const START_MS = 5_000;
/** How long a picture may wait for ffmpeg before one more cell is left with its key pictures, milliseconds. */
const LATE_MS = 400;
/** The least time between two such steps. */
const SHED_MS = 250;
/** The same before all are left with them. */
const TOO_LATE_MS = 1_500;
/** Bytes that ffmpeg has not read yet, whatever their age: of the largest group that a feed keeps, and what follows. */
const MOST_WAITING = 24 * 1024 * 1024;
/** With no picture waiting for longer than this, cells get all of their pictures again, one after the other. */
const PROMPT_MS = 100;
const GIVE_BACK_MS = 500;
/** How long it must have been so before; doubled when it turns out to have been too soon, up to the last. */
const FIRST_CALM_MS = 2_000;
const LAST_CALM_MS = 60_000;
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
  /** When a cell was last left with its key pictures, and when one last got all of them again. */
  #shedAt = Number.NEGATIVE_INFINITY;
  #gaveBackAt = Number.NEGATIVE_INFINITY;
  #lateAt = Number.NEGATIVE_INFINITY;
  #calmMs = FIRST_CALM_MS;

  constructor(
    ffmpeg: FfmpegProgram,
    cells: readonly DecodedCell[],
    options: DecodingOptions & { readonly now: number },
  ) {
    const { now } = options;
    this.startedAt = now;
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
    this.#balance(late, now);
    const full = late > TOO_LATE_MS || stdin.writableLength > MOST_WAITING;
    if (full || (stream.keysOnly && !key)) stream.needsKey = true;
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

  /** How long the oldest picture that ffmpeg has not read waits. */
  #lateMs(now: number): number {
    return now - this.startedAt < START_MS ? 0 : now - (this.#waiting[0] ?? now);
  }

  /** One cell after the other, the last first, is left with its key pictures, and gets back what it had. */
  #balance(lateMs: number, now: number): void {
    const streams = [...this.#streams.values()];
    if (lateMs > PROMPT_MS) this.#lateAt = now;
    if (lateMs > LATE_MS && now - this.#shedAt > SHED_MS) {
      const last = streams.findLast(({ keysOnly }) => !keysOnly);
      if (last === undefined) return;
      if (now - this.#gaveBackAt < this.#calmMs) this.#calmMs = Math.min(LAST_CALM_MS, this.#calmMs * 2);
      this.#shedAt = now;
      last.keysOnly = true;
    } else if (now - this.#lateAt > this.#calmMs && now - this.#gaveBackAt > GIVE_BACK_MS) {
      const first = streams.find(({ keysOnly }) => keysOnly);
      if (first === undefined) {
        if (now - this.#gaveBackAt > LAST_CALM_MS) this.#calmMs = FIRST_CALM_MS;
        return;
      }
      this.#gaveBackAt = now;
      first.keysOnly = false;
    }
  }
}
