import { rgb, type Colour } from "../colour.ts";
import { Lighting, type Lamp, type Light } from "../light.ts";
import { Random } from "../random.ts";
import { along, windAt, type Scene, type Thing } from "../scene.ts";
import { drawRidge, drawSky } from "../things/backdrop.ts";
import { drawShopHouse, someShopHouse, type ShopHouse } from "../things/building.ts";
import {
  asphalt,
  drawDashes,
  drawGround,
  drawKerb,
  drawRain,
  drawStripe,
  drawWear,
  drawZebra,
} from "../things/ground.ts";
import { drawPerson, somePerson } from "../things/person.ts";
import { drawPalm, drawTree } from "../things/plant.ts";
import { drawLampPost, drawPowerLine, drawTrafficLight } from "../things/post.ts";
import { drawVehicle, lengthOf, someVehicle, type Vehicle } from "../things/vehicle.ts";
import { drawBands } from "../solid.ts";
import type { CameraPose, View } from "../view.ts";

export interface StreetPlan {
  readonly seed: number;
  readonly light: Light;
  readonly pose: CameraPose;
  /** Half the width of the carriageway, metres; traffic keeps to the left. */
  readonly half: number;
  readonly lanes: 1 | 2;
  /** Distance of a crossing street, metres. */
  readonly crossing: number | null;
  /** A planted strip in the middle. */
  readonly median: boolean;
  readonly trees: "broad" | "palm" | "none";
  readonly houses: "both" | "left" | "none";
  /** Vehicles a lane. */
  readonly traffic: number;
  readonly people: number;
  readonly rain: boolean;
}

const FAR = 190;
const lampColours: readonly [Colour, Colour] = [
  [255, 206, 140],
  [255, 214, 160],
];

interface Moving {
  readonly vehicle: Vehicle;
  /** Metres from the middle. */
  readonly across: number;
  readonly start: number;
  /** Loops of its way in one loop of the clip; below 0 towards the camera. */
  readonly times: number;
  readonly crossing: boolean;
}

/** A main street seen from a pole at its side, perhaps with a crossing street. */
export function street(plan: StreetPlan): Scene {
  const random = new Random(plan.seed);
  const { half, crossing, light } = plan;
  const lampZ = [12, 36, 60, 84, 108, 132, 156].filter(
    (z) => crossing === null || Math.abs(z - crossing) > 8,
  );
  const lamps: Lamp[] = lampZ.flatMap((z, index) =>
    [-1, 1].map((side) => ({
      x: side * (half - 0.5),
      z: z + (side > 0 ? 6 : 0),
      radius: 10,
      colour: lampColours[index % 2] ?? lampColours[0],
    })),
  );
  const lighting = new Lighting(light, lamps);
  const houses = rowHouses(plan, random);
  const moving = traffic(plan, random);
  const trees = plan.trees === "none" ? [] : plantRow(plan, random);
  const walkers = Array.from({ length: plan.people }, () => ({
    person: somePerson(random),
    across: (random.chance(0.5) ? -1 : 1) * random.between(half + 0.9, half + 3.2),
    start: random.next(),
    // Nobody walks across the other street.
    from: walkFrom(random, crossing),
    away: random.chance(0.5),
  }));

  return {
    pose: plan.pose,
    lighting,
    still: (view) => drawStill(view, plan, lamps),
    moving: () => undefined,
    above: (view, t) => {
      if (plan.rain) {
        drawRain(view, plan.seed + 5, t, 260);
      }
    },
    things: (t) => [
      ...houses.map(
        (house): Thing => ({ x: house.pose.x, z: house.pose.z, draw: (view) => drawShopHouse(view, house) }),
      ),
      ...trees.map(
        (tree): Thing => ({
          ...tree,
          draw: (view) => {
            const sway = windAt(tree.x + tree.z, t) * 0.5;
            if (plan.trees === "palm") {
              drawPalm(view, tree, tree.height, tree.seed, sway);
            } else {
              drawTree(view, tree, tree.height, tree.seed, sway);
            }
          },
        }),
      ),
      ...lamps.map((lamp): Thing => {
        const side = Math.sign(lamp.x);
        return {
          x: side * (half + 1),
          z: lamp.z,
          draw: (view) => drawLampPost(view, side * (half + 1), lamp.z, -side * 1.8, lamp),
        };
      }),
      ...(plan.houses === "none" ? sheds(plan) : []),
      { x: -half - 2.6, z: 90, draw: (view) => drawPowerLine(view, -half - 2.6, [8, 38, 68, 98, 128, 158]) },
      ...signals(plan, t),
      ...moving.map((each) => drive(plan, each, t)),
      ...walkers.map(({ person, across, start, from, away }): Thing => {
        const share = along(start, 1, t);
        const z = from + (away ? share : 1 - share) * WALK;
        // Each walks a piece of the pavement; a doorway takes it in at the end.
        const x = across + Math.sign(across) * Math.max(0, Math.abs(share - 0.5) * 2 - 0.86) * 20;
        return {
          x,
          z,
          draw: (view) =>
            drawPerson(view, person, { x, z, y: 0.18, heading: away ? 0 : 180 }, person.phase + 20 * t),
        };
      }),
    ],
  };
}

