import { rgb, times, type Colour } from "../colour.ts";
import type { Random } from "../random.ts";
import { drawBox, patch, type Extent, type Pose } from "../solid.ts";
import type { Point, View } from "../view.ts";

/** A row house with a shop below, as it stands along an Indonesian main street. */
export interface ShopHouse {
  readonly pose: Pose;
  /** Along the street, metres. */
  readonly width: number;
  readonly depth: number;
  readonly floors: number;
  readonly wall: Colour;
  readonly sign: Colour;
  readonly shop: Colour;
  readonly seed: number;
  readonly open: boolean;
}

const walls = [0xd8cdb8, 0xc7cfc6, 0xd9c3a8, 0xb9c4cc, 0xe3ddd0, 0xc4b49c, 0xa9b7a4, 0xd4b5a0] as const;
const signs = [0xb3262a, 0x1f5fa8, 0x1d7f4c, 0xe0a11b, 0xe8e6df, 0x6b2f80, 0x0f8a8a] as const;

export function someShopHouse(random: Random, pose: Pose, width: number): ShopHouse {
  return {
    pose,
    width,
    depth: random.between(10, 14),
    floors: random.pick([2, 2, 3, 3, 4] as const),
    wall: rgb(random.pick(walls)),
    sign: rgb(random.pick(signs)),
    shop: rgb(random.pick([0x57605f, 0x6b5f4e, 0x474c52, 0x7a6a55] as const)),
    seed: random.whole(0, 1e6),
    open: random.chance(0.7),
  };
}

const lit: readonly [Colour, Colour, Colour] = [rgb(0xffe2a8), rgb(0xfff3d8), rgb(0xdce8ff)];

/** A hash of two small whole numbers to [0, 1), so that a window stays lit from frame to frame. */
function fixed(seed: number, index: number): number {
  const mixed = Math.imul((seed ^ (index * 0x9e3779b1)) >>> 0, 0x85ebca6b) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}

export function drawShopHouse(view: View, house: ShopHouse): void {
  const { width, depth, floors, wall, pose } = house;
  const top = 3.6 + (floors - 1) * 3.1;
  const extent: Extent = { left: -width / 2, right: width / 2, bottom: 0, top, back: 0, front: depth };
  let front: readonly Point[] = [];
  drawBox(view, pose, extent, wall, (name, corners) => {
    front = name === "back" ? corners : front;
    return name === "back" ? wall : times(wall, 0.8);
  });
  drawBox(view, pose, { ...extent, bottom: top, top: top + 0.5, back: -0.15 }, times(wall, 0.75));
  if (front.length > 0) {
    facade(view, house, front, top);
  }
}

function facade(view: View, house: ShopHouse, corners: readonly Point[], top: number): void {
  const { floors, seed, sign, shop, open, width } = house;
  const { night } = view.lighting.light;
  const at = (metres: number) => metres / top;
  const shopFront = patch(corners, 0.06, 0, 0.94, at(2.7));
  view.face(shopFront, shop, "front");
  if (open) {
    const inside = patch(corners, 0.12, at(0.1), 0.88, at(2.5));
    if (night) {
      view.shine(inside, lit[seed % 3] ?? lit[0], 0.62);
      view.shine(patch(corners, 0.2, at(0.1), 0.45, at(1.3)), rgb(0x8a6a48), 0.7);
      view.shine(patch(corners, 0.55, at(0.1), 0.8, at(1)), rgb(0x5a6a78), 0.7);
    } else {
      view.face(inside, rgb(0x2a2b2b), "front");
      view.face(patch(corners, 0.2, at(0.1), 0.45, at(1.3)), rgb(0x94704a), "front");
      view.face(patch(corners, 0.55, at(0.1), 0.8, at(1)), rgb(0x6a7a88), "front");
    }
  } else {
    for (let slat = 0.2; slat < 2.6; slat += 0.3) {
      view.face(patch(corners, 0.08, at(slat), 0.92, at(slat + 0.05)), times(shop, 0.75), "front");
    }
  }
  const board = patch(corners, 0.02, at(2.8), 0.98, at(3.55));
  if (night && fixed(seed, 99) < 0.75) {
    view.shine(board, sign, 0.95);
  } else {
    view.face(board, sign, "front");
  }
  const columns = Math.max(2, Math.round(width / 1.7));
  for (let floor = 1; floor < floors; floor += 1) {
    for (let column = 0; column < columns; column += 1) {
      const u = (column + 0.22) / columns;
      const v = at(3.6 + (floor - 1) * 3.1 + 0.8);
      const window = patch(corners, u, v, u + 0.56 / columns, v + at(1.5));
      const index = floor * 16 + column;
      if (night && fixed(seed, index) < 0.38) {
        view.shine(window, lit[index % 3] ?? lit[0], 0.5 + 0.4 * fixed(seed, index + 500));
      } else {
        view.face(window, rgb(night ? 0x1c232c : 0x51626c), "front");
      }
    }
    view.face(
      patch(corners, 0, at(3.6 + (floor - 1) * 3.1), 1, at(3.6 + (floor - 1) * 3.1 + 0.16)),
      times(house.wall, 0.7),
      "front",
    );
  }
}

/** A wooden house on stilts over the water, its roof of corrugated iron. */
export function drawStiltHouse(view: View, pose: Pose, wall: Colour, roof: Colour, seed: number): void {
  const [half, deep, floor, eaves, ridge] = [2.6 + fixed(seed, 1), 5.5, 1.5, 4, 5.6 + fixed(seed, 2) * 0.6];
  for (const right of [-half + 0.2, 0, half - 0.2]) {
    for (const forward of [deep - 0.3, 0.2]) {
      drawBox(
        view,
        pose,
        {
          left: right - 0.1,
          right: right + 0.1,
          bottom: -0.6,
          top: floor,
          back: forward,
          front: forward + 0.2,
        },
        rgb(0x3b3027),
      );
    }
  }
  drawBox(
    view,
    pose,
    { left: -half - 0.5, right: half + 0.5, bottom: floor - 0.2, top: floor, back: -1.5, front: deep },
    rgb(0x6e5a45),
  );
  const extent: Extent = { left: -half, right: half, bottom: floor, top: eaves, back: 0, front: deep };
  const { night } = view.lighting.light;
  let front: readonly Point[] = [];
  drawBox(view, pose, extent, wall, (name, corners) => {
    front = name === "back" ? corners : front;
    return null;
  });
  if (front.length > 0) {
    const glow = night && fixed(seed, 7) < 0.8;
    for (const [u0, u1, v0, v1] of [
      [0.12, 0.34, 0.35, 0.8],
      [0.44, 0.6, 0, 0.82],
      [0.7, 0.9, 0.35, 0.8],
    ] as const) {
      const hole = patch(front, u0, v0, u1, v1);
      if (glow) {
        view.shine(hole, lit[0], 0.8);
      } else {
        view.face(hole, rgb(0x2d2a28), "front");
      }
    }
  }
  drawBox(
    view,
    pose,
    {
      left: -half - 0.6,
      right: half + 0.6,
      bottom: eaves,
      top: ridge,
      back: -0.7,
      front: deep + 0.5,
      taper: { side: 0.5, back: 2.8, front: 2.8 },
    },
    roof,
  );
}

export const stiltColours = [0x7f8f86, 0xa08a6c, 0x6d8296, 0x9b7d6a, 0x8a9470] as const;
export const roofColours = [0x7c4a3a, 0x8b8f90, 0x5d6a70, 0x94604a] as const;
