import type { Content, Tile } from "./layout.ts";
import type { Rect, Size } from "./rect.ts";

/** What a greeting says, and beside what. */
export interface Greeting {
  /** "Selamat datang". */
  readonly title: string;
  /** Who is welcomed, a line each; "" says nobody. */
  readonly guests: string;
  readonly logoId: string | null;
  readonly pictureId: string | null;
  readonly clock: boolean;
}

/** From this shape on a picture stands beside the words, and over them below. */
const BESIDE = 1.4;
/** Of the canvas, what the picture takes. */
const PICTURE = 0.4;
/** Free around the words, of the shorter side of their part. */
const MARGIN = 0.06;
/** Heights of the parts of a column of words, against each other. */
const PARTS = { logo: 3, title: 4, guests: 4, clock: 3 } as const;

/**
 * A greeting as the tiles of a layout on a canvas: the picture on a part of its own, and in the other, one under the other, the
 * logo, the title, who is welcomed and the clock. Whole pixels, no two tiles share any.
 */
export function greetingTiles(canvas: Size, greeting: Greeting): Tile[] {
  const beside = canvas.width / canvas.height >= BESIDE;
  const { picture, words } = partsOf(canvas, greeting.pictureId !== null, beside);
  const guests = greeting.guests.trim();
  const rows: (readonly [keyof typeof PARTS, Content])[] = [
    ...(greeting.logoId === null ? [] : [["logo", { kind: "image", imageId: greeting.logoId }] as const]),
    ["title", { kind: "text", text: greeting.title.trim(), size: "fill", weight: "strong" }],
    ...(guests === "" ? [] : [["guests", { kind: "text", text: guests, size: "fill" }] as const]),
    ...(greeting.clock ? [["clock", { kind: "clock" }] as const] : []),
  ];
  const margin = Math.round(MARGIN * Math.min(words.width, words.height));
  const room = { ...words, y: words.y + margin, height: words.height - 2 * margin };
  const whole = rows.reduce((sum, [part]) => sum + PARTS[part], 0);
  let before = 0;
  const placed = rows.map(([part, content]): Tile => {
    const y = room.y + Math.round((room.height * before) / whole);
    before += PARTS[part];
    const below = room.y + Math.round((room.height * before) / whole);
    const rect = { x: room.x + margin, y, width: room.width - 2 * margin, height: below - y };
    return tileOf(part, rect, content, "contain");
  });
  if (picture === null || greeting.pictureId === null) return placed;
  return [tileOf("picture", picture, { kind: "image", imageId: greeting.pictureId }, "cover"), ...placed];
}

function tileOf(id: string, rect: Rect, content: Content, fit: Tile["fit"]): Tile {
  return { id, rect, z: 0, fit, priority: 5, content };
}

function partsOf(
  { width, height }: Size,
  pictured: boolean,
  beside: boolean,
): { readonly picture: Rect | null; readonly words: Rect } {
  if (!pictured) return { picture: null, words: { x: 0, y: 0, width, height } };
  if (beside) {
    const edge = Math.round(width * PICTURE);
    return {
      picture: { x: 0, y: 0, width: edge, height },
      words: { x: edge, y: 0, width: width - edge, height },
    };
  }
  const edge = Math.round(height * PICTURE);
  return {
    picture: { x: 0, y: 0, width, height: edge },
    words: { x: 0, y: edge, width, height: height - edge },
  };
}
