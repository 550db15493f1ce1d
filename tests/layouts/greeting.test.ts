import fc from "fast-check";
import { expect, test } from "vitest";
import { greetingTiles } from "../../src/layouts/greeting.ts";
import { layoutSchema } from "../../src/layouts/layout.ts";
import { overlaps } from "../../src/layouts/rect.ts";
import { isStill } from "../../src/layouts/still.ts";

const greeting = fc.record({
  title: fc.constant("Selamat datang"),
  guests: fc.constantFrom("", "Wali Kota Tarakan\nbeserta rombongan"),
  logoId: fc.constantFrom(null, "a".repeat(64)),
  pictureId: fc.constantFrom(null, "b".repeat(64)),
  clock: fc.boolean(),
});
const canvas = fc.record({
  width: fc.integer({ min: 320, max: 9600 }),
  height: fc.integer({ min: 240, max: 4320 }),
});

test("[L24] a greeting can be stored on any canvas, and stand over a wall that is hidden", () => {
  fc.assert(
    fc.property(canvas, greeting, (size, said) => {
      const tiles = greetingTiles(size, said);
      layoutSchema.parse({ id: "sambutan", name: "Sambutan", wallId: "utama", tiles });
      expect(tiles.every(isStill)).toBe(true);
      const { guests, logoId, pictureId, clock } = said;
      expect(tiles).toHaveLength(1 + [guests !== "", logoId, pictureId, clock].filter(Boolean).length);
      for (const [at, { rect }] of tiles.entries()) {
        expect(rect.x >= 0 && rect.y >= 0).toBe(true);
        expect(rect.x + rect.width <= size.width && rect.y + rect.height <= size.height).toBe(true);
        expect(Math.min(rect.width, rect.height)).toBeGreaterThan(0);
        for (const other of tiles.slice(at + 1)) expect(overlaps(rect, other.rect)).toBe(false);
      }
    }),
  );
});
