import { rgb } from "../colour.ts";
import { Lighting, type Lamp, type Light } from "../light.ts";
import { Random } from "../random.ts";
import { along, windAt, type Scene, type Thing } from "../scene.ts";
import { drawSky } from "../things/backdrop.ts";
import { drawShopHouse, someShopHouse } from "../things/building.ts";
import { drawGround, drawWear } from "../things/ground.ts";
import { drawPerson, somePerson } from "../things/person.ts";
import { drawTree } from "../things/plant.ts";
import { drawParasol, drawStall, someStall } from "../things/stall.ts";
import { drawVehicle, someVehicle } from "../things/vehicle.ts";
import type { CameraPose } from "../view.ts";

export interface MarketPlan {
  readonly seed: number;
  readonly light: Light;
  readonly pose: CameraPose;
  readonly people: number;
}

/** A market lane between two rows of stalls, people strolling through and standing at the goods. */
export function market(plan: MarketPlan): Scene {
  const random = new Random(plan.seed);
  const half = 3.1;
  const stalls = Array.from({ length: 16 }, (_, index) => index).flatMap((index) =>
    [-1, 1].map((side) =>
      someStall(random, { x: side * (half + 0.9), z: 4 + index * 3.7, heading: side * 90 }),
    ),
  );
  const lamps: Lamp[] = stalls.map(({ pose, lamp }) => ({
    x: pose.x - Math.sign(pose.x) * 0.6,
    z: pose.z,
    radius: 3.4,
    colour: lamp,
  }));
  const lighting = new Lighting(plan.light, lamps);
  const houses = [-1, 1].flatMap((side) =>
    Array.from({ length: 14 }, (_, index) =>
      someShopHouse(random, { x: side * (half + 5.2), z: 4 + index * 5.2, heading: side * 90 }, 5),
    ),
  );
  const strollers = Array.from({ length: plan.people }, () => ({
    person: somePerson(random),
    x: random.between(-half + 0.9, half - 0.9),
    start: random.next(),
    away: random.chance(0.5),
    reach: random.between(10, 15),
    from: random.between(2, 46),
  }));
  const buyers = Array.from({ length: 26 }, () => {
    const side = random.chance(0.5) ? -1 : 1;
    return {
      person: somePerson(random),
      x: side * (half - random.between(0.15, 0.6)),
      z: random.between(4, 60),
      heading: side * 90,
    };
  });
  const parasols = Array.from({ length: 5 }, (_, index) => ({
    x: (index % 2 === 0 ? -1 : 1) * (half - 0.4),
    z: 13 + index * 10.5,
    colour: rgb(random.pick([0xc0392b, 0x2e6fa7, 0x2f8f5b] as const)),
  }));
  const motorcycle = { ...someVehicle(random, 1), kind: "motorcycle" as const };

  return {
    pose: plan.pose,
    lighting,
    still(view) {
      drawSky(view, plan.seed, 0);
      drawGround(view, { left: -40, right: 40, near: 0, far: 120 }, rgb(0x8a8072));
      drawGround(
        view,
        { left: -half - 1, right: half + 1, near: 0, far: 120 },
        plan.light.wet ? rgb(0x6c675f) : rgb(0x9a9284),
      );
      drawWear(view, { left: -half, right: half, near: 2, far: 60 }, plan.seed + 1, 160);
      for (const lamp of plan.light.night ? lamps : []) {
        view.pool(lamp.x - Math.sign(lamp.x) * 0.7, lamp.z, 2.8, lamp.colour, 0.28);
      }
    },
    moving: () => undefined,
    above: () => undefined,
    things: (t) => [
      ...houses.map(
        (house): Thing => ({
          x: house.pose.x + Math.sign(house.pose.x) * 4,
          z: house.pose.z,
          draw: (view) => drawShopHouse(view, house),
        }),
      ),
      ...stalls.map(
        (stall): Thing => ({ x: stall.pose.x, z: stall.pose.z, draw: (view) => drawStall(view, stall) }),
      ),
      ...parasols.map(
        ({ x, z, colour }): Thing => ({
          x,
          z,
          draw: (view) => drawParasol(view, { x, z, heading: windAt(x + z, t) * 2 }, colour),
        }),
      ),
      { x: -9, z: 68, draw: (view) => drawTree(view, { x: -9, z: 68 }, 9, plan.seed, windAt(1, t)) },
      { x: 8, z: 66, draw: (view) => drawTree(view, { x: 8, z: 66 }, 8, plan.seed + 1, windAt(4, t)) },
      ...buyers.map(
        ({ person, x, z, heading }): Thing => ({
          x,
          z,
          draw: (view) =>
            drawPerson(
              view,
              person,
              { x: x + Math.sin(2 * Math.PI * (t + person.phase)) * 0.12, z, heading },
              0.08 * Math.sin(2 * Math.PI * (t * 2 + person.phase)),
            ),
        }),
      ),
      ...strollers.map(
        ({ person, x, start, away, reach, from }): Thing =>
          stroll(person, x, from, reach, along(start, 1, t), away, t),
      ),
      (() => {
        const z = -6 + along(0.1, 1, t) * 100;
        return { x: 0.4, z, draw: (view) => drawVehicle(view, motorcycle, { x: 0.4, z }) } satisfies Thing;
      })(),
    ],
  };
}

/** Along a piece of the lane; at both ends the way leads between two stalls, out of sight. */
function stroll(
  person: ReturnType<typeof somePerson>,
  x: number,
  from: number,
  reach: number,
  share: number,
  away: boolean,
  t: number,
): Thing {
  const z = from + (away ? share : 1 - share) * reach;
  const end = Math.max(0, Math.abs(share - 0.5) * 2 - 0.8) / 0.2;
  const aside = x + Math.sign(x || 1) * end * 5.5;
  const heading = end > 0 ? Math.sign(x || 1) * (share > 0.5 ? 90 : -90) : away ? 0 : 180;
  return {
    x: aside,
    z,
    draw: (view) => drawPerson(view, person, { x: aside, z, heading }, person.phase + 18 * t),
  };
}
