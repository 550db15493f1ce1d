import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageHeader } from "../../../src/main/images/image-header.ts";
import { jpegHead, pngOf, webpHead } from "../../fixtures/pictures.ts";

const size = (most: number) =>
  fc.record({ width: fc.integer({ min: 1, max: most }), height: fc.integer({ min: 1, max: most }) });
const segments = fc.array(
  fc.record({
    marker: fc.constantFrom(0xe0, 0xe1, 0xe2, 0xdb, 0xc4, 0xfe),
    content: fc.uint8Array({ maxLength: 60 }),
  }),
  { maxLength: 6 },
);
/** Each kind with a size that it can say. */
const made = fc.oneof(
  size(0x7fffffff).map((said) => ({
    said,
    type: "image/png",
    bytes: pngOf({ width: 1, height: 1 }, [1, 2, 3], { said }),
  })),
  fc
    .tuple(size(0xffff), segments)
    .map(([said, before]) => ({ said, type: "image/jpeg", bytes: jpegHead(said, before) })),
  fc
    .tuple(size(0x3fff), fc.constantFrom("VP8 " as const, "VP8L" as const))
    .map(([said, kind]) => ({ said, type: "image/webp", bytes: webpHead(kind, said) })),
  size(0xffffff).map((said) => ({ said, type: "image/webp", bytes: webpHead("VP8X", said) })),
);

describe("the head of a picture", () => {
  it("says its kind and its size, whatever stands before them", () => {
    fc.assert(
      fc.property(made, ({ said, type, bytes }) => {
        expect(imageHeader(bytes)).toEqual({ type, ...said, moves: false });
      }),
    );
  });

  it("is read from a part of a longer buffer as well", () => {
    fc.assert(
      fc.property(made, fc.nat(40), ({ said, type, bytes }, before) => {
        const within = Buffer.concat([Buffer.alloc(before, 7), bytes, Buffer.alloc(9)]);
        const part = within.subarray(before, before + bytes.length);
        expect(imageHeader(part)).toEqual({ type, ...said, moves: false });
      }),
    );
  });

  it("is never taken for a whole picture where it is cut off, wherever that is", () => {
    fc.assert(
      fc.property(made, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), ({ bytes }, share) => {
        const cut = bytes.subarray(0, Math.floor(bytes.length * share));
        expect(["cut", "unknown"]).toContain(imageHeader(cut));
      }),
    );
  });

  it("may be garbled anyhow, and is answered without an error", () => {
    const garbled = fc.tuple(made, fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 12 }));
    fc.assert(
      fc.property(garbled, ([{ bytes }, changes]) => {
        const spoilt = Buffer.from(bytes);
        for (const [at, to] of changes) spoilt[at % spoilt.length] = to;
        const read = imageHeader(spoilt);
        if (typeof read !== "string") expect(Math.min(read.width, read.height)).toBeGreaterThan(0);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void imageHeader(bytes)));
  });

  it("tells what moves, and what is a drawing or none at all", () => {
    const one = { width: 1, height: 1 };
    expect(imageHeader(pngOf(one, [0, 0, 0], { more: ["acTL"] }))).toMatchObject({ moves: true });
    expect(imageHeader(webpHead("VP8X", one, true))).toMatchObject({ moves: true });
    expect(imageHeader(Buffer.from('<?xml version="1.0"?>\n<svg xmlns="x"></svg>'))).toBe("drawing");
    expect(imageHeader(Buffer.from("GIF89a"))).toBe("unknown");
    expect(imageHeader(Buffer.alloc(0))).toBe("unknown");
  });
});
