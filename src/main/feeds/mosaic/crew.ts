import type { Clock } from "../../base/clock.ts";
import type { Rect, Size } from "../../../layouts/rect.ts";
import type { Format } from "../../../protocol/format.ts";
import type { FfmpegProgram } from "../ffmpeg/program.ts";
import type { DecodingOptions } from "./arguments.ts";
import { Assembler } from "./assembler.ts";
import type { Placed } from "./cell.ts";
import { type CodedPicture, type DecodedCell, Decoder } from "./decoder.ts";
import { fitInCell } from "./fit.ts";

export interface CrewParts {
  readonly ffmpeg: FfmpegProgram;
  readonly clock: Clock;
  readonly options: DecodingOptions;
  /** Sizes of the cells, by their number. */
  readonly cells: readonly Size[];
  decoded(cell: number, source: number, picture: Placed): void;
  /** Its new decoder needs the pictures from the kept key picture on. */
  rejoin(cell: number): void;
}

/**
 * Streams that one ffmpeg decodes, and pixels of their pictures: 16 of 640 x 360. One process decodes on one core, and
 * of 16 in one process each costs 5 MB instead of 14.
 */
const MOST_STREAMS = 16;
const MOST_PIXELS = MOST_STREAMS * 640 * 360;
/** For which a cell without a decoder waits for others that need one too, milliseconds. */
const GATHER_MS = 300;
/** A decoder that lived for less has a stream that it cannot bear. */
const SETTLED_MS = 10_000;
/** Between the end of a decoder and the next for the same cells; doubled with every end, up to the last. */
const FIRST_WAIT_MS = 200;
const LAST_WAIT_MS = 10_000;
/** Of a cell that waits for its decoder: as much as a feed keeps, and what comes meanwhile. */
const MOST_EARLY_BYTES = 20 * 1024 * 1024;
const CHECK_MS = 1_000;

interface Seat {
  readonly cell: number;
  /** Of the pictures that it is given. */
  source: number;
  format: Format | null;
  decoder: Decoder | null;
  /** From the newest key picture on, for a decoder that is to come. */
  early: CodedPicture[];
  /** Whether it stands among those that wait for one. */
  waiting: boolean;
}

/** The decoders of a mosaic, and which of them decodes which cell. */
export class Crew {
  readonly #parts: CrewParts;
  readonly #seats: readonly Seat[];
  readonly #decoders = new Set<Decoder>();
  readonly #cancels = new Set<() => void>();
  #gathering = false;
  #closed = false;

