import { obuTypes, splitObus } from "../../../src/main/feeds/codings/av1/obu.ts";
import { readKeyFrame } from "../../../src/main/feeds/codings/av1/key-frame.ts";
import { readSequence as readAv1Sequence } from "../../../src/main/feeds/codings/av1/sequence.ts";
import { withoutEmulation } from "../../../src/main/feeds/codings/bits.ts";
import { nalTypes as h264Types, splitAnnexB as splitH264 } from "../../../src/main/feeds/codings/h264/nal.ts";
import { readSequence as readH264Sequence } from "../../../src/main/feeds/codings/h264/sequence.ts";
import { nalTypes as hevcTypes, splitAnnexB as splitHevc } from "../../../src/main/feeds/codings/hevc/nal.ts";
import { readSequence as readHevcSequence } from "../../../src/main/feeds/codings/hevc/sequence.ts";
import { readExifRotation } from "../../../src/main/feeds/codings/jpeg/exif.ts";
import { readPicture } from "../../../src/main/feeds/codings/jpeg/picture.ts";
import {
  readAvcConfiguration,
  readHevcConfiguration,
} from "../../../src/main/feeds/codings/length-prefixed.ts";
import { readSequence as readMpegSequence } from "../../../src/main/feeds/codings/mpeg/sequence.ts";
import { splitSections } from "../../../src/main/feeds/codings/mpeg/start-codes.ts";
import { readVolume } from "../../../src/main/feeds/codings/mpeg/volume.ts";
import { readMessages, readOrientation } from "../../../src/main/feeds/codings/supplement.ts";
import { crc32 } from "../../../src/main/feeds/nut/crc32.ts";
import { NutCursor } from "../../../src/main/feeds/nut/cursor.ts";
import { readMainHeader } from "../../../src/main/feeds/nut/headers.ts";
import { damaged, type Random } from "./damage.ts";
import type { Stream } from "./damageable.ts";

interface Parser {
  readonly name: string;
  /** True examples of what it reads. */
  samples(streams: readonly Stream[]): readonly Uint8Array[];
  /** Whether it understood them. */
  read(bytes: Uint8Array): boolean;
}

const of = (streams: readonly Stream[], coding: RegExp) => streams.filter(({ name }) => coding.test(name));
const described = (streams: readonly Stream[], coding: RegExp) =>
  of(streams, coding).map(({ contained, pictures }) =>
    Buffer.concat([contained.extradata, pictures[0] ?? new Uint8Array()]),
  );
const obusOf = (streams: readonly Stream[], ...types: number[]) =>
  described(streams, /^av1$/)
    .flatMap((bytes) => splitObus(bytes))
    .filter(({ type }) => types.includes(type))
    .map(({ payload }) => payload);
/** "Exif", a TIFF head and a directory with one entry: the orientation is 6. */
const exif = Uint8Array.from(
  Buffer.from("4578696600004d4d002a0000000800010112000300000001000600000000", "hex"),
);
const av1Sequence = readAv1Sequence(Buffer.from("000000042abffff9b5f20080", "hex"));

