import { beforeAll, describe, expect, it } from "vitest";
import type { UnitReader } from "../../../src/main/feeds/codings/coding.ts";
import { codingOf } from "../../../src/main/feeds/codings/kinds.ts";
import { NutReader } from "../../../src/main/feeds/nut/reader.ts";
import { formatSchema } from "../../../src/protocol/format.ts";
import { damaged, held, noise, randomFrom } from "./damage.ts";
import { type Stream, damageableStreams } from "./damageable.ts";
import { parsers, resealed } from "./parsers.ts";

/** Bytes of damage that each of the three is fed. */
const ALL = 10_000_000;
/** Bytes by which readers may differ between two times: a picture that waits for its rest, and its buffer. */
const MAY_HOLD = 2 * 1024 * 1024;
/** Larger pieces than a pipe gives. */
const LARGEST_PIECE = 65_536;

let streams: readonly Stream[];
beforeAll(async () => {
  streams = await damageableStreams();
});

/** What a coding's reader gives for `bytes` must be something that a decoder and a page can be handed. */
function check(reader: UnitReader, bytes: Uint8Array, timeUs: number): number {
  let formats = 0;
  for (const unit of reader.push({ bytes, timeUs, key: false })) {
    expect(unit.key).toBe(unit.format !== null);
    if (unit.format === null) continue;
    formatSchema.parse(unit.format);
    formats += 1;
  }
  return formats;
}

/** Feeds `damage` until it was `ALL` bytes, and as much again; gives how much more is held after the second half. */
function feed(what: string, damage: (turn: number) => number): number {
  let turn = 0;
  const once = () => {
    let fed = 0;
    for (; fed < ALL; turn += 1) fed += damage(turn);
    return { fed, held: held() };
  };
  const before = once();
  const from = performance.now();
  const after = once();
  const took = performance.now() - from;
  const grown = after.held - before.held;
  console.info(
    `${what}: ${after.fed} bytes in ${took.toFixed(0)} ms, held bytes grew by ${(grown / 1024).toFixed(0)} KiB`,
  );
  return grown;
}

function at<Item>(items: readonly Item[], turn: number): Item {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error("there is nothing to damage");
  return item;
}

describe("ten million bytes of damage", { timeout: 60_000 }, () => {
  it("neither stop nor grow the reader of NUT", () => {
    const random = randomFrom(1);
    let frames = 0;
    let damages = 0;
    const listener = { stream: () => undefined, frame: () => (frames += 1), damage: () => (damages += 1) };
    // One that lives through all of it, and one that begins anew with each stream.
    const old = new NutReader(listener);
    const grown = feed("NUT", (turn) => {
      const { nut } = at(streams, turn);
      const kinds = [() => noise(nut, random), () => resealed(nut, random)];
      const bytes = kinds[turn % 4]?.() ?? damaged(nut, random, nut.byteLength);
      const young = new NutReader(listener);
      for (let start = 0; start < bytes.byteLength; ) {
        const piece = bytes.subarray(start, start + 1 + random(LARGEST_PIECE));
        old.push(piece);
        young.push(piece);
        start += piece.byteLength;
      }
      return 2 * bytes.byteLength;
    });
    expect(frames).toBeGreaterThan(1000);
    expect(damages).toBeGreaterThan(1000);
    expect(grown).toBeLessThan(MAY_HOLD);
  });

  it("neither stop nor grow the readers of the codings", () => {
    const random = randomFrom(2);
    const kinds = streams.map(({ fourcc }) => {
      const kind = codingOf(fourcc);
      if (kind === null) throw new Error(`nobody reads ${fourcc}`);
      return kind;
    });
    const readers = streams.map(({ contained }, index) => at(kinds, index).reader(contained));
    let formats = 0;
    const grown = feed("codings", (turn) => {
      const stream = at(streams, turn);
      const extradata = damaged(stream.contained.extradata, random);
      const young = at(kinds, turn).reader({ ...stream.contained, extradata });
      let fed = extradata.byteLength;
      for (const picture of stream.pictures) {
        const bytes = random(5) === 0 ? noise(picture, random) : damaged(picture, random);
        for (const reader of [at(readers, turn), young]) formats += check(reader, bytes, turn);
        fed += 2 * bytes.byteLength;
      }
      return fed;
    });
    expect(formats).toBeGreaterThan(1000);
    expect(grown).toBeLessThan(MAY_HOLD);
  });

  it("neither stop nor grow whatever reads a set of parameters or the head of a picture", () => {
    const random = randomFrom(3);
    const samples = new Map(parsers.map((parser) => [parser, parser.samples(streams)]));
    const understood = new Set<string>();
    const grown = feed("parameters", (turn) => {
      const parser = at(parsers, turn);
      const sample = at(samples.get(parser) ?? [], turn);
      const bytes = random(4) === 0 ? noise(sample, random) : damaged(sample, random, sample.byteLength);
      if (parser.read(bytes)) understood.add(parser.name);
      return bytes.byteLength;
    });
    // All of them were reached with something that they take.
    expect([...understood].toSorted()).toEqual(parsers.map(({ name }) => name).toSorted());
    expect(grown).toBeLessThan(MAY_HOLD);
  });
});