  /** `expected`: the formats that the cells had last; decoders for them are opened at once. */
  constructor(parts: CrewParts, expected: readonly (Format | null)[]) {
    this.#parts = parts;
    this.#seats = parts.cells.map((_, cell) => ({
      ...{ cell, source: 0, format: expected[cell] ?? null, decoder: null, early: [], waiting: false },
    }));
    for (const group of groups(this.#seats.filter(({ format }) => format !== null))) this.#open(group, 0);
    this.#check();
  }

  /** The pictures to come of the cell are of this source and have this format. */
  format(cell: number, source: number, format: Format): void {
    const seat = this.#seats[cell];
    if (seat === undefined || this.#closed) return;
    // A decoder of its own for each source: whose a picture is that comes out of one is never in doubt.
    const same = seat.source === source && seat.format !== null && sameForDecoder(seat.format, format);
    seat.source = source;
    seat.format = format;
    seat.early = [];
    if (same && (seat.decoder !== null || seat.waiting)) return;
    seat.decoder?.release(cell);
    seat.decoder = null;
    seat.waiting = true;
    this.#gather();
  }

  /** False where the picture had to be left out. */
  write(cell: number, picture: CodedPicture): boolean {
    const seat = this.#seats[cell];
    if (seat === undefined) return false;
    if (seat.decoder !== null) return seat.decoder.write(cell, picture, this.#parts.clock.monotonic());
    if (picture.key) seat.early = [];
    if (picture.key || seat.early.length > 0) seat.early.push(picture);
    if (seat.early.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > MOST_EARLY_BYTES) seat.early = [];
    return seat.early.length > 0;
  }

  /** Pictures of the cell are missing up to the next key picture. */
  gap(cell: number): void {
    const seat = this.#seats[cell];
    if (seat === undefined) return;
    seat.early = [];
    seat.decoder?.gap(cell);
  }

  /** Resolves when no process is left. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#cancels) cancel();
    for (const decoder of this.#decoders) decoder.close();
    await Promise.all([...this.#decoders].map(({ ended }) => ended));
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#after(GATHER_MS, () => {
      this.#gathering = false;
      for (const group of groups(this.#seats.filter(({ waiting }) => waiting))) this.#open(group, 0);
    });
  }

  #open(seats: readonly Seat[], ends: number): void {
    if (this.#closed || seats.length === 0) return;
    const { ffmpeg, options, clock } = this.#parts;
    const streams = seats.flatMap((seat) => this.#stream(seat));
    const decoder = new Decoder(ffmpeg, streams, { ...options, now: clock.monotonic() });
    this.#decoders.add(decoder);
    for (const seat of seats) {
      seat.decoder = decoder;
      seat.waiting = false;
      for (const picture of seat.early.splice(0)) decoder.write(seat.cell, picture, clock.monotonic());
    }
    void decoder.ended.then(() => this.#ended(decoder, ends));
  }

  #stream({ cell, source, format }: Seat): DecodedCell[] {
    const room = this.#parts.cells[cell];
    if (room === undefined || format === null) return [];
    const { x, y, width, height }: Rect = fitInCell(format, room);
    const size = { width, height };
    const assembler = new Assembler(size, (planes) => this.#parts.decoded(cell, source, { planes, x, y }));
    return [{ cell, format, size, hear: (bytes) => assembler.push(bytes) }];
  }

  /**
   * Its cells get another; one that died young again is replaced by two for half of them each, so that a stream that
   * kills its decoder is alone in the end.
   */
  #ended(decoder: Decoder, ends: number): void {
    this.#decoders.delete(decoder);
    const seats = this.#seats.filter((seat) => seat.decoder === decoder);
    for (const seat of seats) seat.decoder = null;
    if (this.#closed || seats.length === 0) return;
    const young = this.#parts.clock.monotonic() - decoder.startedAt < SETTLED_MS;
    const again = young ? ends + 1 : 0;
    // Once may be chance.
    const half = again > 1 ? Math.ceil(seats.length / 2) : seats.length;
    for (const group of [seats.slice(0, half), seats.slice(half)]) {
      // What needs a decoder of another kind meanwhile is gathered by itself.
      for (const seat of group) seat.early = [];
      this.#after(Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, again - 1)), () => {
        const free = group.filter((seat) => seat.decoder === null && !seat.waiting);
        for (const seat of free) seat.early = [];
        this.#open(free, again);
        for (const { cell } of free) this.#parts.rejoin(cell);
      });
    }
  }

  #check(): void {
    this.#after(CHECK_MS, () => {
      const now = this.#parts.clock.monotonic();
      for (const decoder of this.#decoders) if (decoder.hangs(now)) decoder.close();
      this.#check();
    });
  }

  #after(ms: number, task: () => void): void {
    const cancel = this.#parts.clock.after(ms, () => {
      this.#cancels.delete(cancel);
      task();
    });
    this.#cancels.add(cancel);
  }
}

/** Whether pictures of one format go into a decoder that was opened for the other, and come out in the same size. */
function sameForDecoder(a: Format, b: Format): boolean {
  return (
    a.coding === b.coding &&
    a.width === b.width &&
    a.height === b.height &&
    a.pixelAspect === b.pixelAspect &&
    a.rotation === b.rotation &&
    a.interlaced === b.interlaced
  );
}

/** Seats that share a decoder, as few groups as one process each can carry. */
function groups(seats: readonly Seat[]): Seat[][] {
  const made: { seats: Seat[]; pixels: number }[] = [];
  for (const seat of seats) {
    const pixels = (seat.format?.width ?? 0) * (seat.format?.height ?? 0);
    const last = made.at(-1);
    const room =
      last !== undefined && last.seats.length < MOST_STREAMS && last.pixels + pixels <= MOST_PIXELS;
    if (room) {
      last.seats.push(seat);
      last.pixels += pixels;
    } else made.push({ seats: [seat], pixels });
  }
  return made.map((group) => group.seats);
}
