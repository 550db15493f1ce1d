import type { Tile } from "../../../layouts/layout.ts";
import type { Size } from "../../../layouts/rect.ts";

/** A tile as it is painted. */
export interface PaintedTile {
  readonly tile: Tile;
  /** Its camera's name, or what it says. */
  readonly name: string;
  /** Where its picture comes from; null where names alone stand. */
  readonly video: HTMLVideoElement | null;
  /** Whether the picture is one that was and no longer is. */
  readonly past: boolean;
}

/** Pixels of a texture's longer side at most: a still that is looked at from some metres. */
const LONGEST = 2048;

/** As in tokens.css. */
const colours = {
  ground: "#000",
  slate: "#1e2023",
  line: "#383b42",
  text: "#eceef1",
  strip: "rgb(16 17 19 / 0.78)",
  hatch: "rgb(236 238 241 / 0.2)",
};

/** A canvas for a wall's picture, smaller than the wall where that is large. */
export function pictureFor({ width, height }: Size): HTMLCanvasElement {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const picture = document.createElement("canvas");
  picture.width = Math.max(1, Math.round(width * scale));
  picture.height = Math.max(1, Math.round(height * scale));
  return picture;
}

/** Paints what a wall of `canvas` pixels shows, the lowest tile first. */
export function paintWall(picture: HTMLCanvasElement, canvas: Size, tiles: readonly PaintedTile[]): void {
  const context = picture.getContext("2d");
  if (context === null) return;
  context.setTransform(picture.width / canvas.width, 0, 0, picture.height / canvas.height, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const painted of tiles.toSorted((a, b) => a.tile.z - b.tile.z)) paintTile(context, painted);
}

function paintTile(context: CanvasRenderingContext2D, { tile, name, video, past }: PaintedTile): void {
  const { x, y, width, height } = tile.rect;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.translate(x, y);
  const pictured = video !== null && video.readyState >= 2 && video.videoWidth > 0;
  context.fillStyle = pictured ? colours.ground : colours.slate;
  context.fillRect(0, 0, width, height);
  if (!pictured) {
    context.strokeStyle = colours.line;
    context.lineWidth = Math.max(2, height / 100);
    context.strokeRect(0, 0, width, height);
    paintWords(context, name, width, height);
  } else {
    if (past) context.globalAlpha = 0.35;
    paintVideo(context, video, tile.fit, width, height);
    context.globalAlpha = 1;
    if (past) paintHatch(context, width, height);
    paintLabel(context, name, width, height);
  }
  context.restore();
}

function paintVideo(
  context: CanvasRenderingContext2D,
  video: HTMLVideoElement,
  fit: Tile["fit"],
  width: number,
  height: number,
): void {
  const across = width / video.videoWidth;
  const down = height / video.videoHeight;
  const scale = fit === "cover" ? Math.max(across, down) : Math.min(across, down);
  const w = fit === "fill" ? width : video.videoWidth * scale;
  const h = fit === "fill" ? height : video.videoHeight * scale;
  context.drawImage(video, (width - w) / 2, (height - h) / 2, w, h);
}

function font(context: CanvasRenderingContext2D, size: number): void {
  context.font = `${size}px "IBM Plex Sans", sans-serif`;
  context.fillStyle = colours.text;
  context.textBaseline = "middle";
}

/** A line at the bottom on a dim strip of 8 %, as on the glass. */
function paintLabel(context: CanvasRenderingContext2D, name: string, width: number, height: number): void {
  const strip = height * 0.08;
  context.fillStyle = colours.strip;
  context.fillRect(0, height - strip, width, strip);
  font(context, strip * 0.7);
  context.textAlign = "left";
  context.fillText(name, strip * 0.4, height - strip / 2, width - strip * 0.8);
}

function paintWords(context: CanvasRenderingContext2D, words: string, width: number, height: number): void {
  font(context, Math.max(8, Math.min(height / 6, width / 12)));
  context.textAlign = "center";
  context.fillText(words, width / 2, height / 2, width * 0.9);
}

function paintHatch(context: CanvasRenderingContext2D, width: number, height: number): void {
  const step = Math.max(12, height / 30);
  context.strokeStyle = colours.hatch;
  context.lineWidth = step / 8;
  context.beginPath();
  for (let at = 0 - height; at < width; at += step) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.stroke();
}
