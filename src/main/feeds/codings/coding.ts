import type { Coding } from "../../../protocol/format.ts";
import type { AccessUnit } from "../source.ts";

/** What the container says of a stream. */
export interface ContainedStream {
  /** Parameter sets from outside the pictures, as the coding writes them; empty where it has none. */
  readonly extradata: Uint8Array;
  /** Pixels; 0 where the container does not know. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel over its height; 1 where the container does not know. */
  readonly pixelAspect: number;
  /** Whether each of its pictures is known to be whole, so that none is held back for a rest of it. */
  readonly whole?: boolean;
}

/** A coded picture as the container holds it. */
export interface ContainedPicture {
  readonly bytes: Uint8Array;
  /** Whether the container marks it as one to start at. */
  readonly key: boolean;
  /** Microseconds. */
  readonly timeUs: number;
}

/** A picture as a decoder takes it, with its format where one can start there; when it was is not its matter. */
export type CodedUnit = Pick<AccessUnit, "bytes" | "key" | "format">;

/** Makes the pictures of one stream fit for decoders that come and go: whole, and each key picture with all it needs. */
export interface UnitReader {
  /** The units that are whole now, in their order; a picture may be held back for its rest. */
  push(picture: ContainedPicture): AccessUnit[];
}

/** One way of encoding: how containers call it, and how its pictures are read. */
export interface CodingKind {
  readonly coding: Coding;
  /** Upper case, as NUT and AVI write it. */
  readonly fourccs: readonly string[];
  reader(stream: ContainedStream): UnitReader;
}
