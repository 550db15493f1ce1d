import { joinAnnexB, type Nal } from "../annex-b.ts";
import { Bits, withoutEmulation } from "../bits.ts";
import { type StreamFormat, streamFormat } from "../../stream-format.ts";
import type { CodedUnit } from "../coding.ts";
import { FieldWatch } from "../field-watch.ts";
import { ParameterSets } from "../parameter-sets.ts";
import { type Message, readMessages, rotationOf } from "../supplement.ts";
import { HEAD_BYTES, hevcNals, nalTypes, splitAnnexB } from "./nal.ts";
import { readSequence, type Sequence } from "./sequence.ts";

/** Type of a supplemental message, ITU-T H.265, D.2.1. */
const PICTURE_TIMING = 1;
/** Parameter sets of other numbers are damage: 7.4.3.3 allows 64 of pictures. */
const MAX_PICTURES = 64;
/** Bytes in which the numbers of a set or slice stand. */
const NUMBERED_BYTES = 16;
/** Values of pic_struct that are whole frames without fields: one, and it doubled or tripled (table D.2). */
const wholeFrames = new Set([0, 7, 8]);
const scans = { interlaced: 0, progressive: 1 } as const;

/**
 * Makes every access unit of one HEVC stream fit to start a decoder with: before each random access picture stand the
 * newest parameter sets, each number once. Where reading begins at a clean random access picture, the leading pictures
 * that refer to what came before it are left out, as a decoder would have to (8.1.3, NoRaslOutputFlag).
 */
export class HevcUnits {
  readonly #videos = new ParameterSets<true>();
  readonly #sequences = new ParameterSets<Sequence>();
  /** With the number of their sequence. */
  readonly #pictures = new ParameterSets<number>();
  readonly #pixelAspect: number;
  readonly #fields = new FieldWatch();
  /** Nothing that the next random access picture's leading pictures refer to was read. */
  #fresh = true;
  /** Such leading pictures of the present random access picture cannot be decoded. */
  #skipping = false;

  /** `extradata`: parameter sets from outside the stream, Annex B; `pixelAspect` counts where they give none. */
  constructor(extradata: Uint8Array, pixelAspect = 1) {
    this.#pixelAspect = pixelAspect;
    this.#remember(splitAnnexB(extradata));
  }

  /** The unit, or null where there is no picture in it, or none that can be decoded. */
  accept(bytes: Uint8Array): CodedUnit | null {
    const nals = splitAnnexB(bytes);
    this.#remember(nals);
    const slice = nals.find((nal) => hevcNals.isSlice(nal));
    const ends = nals.some((nal) => nal.type === nalTypes.endOfSequence);
    if (slice === undefined) {
      this.#fresh ||= ends;
      return null;
    }
    const key = hevcNals.isKey(slice);
    const used = this.#sequenceOf(slice);
    if (key && used !== undefined) {
      this.#skipping = this.#fresh || slice.type <= nalTypes.lastBrokenLink;
      this.#fresh = false;
    }
    this.#fresh ||= ends;
    const leading = slice.type === nalTypes.skippedLeading || slice.type === nalTypes.skippedLeadingReference;
    if (leading && this.#skipping) return null;
    const messages = nals
      .filter((nal) => nal.type === nalTypes.message)
      .flatMap((nal) => readMessages(withoutEmulation(nal.bytes.subarray(HEAD_BYTES))));
    if (used !== undefined) this.#fields.see(used.nal, () => hasFields(messages, used.read));
    if (!key || used === undefined) return { bytes, key: false, format: null };
    return { bytes: this.#withSets(nals), key: true, format: this.#format(messages, used) };
  }

  #withSets(nals: readonly Nal[]): Uint8Array {
    const rest = nals.filter((nal) => !hevcNals.isParameterSet(nal) && nal.type !== nalTypes.delimiter);
    const delimiter = nals.filter((nal) => nal.type === nalTypes.delimiter).slice(0, 1);
    const sets = [this.#videos, this.#sequences, this.#pictures].flatMap((kept) => kept.nals());
    return joinAnnexB([...delimiter, ...sets, ...rest]);
  }

  #format(messages: readonly Message[], used: { nal: Nal; read: Sequence }): StreamFormat {
    const { format } = used.read;
    const interlaced = format.interlaced || this.#fields.seen;
    return streamFormat({ ...format, rotation: rotationOf(messages), interlaced }, used.nal.bytes);
  }

  /** By way of the picture parameter set that the slice names, 7.3.6.1. */
  #sequenceOf(slice: Nal) {
    const bits = new Bits(withoutEmulation(slice.bytes.subarray(HEAD_BYTES, NUMBERED_BYTES)));
    bits.bit(); // first of its picture
    if (hevcNals.isKey(slice)) bits.bit(); // no output of those before
    const picture = this.#pictures.get(bits.expGolomb());
    return picture === undefined ? undefined : this.#sequences.get(picture.read);
  }

  #remember(nals: readonly Nal[]): void {
    for (const nal of nals) {
      if (!hevcNals.isParameterSet(nal)) continue;
      const bits = new Bits(withoutEmulation(nal.bytes.subarray(HEAD_BYTES, NUMBERED_BYTES)));
      if (nal.type === nalTypes.videoParameters) this.#videos.remember(bits.unsigned(4), nal, () => true);
      else if (nal.type === nalTypes.sequenceParameters) {
        const sequence = readSequence(nal.bytes, this.#pixelAspect);
        if (sequence !== null) this.#sequences.remember(sequence.number, nal, () => sequence);
      } else {
        const number = bits.expGolomb();
        const of = bits.expGolomb();
        if (!bits.short && number < MAX_PICTURES) this.#pictures.remember(number, nal, () => of);
      }
    }
  }
}

/** Whether a timing message tells of fields: pic_struct and source_scan_type, D.2.3 and table D.2. */
function hasFields(messages: readonly Message[], { structure: told }: Sequence): boolean {
  const message = told ? messages.find(({ type }) => type === PICTURE_TIMING) : undefined;
  if (message === undefined) return false;
  const bits = new Bits(message.payload);
  const structure = bits.unsigned(4);
  const scan = bits.unsigned(2);
  if (bits.short || scan === scans.progressive) return false;
  return scan === scans.interlaced || !wholeFrames.has(structure);
}
