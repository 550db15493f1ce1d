import type { Rung } from "../../../protocol/ladder.ts";
import type { FaultDetail, FaultKind } from "../../../protocol/fault.ts";
import type { Format } from "../../../protocol/format.ts";
import type { PictureState } from "../../../protocol/truth.ts";
import type { MosaicPlan } from "../../../layouts/mosaic.ts";
import type { FfmpegProgram } from "../ffmpeg/program.ts";
import type { AccessUnit } from "../source.ts";

/** What the mosaic's thread is started with. Cells are named by their place in `plan.cells`. */
export interface ThreadStart {
  readonly plan: MosaicPlan;
  readonly rung: Rung;
  readonly ffmpeg: FfmpegProgram;
  /** What each cell's camera sent last time, so that one decoder can be opened for many before any has come. */
  readonly expected: readonly (Format | null)[];
  /** One unsigned number: bytes of coded pictures that the thread has taken, modulo 2^32. */
  readonly taken: SharedArrayBuffer;
}

/** The core to the mosaic's thread. */
export type ToThread =
  /**
   * Before the first picture of each format, and again when a cell is joined anew. The pictures that follow are of this
   * `source`: another number is another stream, and perhaps another camera, in the same cell.
   */
  | { readonly type: "format"; readonly cell: number; readonly source: number; readonly format: Format }
  /** A picture of the feeds channel (protocol/picture.ts), a copy. */
  | { readonly type: "picture"; readonly cell: number; readonly packet: Uint8Array<ArrayBuffer> }
  /** Whether the cell's feed has failed and waits to be opened again. */
  | { readonly type: "failed"; readonly cell: number; readonly source: number; readonly failed: boolean }
  /** Pictures were left out; the next one is a key picture. */
  | { readonly type: "gap"; readonly cell: number }
  | { readonly type: "stop" };

/** How a cell is, and of which source the picture is that it shows or showed last. */
export interface CellLook {
  readonly state: PictureState;
  readonly source: number;
}

/** The mosaic's thread to the core. */
export type FromThread =
  | { readonly type: "unit"; readonly unit: AccessUnit }
  | { readonly type: "damage"; readonly count: number }
  /** Of every cell, at every change of one. */
  | { readonly type: "states"; readonly looks: readonly CellLook[] }
  /** Its decoder is a new one and needs the pictures from the kept key picture on. */
  | { readonly type: "rejoin"; readonly cell: number }
  /** It has ended, and nothing is left of it. */
  | {
      readonly type: "ended";
      readonly fault: { kind: FaultKind; detail: FaultDetail; cause: string } | null;
    };
