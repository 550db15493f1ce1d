import type { Colour, Mark } from "../../../src/layouts/patterns/mark.ts";
import type { Rect } from "../../../src/layouts/rect.ts";

type Pixel = Colour | "text" | null;

function inside({ x, y, width, height }: Rect, px: number, py: number): boolean {
  return px >= x && py >= y && px < x + width && py < y + height;
}

/** What a mark says of a pixel that lies in it, by the words of its schema and none of the code that draws it. */
function said(mark: Mark, x: number, y: number): Pixel {
  switch (mark.kind) {
    case "fill":
      return mark.colour;
    case "lines": {
      const at = mark.direction === "right" ? x : y;
      const phase = (((at - mark.first) % mark.every) + mark.every) % mark.every;
      return phase < mark.thick ? mark.colour : null;
    }
    case "checker":
      return (Math.floor(x / mark.cell) + Math.floor(y / mark.cell)) % 2 === 0 ? null : mark.colour;
    case "ramp": {
      const [at, length] =
        mark.direction === "right" ? [x - mark.rect.x, mark.rect.width] : [y - mark.rect.y, mark.rect.height];
      const part = length === 1 ? 0 : at / (length - 1);
      const [r, g, b] = mark.from;
      const level = (from: number, to: number) => Math.round(from + (to - from) * part);
      return [level(r, mark.to[0]), level(g, mark.to[1]), level(b, mark.to[2])];
    }
    case "text":
      return "text";
    case "moving":
    default:
      // What moves is nowhere without a time.
      return null;
  }
}

/** The colour of a pixel under `marks`; "text" where letters may stand, null where nothing is drawn. */
export function pixelOf(marks: readonly Mark[], x: number, y: number): Pixel {
  return marks.reduce<Pixel>(
    (below, mark) => (inside(mark.rect, x, y) ? (said(mark, x, y) ?? below) : below),
    null,
  );
}
