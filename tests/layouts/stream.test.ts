import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseRung } from "../../src/protocol/ladder.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import { assumedSizes, chooseStream, type SizedStream, tilePixels } from "../../src/layouts/stream.ts";

const unknown: SizedStream[] = [{ role: "main" }, { role: "sub", width: null, height: null }];
const nine = { width: 640, height: 360 };

describe("the stream of a tile", () => {
  test("[L8] of nine on 1920 x 1080 the sub stream is enough, to the pixel; one pixel more takes the main one", () => {
    expect(chooseStream(unknown, nine, "contain")).toBe("sub");
    expect(chooseStream(unknown, { width: 641, height: 361 }, "contain")).toBe("main");
    expect(chooseStream(unknown.toReversed(), nine, "cover")).toBe("sub");
  });

  test("[L8] the fit decides what is shown: bars need no pixels, what is cut off does", () => {
    const tall = { width: 640, height: 1080 };
    expect(chooseStream(unknown, tall, "contain")).toBe("sub");
    expect(chooseStream(unknown, tall, "cover")).toBe("main");
    expect(chooseStream(unknown, tall, "fill")).toBe("main");
  });

  test("[L8] where none covers the tile the largest is taken, whatever it is called", () => {
    const swapped: SizedStream[] = [
      { role: "main", width: 704, height: 576 },
      { role: "sub", width: 1280, height: 720 },
    ];
    expect(chooseStream(swapped, { width: 3840, height: 2160 }, "contain")).toBe("sub");
    expect(chooseStream(swapped, { width: 600, height: 400 }, "contain")).toBe("main");
  });

  test("[L8] a camera with one stream has no choice; one without is an error", () => {
    expect(chooseStream([{ role: "sub" }], { width: 3840, height: 2160 }, "cover")).toBe("sub");
    expect(() => chooseStream([], nine, "cover")).toThrow(RangeError);
  });

  test("[L8] no smaller stream than the chosen one would have been enough", () => {
    const size = fc.record({
      width: fc.integer({ min: 64, max: 4096 }),
      height: fc.integer({ min: 64, max: 2160 }),
    });
    const fits = fc.constantFrom("contain" as const, "cover" as const, "fill" as const);
    fc.assert(
      fc.property(size, size, size, fits, (main, sub, tile, fit) => {
        const enlarged = ({ width, height }: { width: number; height: number }): boolean => {
          const [x, y] = [tile.width / width, tile.height / height];
          return (fit === "contain" ? Math.min(x, y) : Math.max(x, y)) > 1;
        };
        const sizes = { main, sub };
        const role = chooseStream(
          [
            { role: "main", ...main },
            { role: "sub", ...sub },
          ],
          tile,
          fit,
        );
        const chosen = sizes[role];
        const other = sizes[role === "main" ? "sub" : "main"];
        const area = (s: { width: number; height: number }): number => s.width * s.height;
        if (enlarged(chosen)) {
          expect(enlarged(other)).toBe(true);
          expect(area(chosen)).toBeGreaterThanOrEqual(area(other));
        } else if (!enlarged(other)) {
          expect(area(chosen)).toBeLessThanOrEqual(area(other));
        }
      }),
    );
  });

  test("[L10] a tile keeps its smaller stream up to a tenth of enlargement, and takes it where it is not enlarged", () => {
    const at = (scale: number) => ({ width: 640 * scale, height: 360 * scale });
    expect(chooseStream(unknown, at(1.1), "contain", "sub")).toBe("sub");
    expect(chooseStream(unknown, at(1.11), "contain", "sub")).toBe("main");
    expect(chooseStream(unknown, at(1.05), "contain", "main")).toBe("main");
    expect(chooseStream(unknown, at(1), "contain", "main")).toBe("sub");
  });

  test("[L10] the same holds for a rung", () => {
    const picture = { width: 1920, height: 1080 };
    const at = (scale: number) => ({ width: 640 * scale, height: 360 * scale });
    expect(chooseRung(picture, at(1.1), "contain", "360p")).toBe("360p");
    expect(chooseRung(picture, at(1.11), "contain", "360p")).toBe("720p");
    expect(chooseRung(picture, at(1.05), "contain", "720p")).toBe("720p");
    expect(chooseRung(picture, at(1), "contain", "720p")).toBe("360p");
    // A picture that is smaller than its rung is enlarged as the camera sends it, by whichever rung.
    expect(chooseRung({ width: 320, height: 180 }, at(1), "contain", "720p")).toBe("360p");
  });

  test("[L10] a camera whose learned size wavers within a tenth keeps its stream, whichever it began with", () => {
    const held = fc.constantFrom("main" as const, "sub" as const);
    const widths = fc.array(fc.integer({ min: 600, max: 639 }), { minLength: 1 });
    fc.assert(
      fc.property(held, widths, (first, seen) => {
        let role: SizedStream["role"] = first;
        for (const width of seen) {
          const sized: SizedStream[] = [{ role: "main" }, { role: "sub", width, height: (width * 9) / 16 }];
          role = chooseStream(sized, nine, "contain", role);
          expect(role).toBe(first);
        }
      }),
    );
  });

  test("[L8] a tile across outputs needs its whole size, one that no output shows needs nothing", () => {
    const { site } = presets["tarakan-2x2"]();
    const large = { x: 0, y: 0, width: 2886, height: 1626 };
    expect(tilePixels(site, "utama", large)).toEqual({ width: 2886, height: 1626 });
    const hidden = tilePixels(site, "utama", { x: 1921, y: 0, width: 4, height: 1080 });
    expect(hidden).toEqual({ width: 0, height: 0 });
    expect(chooseStream(unknown, hidden, "contain")).toBe("sub");
    expect(assumedSizes.main).toEqual({ width: 1920, height: 1080 });
  });
});
