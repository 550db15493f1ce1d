import type { Writable } from "node:stream";
import { asFault, Fault } from "../../base/fault.ts";
import { ffmpegArguments } from "../ffmpeg/arguments.ts";
import type { Place } from "../ffmpeg/diagnosis.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { FfmpegProgram } from "../ffmpeg/program.ts";
import type { SourceListener } from "../source.ts";

export interface PouringOrder {
  readonly program: FfmpegProgram;
  readonly place: Place;
  /** Whether ffmpeg is to read no faster than the pictures' own times. */
  readonly atOwnSpeed: boolean;
  /** Whether it is MPEG-TS that begins anywhere. */
  readonly joined: boolean;
}

/** One ffmpeg that is given the bytes of a container by its standard input. */
export class Pouring {
  /** Settles when no process is left: with why it ended, or null after an abort. */
  readonly ended: Promise<Fault | null>;
  readonly #signal: AbortSignal;
  #stdin: Writable | null = null;
  #over = false;
  /** Who waits for room goes on. */
  #goOn: () => void = () => undefined;

  constructor(order: PouringOrder, listener: SourceListener, signal: AbortSignal) {
    this.#signal = signal;
    const { program, place, atOwnSpeed, joined } = order;
    const started = readPictures(
      {
        ...{
          program,
          place,
          tells: true,
          arguments: ffmpegArguments({ kind: "poured", atOwnSpeed, joined }),
        },
        input: (stdin) => {
          this.#stdin = stdin;
          // Once for all waits: there may be hundreds a second, for as long as a camera runs.
          for (const event of ["drain", "close"]) stdin.on(event, () => this.#goOn());
        },
      },
      listener,
      signal,
    );
    this.ended = started
      .then(
        (read) => (signal.aborted ? null : read ? null : new Fault("notVideo", { host: place.host })),
        (error: unknown) => asFault(error),
      )
      .finally(() => {
        this.#over = true;
        this.#goOn();
      });
  }

  /** Whether it takes no more. */
  get over(): boolean {
    return this.#over || this.#signal.aborted;
  }

  /** Resolves when there is room for more, or when it takes no more; to be called again only after that. */
  async write(bytes: Uint8Array): Promise<void> {
    const stdin = this.#stdin;
    if (stdin === null || this.over || stdin.destroyed) return;
    if (stdin.write(bytes)) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
    });
  }

  /** No more follows: what was poured is read to its end. */
  finish(): Promise<Fault | null> {
    this.#stdin?.end();
    return this.ended;
  }
}
