/** What the worker that packs a support bundle is started with. */
export interface PackerStart {
  /** The folder of the log files. */
  readonly logs: string;
  /** What is cut wherever it stands. */
  readonly keys: readonly string[];
}

/** To the packer, one at a time: `section`s first, then `next` until the last piece. */
export type ToPacker =
  | { readonly type: "section"; readonly name: string; readonly value: unknown }
  | { readonly type: "next" };

/** From the packer: the next bytes of the archive, none where nothing came of it yet. */
export interface FromPacker {
  readonly piece: Uint8Array;
  readonly isLast: boolean;
}
