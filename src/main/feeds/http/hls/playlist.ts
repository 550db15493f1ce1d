import { parse, setOptions } from "hls-parser";
import { z } from "zod";

/** A piece of the stream, to be fetched by itself. */
export interface Segment {
  readonly sequence: number;
  readonly url: string;
  readonly seconds: number;
  readonly range: { readonly offset: number; readonly length: number } | null;
  /** What stands before the pieces of fragmented MP4. */
  readonly head: { readonly url: string; readonly range: Segment["range"] } | null;
  readonly key: { readonly method: string; readonly url: string | null; readonly iv: Buffer } | null;
  /** Whether its times or coding have nothing to do with those of the piece before. */
  readonly apart: boolean;
  /** Announced, but not there. */
  readonly missing: boolean;
  /** When its first picture was taken, milliseconds since 1970 on the server's clock, or null. */
  readonly takenAt: number | null;
}

export type Playlist =
  | { readonly kind: "choice"; readonly url: string }
  | {
      readonly kind: "media";
      readonly segments: readonly Segment[];
      /** Seconds; no piece is longer. */
      readonly longest: number;
      /** Nothing will be added. */
      readonly ended: boolean;
    };

/** Pixels in height beyond which a variant is more than a wall decodes with ease. */
const TALLEST = 1080;

const rangeSchema = z.object({ offset: z.int().min(0), length: z.int().positive() }).nullish();

/** What the library makes of a playlist, as far as it counts here; it leaves out and puts null as servers do. */
const variantSchema = z.object({
  uri: z.string(),
  isIFrameOnly: z.boolean().nullish(),
  bandwidth: z.number().nullish(),
  codecs: z.string().nullish(),
  resolution: z.object({ width: z.number(), height: z.number() }).nullish(),
});
type Variant = z.infer<typeof variantSchema>;
const pieceSchema = z.object({
  uri: z.string(),
  duration: z.number().positive().max(3600),
  byterange: rangeSchema,
  discontinuity: z.boolean().nullish(),
  mediaSequenceNumber: z.int(),
  key: z
    .object({
      method: z.string(),
      uri: z.string().nullish(),
      iv: z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)]).nullish(),
    })
    .nullish(),
  map: z.object({ uri: z.string().nullish(), byterange: rangeSchema }).nullish(),
  programDateTime: z.date().nullish(),
  gap: z.boolean().nullish(),
});
type Piece = z.infer<typeof pieceSchema>;
const playlistSchema = z.union([
  z.object({ isMasterPlaylist: z.literal(true), variants: z.array(variantSchema) }),
  z.object({
    isMasterPlaylist: z.literal(false),
    targetDuration: z.number().positive(),
    endlist: z.boolean().nullish(),
    isIFrame: z.boolean().nullish(),
    segments: z.array(pieceSchema),
  }),
]);

/**
 * Reads an HLS playlist (RFC 8216) that was found at `url`: of several variants the best up to 1080 lines is chosen.
 * Null where it is none, or has nothing to show.
 */
export function readPlaylist(text: string, url: string): Playlist | null {
  // Anything but the first line may be wrong in what servers send; the library would write that to the console.
  setOptions({ strictMode: false, silent: true });
  if (!isPlaylist(text)) return null;
  const { data: read } = playlistSchema.safeParse(attempted(() => parse(text.replace(/^\uFEFF/, ""))));
  if (read === undefined) return null;
  if (read.isMasterPlaylist) {
    const best = chosen(read.variants.filter((variant) => variant.isIFrameOnly !== true));
    const at = best === undefined ? null : URL.parse(best.uri, url);
    return at === null ? null : { kind: "choice", url: at.href };
  }
  if (read.isIFrame === true) return null;
  return {
    kind: "media",
    segments: read.segments.flatMap((segment) => segmentOf(segment, url) ?? []),
    longest: read.targetDuration,
    ended: read.endlist === true,
  };
}

export function isPlaylist(text: string): boolean {
  return /^\uFEFF?\s*#EXTM3U/.test(text);
}

function attempted<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    // It throws for what it cannot make sense of.
    return null;
  }
}

function chosen(variants: readonly Variant[]): Variant | undefined {
  const seen = variants.filter(({ codecs, resolution }) => Boolean(resolution) || !soundOnly(codecs));
  const fitting = seen.filter(({ resolution }) => (resolution?.height ?? 0) <= TALLEST);
  const rank = (variant: Variant) => [variant.resolution?.height ?? 0, variant.bandwidth ?? 0] as const;
  const order = (a: Variant, b: Variant) => {
    const [[tall, fast], [otherTall, otherFast]] = [rank(a), rank(b)];
    return tall - otherTall || fast - otherFast;
  };
  return fitting.toSorted(order).at(-1) ?? seen.toSorted(order)[0];
}

function soundOnly(codecs: string | null | undefined): boolean {
  if (!codecs) return false;
  return codecs.split(",").every((codec) => /^\s*(?:mp4a|ac-3|ec-3|opus|flac)/i.test(codec));
}

function segmentOf(segment: Piece, base: string): Segment | null {
  const at = URL.parse(segment.uri, base);
  if (at === null || !/^https?:$/.test(at.protocol)) return null;
  const { key, map, programDateTime } = segment;
  const head = map?.uri ? URL.parse(map.uri, base) : null;
  return {
    sequence: segment.mediaSequenceNumber,
    url: at.href,
    seconds: segment.duration,
    range: segment.byterange ?? null,
    head: head === null ? null : { url: head.href, range: map?.byterange ?? null },
    key:
      !key || key.method === "NONE"
        ? null
        : {
            method: key.method,
            url: !key.uri ? null : (URL.parse(key.uri, base)?.href ?? null),
            iv: ivOf(key, segment.mediaSequenceNumber),
          },
    apart: segment.discontinuity === true,
    missing: segment.gap === true,
    takenAt: programDateTime?.getTime() ?? null,
  };
}

/** Where the key names none it is the piece's number (RFC 8216, 5.2). */
function ivOf(key: NonNullable<Piece["key"]>, sequence: number): Buffer {
  if (key.iv) return Buffer.from(new Uint8Array(key.iv));
  const iv = Buffer.alloc(16);
  iv.writeBigUInt64BE(BigInt(sequence), 8);
  return iv;
}
