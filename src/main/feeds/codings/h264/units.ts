import { Bits, withoutEmulation } from "../bits.ts";
import type { StreamFormat } from "../coding.ts";
import { readSequence } from "./sequence.ts";
import { isParameterSet, joinAnnexB, nalTypes, splitAnnexB, type Nal } from "./nal.ts";

export interface H264Unit {
  /** Annex B, parameter sets before every key frame. */
  readonly bytes: Uint8Array;
  readonly key: boolean;
  /** Of a key frame; null of any other picture. */
  readonly format: StreamFormat | null;
}

const RECOVERY_POINT = 6;
/** So many recovery points without a single IDR, and the stream is one that refreshes itself gradually. */
const RECOVERY_POINTS_WITHOUT_IDR = 2;
/** Parameter sets of other numbers are damage: 7.4.2 allows 32 sequences and 256 pictures. */
const MAX_SEQUENCES = 32;
const MAX_PICTURES = 256;

/**
 * Makes every access unit of one H.264 stream fit to start a decoder with: before a key frame stand the newest
 * parameter sets, each number once. ffmpeg's own filter for this repeats those of the beginning even after the
 * camera has changed them.
 */
export class H264Units {
  readonly #sequences = new Map<number, Nal>();
  readonly #pictures = new Map<number, Nal>();
  /** The format that was read last, and from which set. */
  #formatOf: { readonly bytes: Uint8Array; readonly format: StreamFormat } | null = null;
  #idrSeen = false;
  #recoveryPoints = 0;

  /** `extradata`: parameter sets from outside the stream, Annex B. */
  constructor(extradata: Uint8Array) {
    this.#remember(splitAnnexB(extradata));
  }

  /** The unit, or null where there is no picture in it. */
  accept(bytes: Uint8Array): H264Unit | null {
    const nals = splitAnnexB(bytes);
    const picture = nals.find((nal) => nal.type >= nalTypes.slice && nal.type <= nalTypes.idr);
    if (picture === undefined) {
      this.#remember(nals);
      return null;
    }
    this.#remember(nals);
    if (!this.#startsHere(nals)) return { bytes, key: false, format: null };
    const format = this.#format();
    if (format === null || this.#pictures.size === 0) return { bytes, key: false, format: null };
    const rest = nals.filter((nal) => !isParameterSet(nal) && nal.type !== nalTypes.delimiter);
    const delimiter = nals.filter((nal) => nal.type === nalTypes.delimiter).slice(0, 1);
    return {
      bytes: joinAnnexB([...delimiter, ...this.#sequences.values(), ...this.#pictures.values(), ...rest]),
      key: true,
      format,
    };
  }

  /** Of the newest sequence parameter set: it is the one in use where a stream has several. */
  #format(): StreamFormat | null {
    const newest = [...this.#sequences.values()].at(-1);
    if (newest === undefined) return null;
    const { bytes } = newest;
    if (this.#formatOf?.bytes !== bytes) {
      const sequence = readSequence(bytes);
      if (sequence === null) return null;
      this.#formatOf = { bytes, format: { ...sequence, fingerprint: Buffer.from(bytes).toString("hex") } };
    }
    return this.#formatOf.format;
  }

  #startsHere(nals: readonly Nal[]): boolean {
    if (nals.some((nal) => nal.type === nalTypes.idr)) {
      this.#idrSeen = true;
      return true;
    }
    if (this.#idrSeen || !nals.some(isRecoveryPoint)) return false;
    this.#recoveryPoints += 1;
    return this.#recoveryPoints >= RECOVERY_POINTS_WITHOUT_IDR;
  }

  #remember(nals: readonly Nal[]): void {
    for (const nal of nals) {
      if (!isParameterSet(nal)) continue;
      const sequence = nal.type === nalTypes.sequenceParameters;
      // The number is the first field, in a sequence after profile, constraints and level.
      const bits = new Bits(withoutEmulation(nal.bytes.subarray(sequence ? 4 : 1, sequence ? 12 : 9)));
      const number = bits.expGolomb();
      if (bits.short || number >= (sequence ? MAX_SEQUENCES : MAX_PICTURES)) continue;
      if (sequence && readSequence(nal.bytes) === null) continue;
      const sets = sequence ? this.#sequences : this.#pictures;
      const known = sets.get(number);
      // The newest stands last.
      sets.delete(number);
      const same = known !== undefined && Buffer.compare(known.bytes, nal.bytes) === 0;
      sets.set(number, same ? known : { type: nal.type, bytes: nal.bytes.slice() });
    }
  }
}

/** Annex D.1: supplemental messages, each with its type and size in bytes of 255 and a last one. */
function isRecoveryPoint(nal: Nal): boolean {
  if (nal.type !== nalTypes.sei) return false;
  const payload = withoutEmulation(nal.bytes.subarray(1));
  let at = 0;
  const number = () => {
    let value = 0;
    while (payload[at] === 255) {
      value += 255;
      at += 1;
    }
    value += payload[at] ?? 0;
    at += 1;
    return value;
  };
  while (at + 2 <= payload.byteLength) {
    const type = number();
    const size = number();
    if (type === RECOVERY_POINT) return true;
    at += size;
  }
  return false;
}
