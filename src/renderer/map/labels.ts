import type { Area, Size } from "../../layouts/rect.ts";
import { overlaps } from "../../layouts/rect.ts";
import { palette, strip } from "./palette.ts";

type Context = OffscreenCanvasRenderingContext2D;

const FAMILY = '"IBM Plex Sans", "Noto Sans", system-ui, sans-serif';
/** Characters of a label; what is longer is cut. */
const MOST_LETTERS = 36;
/** Of a label's type: the height of its strip, and the air at each end. */
const HEIGHT = 1.3;
const AIR = 0.3;

export function fontOf(px: number, strong: boolean): string {
  return `${strong ? 600 : 400} ${px}px ${FAMILY}`;
}

/** Words beside marks, which never lie on each other, on a mark, or beyond the map's edge. */
export class Labels {
  private readonly ctx: Context;
  private readonly size: Size;
  private readonly taken: Area[] = [];
  private readonly waiting: {
    readonly text: string;
    readonly box: Area;
    readonly px: number;
    readonly strong: boolean;
    readonly bare: boolean;
  }[] = [];

  constructor(ctx: Context, size: Size) {
    this.ctx = ctx;
    this.size = size;
  }

  /** Nothing is written on `box`. */
  keepFree(box: Area): void {
    this.taken.push(box);
  }

  /** Whether there was room beside `mark` for `text` in type of `px`; it is drawn with `draw`. */
  beside(mark: Area, text: string, px: number, strong: boolean): boolean {
    const words = text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1).trimEnd()}…`;
    this.ctx.font = fontOf(px, strong);
    const width = this.ctx.measureText(words).width + 2 * AIR * px;
    const height = HEIGHT * px;
    const gap = 0.2 * px;
    const [middleX, middleY] = [mark.x + mark.width / 2, mark.y + mark.height / 2];
    const places: Area[] = [
      { x: mark.x + mark.width + gap, y: middleY - height / 2, width, height },
      { x: mark.x - gap - width, y: middleY - height / 2, width, height },
      { x: middleX - width / 2, y: mark.y - gap - height, width, height },
      { x: middleX - width / 2, y: mark.y + mark.height + gap, width, height },
    ];
    const box = places.find((place) => this.isFree(place));
    if (box === undefined) return false;
    this.taken.push(box);
    this.waiting.push({ text: words, box, px, strong, bare: false });
    return true;
  }

  /** Whether there was room for a name in the middle of its place, without a strip beneath. */
  on(place: Area, text: string, px: number): boolean {
    this.ctx.font = fontOf(px, false);
    const width = this.ctx.measureText(text).width;
    const box = { x: place.x - width / 2, y: place.y - px / 2, width, height: px };
    if (!this.isFree(box)) return false;
    this.taken.push(box);
    this.waiting.push({ text, box: { ...box, x: box.x - AIR * px }, px, strong: false, bare: true });
    return true;
  }

  draw(): void {
    const { ctx } = this;
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "left";
    for (const { text, box, px, strong, bare } of this.waiting) {
      ctx.font = fontOf(px, strong);
      if (bare) {
        ctx.lineJoin = "round";
        ctx.lineWidth = px / 4;
        ctx.strokeStyle = palette.slate;
        ctx.strokeText(text, box.x + AIR * px, box.y + box.height / 2 + 0.35 * px);
      } else {
        ctx.fillStyle = strip;
        ctx.fillRect(box.x, box.y, box.width, box.height);
      }
      ctx.fillStyle = strong ? palette.text : palette.dim;
      // Capitals of 0.698 stand in the middle of the strip.
      ctx.fillText(text, box.x + AIR * px, box.y + box.height / 2 + 0.35 * px);
    }
  }

  private isFree(box: Area): boolean {
    const { width, height } = this.size;
    const inside = box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    return inside && !this.taken.some((other) => overlaps(other, box));
  }
}