/** Whatever reads bytes of a camera behind the containers and start codes. */
export const parsers: readonly Parser[] = [
  {
    name: "sequence of H.264",
    samples: (streams) =>
      described(streams, /^h264( with fields)?$/)
        .flatMap((bytes) => splitH264(bytes))
        .filter(({ type }) => type === h264Types.sequenceParameters)
        .map(({ bytes }) => bytes),
    read: (bytes) => readH264Sequence(bytes) !== null,
  },
  {
    name: "sequence of HEVC",
    samples: (streams) =>
      described(streams, /^hevc( with fields)?$/)
        .flatMap((bytes) => splitHevc(bytes))
        .filter(({ type }) => type === hevcTypes.sequenceParameters)
        .map(({ bytes }) => bytes),
    read: (bytes) => readHevcSequence(bytes) !== null,
  },
  {
    name: "messages",
    samples: (streams) =>
      described(streams, /^h264/)
        .flatMap((bytes) => splitH264(bytes))
        .filter(({ type }) => type === h264Types.sei)
        .map(({ bytes }) => bytes.subarray(1)),
    read: (bytes) =>
      readMessages(withoutEmulation(bytes)).filter(({ payload }) => readOrientation(payload) !== 0).length >
      0,
  },
  {
    name: "configuration of H.264",
    samples: (streams) => of(streams, /^h264 of MP4$/).map(({ contained }) => contained.extradata),
    read: (bytes) => (readAvcConfiguration(bytes)?.annexB(bytes).byteLength ?? 0) > 0,
  },
  {
    name: "configuration of HEVC",
    samples: (streams) => of(streams, /^hevc of MP4$/).map(({ contained }) => contained.extradata),
    read: (bytes) => (readHevcConfiguration(bytes)?.annexB(bytes).byteLength ?? 0) > 0,
  },
  {
    name: "sequence of AV1",
    samples: (streams) => obusOf(streams, obuTypes.sequence),
    read: (bytes) => readAv1Sequence(bytes) !== null,
  },
  {
    name: "key frame of AV1",
    samples: (streams) => obusOf(streams, obuTypes.frame, obuTypes.frameHeader),
    read: (bytes) => av1Sequence !== null && readKeyFrame(bytes, av1Sequence) !== null,
  },
  {
    name: "JPEG",
    samples: (streams) => of(streams, /^mjpeg$/).flatMap(({ pictures }) => pictures),
    read: (bytes) => readPicture(bytes) !== null,
  },
  { name: "Exif", samples: () => [exif], read: (bytes) => readExifRotation(bytes) !== null },
  {
    name: "volume of MPEG-4",
    samples: (streams) =>
      described(streams, /^mpeg4$/)
        .flatMap((bytes) => splitSections(bytes, () => false))
        .filter(({ code }) => code === 0x20)
        .map(({ payload }) => payload),
    read: (bytes) => readVolume(bytes, 1) !== null,
  },
  {
    name: "sequence of MPEG",
    samples: (streams) => described(streams, /^mpeg[12]$/).map((bytes) => bytes.subarray(0, 64)),
    read: (bytes) => readMpegSequence(splitSections(bytes, () => false)) !== null,
  },
  {
    name: "main header of NUT",
    samples: (streams) =>
      streams.flatMap(({ nut }) => packetsOf(nut, MAIN).map(({ start, end }) => nut.subarray(start, end))),
    read: (bytes) => readMainHeader(new NutCursor(bytes, 0, bytes.byteLength)) !== null,
  },
];

const MAIN = "4e4d7a561f5f04ad";
const STREAM = "4e5311405bf2f9db";

/** Where the bodies of packets with this startcode are, without their checksums. */
function packetsOf(nut: Uint8Array, startcode: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const bytes = Buffer.from(nut.buffer, nut.byteOffset, nut.byteLength);
  for (let at = bytes.indexOf(startcode, 0, "hex"); at !== -1; at = bytes.indexOf(startcode, at + 8, "hex")) {
    const cursor = new NutCursor(nut, at + 8, nut.byteLength);
    const length = cursor.unsigned();
    found.push({ start: cursor.at, end: cursor.at + length - 4 });
  }
  return found;
}

/** `nut` with a header damaged and its checksum made right again, so that the damage is read. */
export function resealed(nut: Uint8Array, random: Random): Uint8Array {
  const made = Buffer.from(nut);
  const packets = [...packetsOf(nut, MAIN), ...packetsOf(nut, STREAM)];
  const packet = packets[random(packets.length)];
  if (packet === undefined) return made;
  const { start, end } = packet;
  const body = damaged(nut.subarray(start, end), random, end - start).subarray(0, end - start);
  made.set(body, start);
  made.writeUInt32BE(crc32(made, start, end), end);
  return made;
}
