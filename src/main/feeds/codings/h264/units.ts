import { Bits, withoutEmulation } from "../bits.ts";
import { streamFormat } from "../../stream-format.ts";
import type { CodedUnit } from "../coding.ts";
import { FieldWatch } from "../field-watch.ts";
import { ParameterSets } from "../parameter-sets.ts";
import { type Message, readMessages, rotationOf } from "../supplement.ts";
import { hasFields } from "./fields.ts";
import { isParameterSet, joinAnnexB, nalTypes, splitAnnexB, type Nal } from "./nal.ts";
import { readSequence, type Sequence } from "./sequence.ts";

/** Type of a supplemental message, ITU-T H.264, D.1.1. */
const RECOVERY_POINT = 6;
/** So many recovery points without a single IDR, and the stream is one that refreshes itself gradually. */
const RECOVERY_POINTS_WITHOUT_IDR = 2;
/** Parameter sets of other numbers are damage: 7.4.2 allows 32 sequences and 256 pictures. */
const MAX_SEQUENCES = 32;
const MAX_PICTURES = 256;
/** Bytes in which the numbers of a set or slice stand. */
const HEAD_BYTES = 16;

/**
 * Makes every access unit of one H.264 stream fit to start a decoder with: before a key frame stand the newest
 * parameter sets, each number once. ffmpeg's own filter for this repeats those of the beginning even after the
 * camera has changed them.
 */
export class H264Units {
  readonly #sequences = new ParameterSets<Sequence>();
  /** With the number of their sequence. */
  readonly #pictures = new ParameterSets<number>();
  readonly #pixelAspect: number;
  readonly #fields = new FieldWatch();
  #idrSeen = false;
  #recoveryPoints = 0;

  /** `extradata`: parameter sets from outside the stream, Annex B; `pixelAspect` counts where they give none. */
  constructor(extradata: Uint8Array, pixelAspect = 1) {
    this.#pixelAspect = pixelAspect;
    this.#remember(splitAnnexB(extradata));
  }

  /** The unit, or null where there is no picture in it. */
  accept(bytes: Uint8Array): CodedUnit | null {
    const nals = splitAnnexB(bytes);
    this.#remember(nals);
    const picture = nals.find((nal) => nal.type >= nalTypes.slice && nal.type <= nalTypes.idr);
    if (picture === undefined) return null;
    const messages = nals
      .filter((nal) => nal.type === nalTypes.sei)
      .flatMap((nal) => readMessages(withoutEmulation(nal.bytes.subarray(1))));
    const used = this.#sequenceOf(picture);
    if (used !== undefined) this.#fields.see(used.nal, () => hasFields(picture, messages, used.read));
    if (!this.#startsHere(nals, messages) || used === undefined) return { bytes, key: false, format: null };
    const rest = nals.filter((nal) => !isParameterSet(nal) && nal.type !== nalTypes.delimiter);
    const delimiter = nals.filter((nal) => nal.type === nalTypes.delimiter).slice(0, 1);
    return {
      bytes: joinAnnexB([...delimiter, ...this.#sequences.nals(), ...this.#pictures.nals(), ...rest]),
      key: true,
      format: streamFormat(
        {
          ...used.read.format,
          rotation: rotationOf(messages),
          interlaced: this.#fields.seen,
        },
        used.nal.bytes,
      ),
    };
  }

  /** By way of the picture parameter set that the slice names. */
  #sequenceOf(slice: Nal) {
    const bits = new Bits(withoutEmulation(slice.bytes.subarray(1, HEAD_BYTES)));
    bits.expGolomb(); // first macroblock
    bits.expGolomb(); // type
    const picture = this.#pictures.get(bits.expGolomb());
    return picture === undefined ? undefined : this.#sequences.get(picture.read);
  }

  #startsHere(nals: readonly Nal[], messages: readonly Message[]): boolean {
    if (nals.some((nal) => nal.type === nalTypes.idr)) {
      this.#idrSeen = true;
      return true;
    }
    if (this.#idrSeen || !messages.some(({ type }) => type === RECOVERY_POINT)) return false;
    this.#recoveryPoints += 1;
    return this.#recoveryPoints >= RECOVERY_POINTS_WITHOUT_IDR;
  }

  #remember(nals: readonly Nal[]): void {
    for (const nal of nals) {
      if (!isParameterSet(nal)) continue;
      const sequence = nal.type === nalTypes.sequenceParameters;
      // The number is the first field, in a sequence after profile, constraints and level.
      const bits = new Bits(withoutEmulation(nal.bytes.subarray(sequence ? 4 : 1, HEAD_BYTES)));
      const number = bits.expGolomb();
      const of = bits.expGolomb();
      if (bits.short || number >= (sequence ? MAX_SEQUENCES : MAX_PICTURES)) continue;
      if (sequence)
        this.#sequences.remember(number, nal, ({ bytes }) => readSequence(bytes, this.#pixelAspect));
      else this.#pictures.remember(number, nal, () => (of < MAX_SEQUENCES ? of : null));
    }
  }
}