/** Metres that a person on the pavement walks in one loop. */
const WALK = 14;

function walkFrom(random: Random, crossing: number | null): number {
  const from = random.between(4, 66);
  const meets = crossing !== null && from < crossing + 7 && from + WALK > crossing - 7;
  return meets ? crossing + 8 + random.between(0, 30) : from;
}

function drawStill(view: View, plan: StreetPlan, lamps: readonly Lamp[]): void {
  const { half, crossing, light, lanes } = plan;
  drawSky(view, plan.seed, 0);
  drawRidge(view, plan.seed, 0.05, 0.7);
  drawGround(
    view,
    { left: -90, right: 90, near: -2, far: FAR },
    plan.houses === "none" ? rgb(0x66773f) : light.wet ? rgb(0x6b6a63) : rgb(0x8d8577),
  );
  for (const side of [-1, 1]) {
    const [a, b] = [side * half, side * (half + 4)].toSorted((p, q) => p - q);
    drawGround(view, { left: a ?? 0, right: b ?? 0, near: -2, far: FAR, y: 0.18 }, rgb(0xa29a8c));
  }
  drawGround(view, { left: -half, right: half, near: -2, far: FAR }, asphalt(light.wet));
  if (crossing !== null) {
    drawGround(view, { left: -90, right: 90, near: crossing - 5.5, far: crossing + 5.5 }, asphalt(light.wet));
  }
  drawWear(view, { left: -half, right: half, near: 3, far: 90 }, plan.seed + 1, 120);
  const pieces =
    crossing === null
      ? [[-2, FAR]]
      : [
          [-2, crossing - 9],
          [crossing + 9, FAR],
        ];
  for (const [near = 0, far = 0] of pieces) {
    for (const side of [-1, 1]) {
      drawKerb(view, side * half, near, far);
      drawStripe(view, [side * (half - 0.45), near], [side * (half - 0.45), far], 0.13);
      if (lanes === 2) {
        drawDashes(view, (side * half) / 2, near, far);
      }
    }
    if (plan.median) {
      drawGround(view, { left: -0.9, right: 0.9, near, far, y: 0.25 }, rgb(0x5c7444));
      drawKerb(view, -0.9, near, far, 0.25);
      drawKerb(view, 0.9, near, far, 0.25);
    } else {
      drawDashes(view, 0, near, far, 2.4, 3.6);
    }
  }
  if (crossing !== null) {
    drawZebra(view, -half, half, crossing - 9.4);
    drawZebra(view, -half, half, crossing + 6.4);
    drawStripe(view, [-half, crossing - 10.4], [0, crossing - 10.4], 0.35);
  }
  if (light.night) {
    for (const lamp of lamps) {
      view.pool(lamp.x, lamp.z, 9, lamp.colour, light.wet ? 0.2 : 0.26);
    }
  }
}

function rowHouses(plan: StreetPlan, random: Random): ShopHouse[] {
  const houses: ShopHouse[] = [];
  for (const side of plan.houses === "none" ? [] : plan.houses === "left" ? [-1] : [-1, 1]) {
    for (let z = 2; z < 170; ) {
      const width = random.pick([4.5, 5, 5, 6, 9] as const);
      const clear = plan.crossing === null || z + width < plan.crossing - 8 || z > plan.crossing + 8;
      if (clear) {
        // The facade looks at the street: its back side is what drawBox calls the front of the plot.
        const pose = { x: side * (plan.half + 4.6), z: z + width / 2, heading: side * 90 };
        houses.push(someShopHouse(random, pose, width));
      }
      z += width + (random.chance(0.15) ? 2.5 : 0.15);
    }
  }
  return houses;
}

function plantRow(plan: StreetPlan, random: Random) {
  const rows = plan.median ? [0] : [-plan.half - 1.7, plan.half + 1.7];
  return rows.flatMap((x) =>
    Array.from({ length: 14 }, (_, index) => ({
      x: x + random.between(-0.2, 0.2),
      z: 16 + index * 11 + random.between(-1.5, 1.5),
      height: plan.median ? random.between(3.4, 4.6) : random.between(5, 7.4),
      seed: random.whole(0, 1e6),
    })).filter((tree) => plan.crossing === null || Math.abs(tree.z - plan.crossing) > 11),
  );
}

/** Vehicles one behind the other with gaps between them: metres of each one's middle behind the first. */
function platoon(plan: StreetPlan, random: Random, gaps: readonly [number, number]) {
  let tail = 0;
  return Array.from({ length: plan.traffic }, () => {
    const vehicle = someVehicle(random);
    const half = lengthOf(vehicle.kind) / 2;
    const behind = tail + half;
    tail = behind + half + random.between(...gaps);
    return { vehicle, behind };
  });
}

