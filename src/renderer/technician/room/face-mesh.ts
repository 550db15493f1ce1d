import { type FaceRect, pictureOf } from "../../../layouts/panel.ts";
import { type PlacedWall, pointOf } from "./placed.ts";

/** Triangles in metres as WebGL takes them: x to the right, y up, z to the front; `uvs` from the picture's lower left. */
export interface Mesh {
  readonly positions: Float32Array;
  readonly uvs: Float32Array;
}

/** How far pictures stand before the cabinets, so that neither flickers through the other. */
const OUT_MM = 4;

/** Corners of two triangles that make a rectangle, counter-clockwise as it is looked at. */
const corners = [
  [0, 0],
  [0, 1],
  [1, 1],
  [0, 0],
  [1, 1],
  [1, 0],
] as const;

function quads(
  placed: PlacedWall,
  outMm: number,
  rects: readonly { readonly face: FaceRect; readonly picture: readonly [number, number, number, number] }[],
): Mesh {
  const positions: number[] = [];
  const uvs: number[] = [];
  for (const { face, picture } of rects) {
    const [left, top, right, bottom] = picture;
    // A hair inside: at a bend its ends belong to the part that it hangs on.
    const hair = Math.min(0.01, face.widthMm / 4);
    for (const [across, down] of corners) {
      const x = face.xMm + (across === 0 ? hair : face.widthMm - hair);
      const point = pointOf(placed, x, face.yMm + down * face.heightMm, outMm);
      positions.push(point.x / 1000, point.z / 1000, point.y / 1000);
      uvs.push(across === 0 ? left : right, 1 - (down === 0 ? top : bottom));
    }
  }
  return { positions: new Float32Array(positions), uvs: new Float32Array(uvs) };
}

/** What gives light: each panel's part of the canvas, or the whole face of a wall without panels; dead panels are dark. */
export function pictureMesh(placed: PlacedWall): Mesh {
  const { wall, parts, heightMm } = placed;
  const { width, height } = wall.canvas;
  const lit = wall.panels.filter(({ status }) => status !== "dead");
  const whole = parts.map(({ fromMm, toMm }) => ({
    face: { xMm: fromMm, yMm: 0, widthMm: toMm - fromMm, heightMm },
    picture: [fromMm / (wall.widthMm ?? 1), 0, toMm / (wall.widthMm ?? 1), 1] as const,
  }));
  const shown = lit.map((panel) => ({
    face: pictureOf(panel),
    picture: [
      panel.canvas.x / width,
      panel.canvas.y / height,
      (panel.canvas.x + panel.canvas.width) / width,
      (panel.canvas.y + panel.canvas.height) / height,
    ] as const,
  }));
  return quads(placed, OUT_MM, wall.panels.length === 0 ? whole : shown);
}

/** Cabinets and bezels: each panel's outer edge. */
export function cabinetMesh(placed: PlacedWall): Mesh {
  const all = [0, 0, 1, 1] as const;
  return quads(
    placed,
    0,
    placed.wall.panels.map((face) => ({ face, picture: all })),
  );
}
