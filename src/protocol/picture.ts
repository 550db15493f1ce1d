/**
 * One access unit on its way from the core to a page: a fixed head and then the bytes of the encoder, Annex B,
 * with the parameter sets before every key frame. Little endian; offsets in bytes:
 *
 *   0 u8 version (1)   1 u8 flags (bit 0: key frame)   2 u16 zero
 *   4 u32 feed         8 u32 epoch                    12 u32 sequence
 *  16 f64 time, microseconds on the feed's own clock
 *  24 f64 arrival in the core, milliseconds since 1970 on the core's clock
 *  32 f32 lag, milliseconds behind the feed's own clock on arrival
 *  36 the access unit
 */
export const PICTURE_HEAD_BYTES = 36;
const VERSION = 1;
const KEY = 1;

export interface Picture {
  /** Number of the running feed, the same for every page; a feed opened anew has a new number. */
  readonly feed: number;
  /** Grows by one whenever the decoder must be configured anew. */
  readonly epoch: number;
  /** Grows by one with every access unit of the feed; a gap is a loss. Wraps at 2^32. */
  readonly sequence: number;
  readonly key: boolean;
  /** Microseconds on the feed's own clock. */
  readonly timeUs: number;
  /** Milliseconds since 1970 on the core's clock. */
  readonly arrivedAt: number;
  /** Milliseconds. */
  readonly lagMs: number;
  readonly bytes: Uint8Array;
}

/** Head and access unit in one buffer, so that every page is sent the same one. */
export function encodePicture(picture: Picture): Uint8Array {
  const packet = new Uint8Array(PICTURE_HEAD_BYTES + picture.bytes.byteLength);
  const head = new DataView(packet.buffer);
  head.setUint8(0, VERSION);
  head.setUint8(1, picture.key ? KEY : 0);
  head.setUint32(4, picture.feed, true);
  head.setUint32(8, picture.epoch, true);
  head.setUint32(12, picture.sequence >>> 0, true);
  head.setFloat64(16, picture.timeUs, true);
  head.setFloat64(24, picture.arrivedAt, true);
  head.setFloat32(32, picture.lagMs, true);
  packet.set(picture.bytes, PICTURE_HEAD_BYTES);
  return packet;
}

/** The lag of an encoded picture, milliseconds. */
export function lagOf(packet: Uint8Array): number {
  return new DataView(packet.buffer, packet.byteOffset).getFloat32(32, true);
}

/** The picture in `packet`, its bytes a view of it; null where it is no picture of this version. */
export function decodePicture(packet: ArrayBuffer): Picture | null {
  if (packet.byteLength <= PICTURE_HEAD_BYTES) return null;
  const head = new DataView(packet);
  if (head.getUint8(0) !== VERSION) return null;
  return {
    key: (head.getUint8(1) & KEY) !== 0,
    feed: head.getUint32(4, true),
    epoch: head.getUint32(8, true),
    sequence: head.getUint32(12, true),
    timeUs: head.getFloat64(16, true),
    arrivedAt: head.getFloat64(24, true),
    lagMs: head.getFloat32(32, true),
    bytes: new Uint8Array(packet, PICTURE_HEAD_BYTES),
  };
}