/** Crossing and straight traffic pass the crossing in different halves of the loop. */
function traffic(plan: StreetPlan, random: Random): Moving[] {
  const { crossing, half } = plan;
  const result: Moving[] = [];
  const shares = plan.lanes === 2 ? [0.27, 0.74] : [0.5];
  for (const side of [-1, 1]) {
    for (const share of shares) {
      const gaps = crossing === null ? ([12, 34] as const) : ([4, 9] as const);
      const first = crossing === null ? random.next() : crossingShare(crossing, side) - 0.02;
      for (const { vehicle, behind } of platoon(plan, random, gaps)) {
        const nudge = vehicle.kind === "motorcycle" ? random.between(-0.9, 0.9) : random.between(-0.2, 0.2);
        result.push({
          vehicle,
          across: side * half * share + nudge,
          start: wrapped(first - behind / LENGTH),
          times: side < 0 ? 1 : -1,
          crossing: false,
        });
      }
    }
    for (const { vehicle, behind } of crossing === null ? [] : platoon(plan, random, [4, 8])) {
      const across = side * 2.5 + random.between(-0.5, 0.5);
      result.push({
        vehicle,
        across,
        start: wrapped(-0.06 - behind / CROSSING),
        times: side,
        crossing: true,
      });
    }
  }
  return result;
}

function wrapped(share: number): number {
  return ((share % 1) + 1) % 1;
}

/** Length of the crossing street's way, metres. */
const CROSSING = 130;
const NEAR = -14;
const LENGTH = FAR - NEAR;

function crossingShare(crossing: number, side: number): number {
  const share = (crossing - NEAR) / LENGTH;
  return side < 0 ? share : 1 - share;
}

function drive(plan: StreetPlan, each: Moving, t: number): Thing {
  const share = along(each.start, 1, t);
  if (each.crossing) {
    // Traffic keeps left: what goes to the right is on the far side.
    const x = (each.times > 0 ? share - 0.5 : 0.5 - share) * CROSSING;
    const z = (plan.crossing ?? 0) - each.across;
    return {
      x,
      z,
      draw: (view) => drawVehicle(view, each.vehicle, { x, z, heading: each.times > 0 ? 90 : -90 }),
    };
  }
  const away = each.times > 0;
  const z = NEAR + (away ? share : 1 - share) * LENGTH;
  return {
    x: each.across,
    z,
    draw: (view) => drawVehicle(view, each.vehicle, { x: each.across, z, heading: away ? 0 : 180 }),
  };
}

/** Long low buildings behind a fence: an airport's side of the street. */
function sheds(plan: StreetPlan): Thing[] {
  const low = [
    { x: 34, z: 60, long: 30, tall: 8, colour: rgb(0xc9cfd2) },
    { x: 38, z: 104, long: 44, tall: 11, colour: rgb(0xb8c2c9) },
    { x: -34, z: 78, long: 24, tall: 6, colour: rgb(0xcfc6b4) },
    { x: 52, z: 132, long: 6, tall: 24, colour: rgb(0xd8d8d2) },
  ];
  const fence = (x: number): Thing => ({
    x,
    z: 40,
    draw(view) {
      for (let z = 4; z < 150; z += 3) {
        view.line(
          [
            [x, 0, z],
            [x, 1.8, z],
          ],
          rgb(0x8b9296),
          0.07,
        );
      }
      for (const up of [0.5, 1.1, 1.7]) {
        view.line(
          [
            [x, up, 4],
            [x, up, 150],
          ],
          rgb(0x8b9296),
          0.03,
          0.6,
        );
      }
    },
  });
  return [
    ...low.map(
      ({ x, z, long, tall, colour }): Thing => ({
        x,
        z: z + 20,
        draw(view) {
          const half = tall > 20 ? 3 : 9;
          drawBands(
            view,
            { x, z },
            { left: -half, right: half, bottom: 0, back: -long / 2, front: long / 2 },
            [
              { to: tall * 0.72, colour },
              { to: tall * 0.86, colour: rgb(0x39505f) },
              { to: tall, colour },
            ],
          );
        },
      }),
    ),
    fence(plan.half + 9),
    fence(-plan.half - 9),
  ];
}

function signals(plan: StreetPlan, t: number): Thing[] {
  if (plan.crossing === null) {
    return [];
  }
  const phase = t < 0.42 ? "green" : t < 0.48 ? "amber" : "red";
  return [
    {
      x: -plan.half - 0.8,
      z: plan.crossing - 8,
      draw: (view) => drawTrafficLight(view, -plan.half - 0.8, (plan.crossing ?? 0) - 8, phase),
    },
    {
      x: plan.half + 0.8,
      z: plan.crossing + 8,
      draw: (view) => drawTrafficLight(view, plan.half + 0.8, (plan.crossing ?? 0) + 8, phase),
    },
  ];
}
