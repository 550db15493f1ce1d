import { rgb, type Colour } from "../colour.ts";
import { Lighting, type Lamp, type Light } from "../light.ts";
import { Random } from "../random.ts";
import { along, windAt, type Scene, type Thing } from "../scene.ts";
import { drawRidge, drawSky } from "../things/backdrop.ts";
import { drawLongboat, drawSpeedboat, drawWake } from "../things/boat.ts";
import { drawStiltHouse, roofColours, stiltColours } from "../things/building.ts";
import { drawPalm, drawThicket } from "../things/plant.ts";
import { drawReflection, drawWater } from "../things/water.ts";
import { drawPerson, somePerson } from "../things/person.ts";
import { drawBox } from "../solid.ts";
import type { CameraPose, Point, View } from "../view.ts";

export interface RiverPlan {
  readonly seed: number;
  readonly light: Light;
  readonly pose: CameraPose;
  /** Houses on stilts, mangroves, or an open coast with palms. */
  readonly right: "houses" | "mangrove" | "open";
  readonly left: "houses" | "mangrove" | "beach";
  readonly boats: number;
  readonly swell: number;
  readonly water: number;
}

/** A river with its banks, or a coast: water, boats that pass, houses on stilts. */
export function river(plan: RiverPlan): Scene {
  const random = new Random(plan.seed);
  const banks = [
    { side: -1, x: plan.left === "beach" ? -16 : -17, what: plan.left },
    { side: 1, x: 19, what: plan.right },
  ];
  const houses = banks.flatMap(({ side, x, what }) =>
    what === "houses"
      ? Array.from({ length: 15 }, (_, index) => ({
          x: x + side * random.between(0, 1.6),
          z: 10 + index * 8.2,
          heading: side * 90,
          wall: rgb(random.pick(stiltColours)),
          roof: rgb(random.pick(roofColours)),
          seed: random.whole(0, 1e6),
        }))
      : [],
  );
  const lamps: Lamp[] = houses.map(({ x, z }) => ({
    x: x - Math.sign(x) * 1.5,
    z,
    radius: 5,
    colour: [255, 214, 150],
  }));
  const lighting = new Lighting(plan.light, lamps);
  const boats = Array.from({ length: plan.boats }, (_, index) => ({
    kind: index % 3 === 1 ? ("speed" as const) : ("long" as const),
    x: -9 + ((index * 7.3) % 20),
    start: (index * 0.37 + random.next() * 0.1) % 1,
    away: index % 2 === 0,
    paint: rgb(random.pick([0x2f7a55, 0xb8482f, 0x2f62a0, 0xd0a030] as const)),
    beat: random.next(),
  }));
  const palms = Array.from({ length: 12 }, () => ({
    x: -20 - random.between(0, 12),
    z: random.between(14, 110),
    height: random.between(6, 9),
    seed: random.whole(0, 1e6),
  }));
  const walkers = Array.from({ length: 7 }, () => ({
    person: somePerson(random),
    start: random.next(),
    from: random.between(6, 60),
    away: random.chance(0.5),
  }));
  const beachWater = { left: plan.left === "beach" ? -12 : -60, right: plan.right === "open" ? 260 : 60 };

  return {
    pose: plan.pose,
    lighting,
    still(view) {
      drawSky(view, plan.seed, 0);
      drawRidge(view, plan.seed, 0.055, 0.55);
      drawRidge(view, plan.seed + 3, 0.028, 0.3);
    },
    moving(view, t) {
      drawWater(
        view,
        {
          near: 1,
          far: 420,
          ...beachWater,
          colour: rgb(plan.water),
          seed: plan.seed + 2,
          swell: plan.swell,
        },
        t,
      );
      if (plan.left === "beach") {
        drawBeach(view, t);
      }
      for (const lamp of plan.light.night ? lamps : []) {
        drawReflection(
          view,
          lamp.x - Math.sign(lamp.x) * 2,
          lamp.z,
          lamp.colour,
          0.22,
          t,
          Math.round(lamp.z * 13),
        );
      }
    },
    above: () => undefined,
    things: (t) => [
      ...banks
        .filter(({ what }) => what === "mangrove" || what === "houses")
        .flatMap(({ side, x, what }) =>
          Array.from({ length: 9 }, (_, index): Thing => {
            const [z0, z1] = [6 + index * 15, 6 + (index + 1) * 15];
            const off = what === "houses" ? 9 : 0;
            return {
              x: x + side * off,
              z: z0 + 7,
              draw: (view) =>
                drawThicket(
                  view,
                  { x: x + side * off, z: z0 },
                  { x: x + side * (off + 1), z: z1 },
                  what === "houses" ? 5.5 : 4.2,
                  plan.seed + index + side,
                  windAt(z0, t),
                ),
            };
          }),
        ),
      ...(plan.left === "beach" ? palms : palms.slice(0, 6)).map(
        (palm): Thing => ({
          ...palm,
          draw: (view) => drawPalm(view, palm, palm.height, palm.seed, windAt(palm.x, t)),
        }),
      ),
      ...houses.map(
        (house): Thing => ({
          x: house.x,
          z: house.z,
          draw: (view) => drawStiltHouse(view, house, house.wall, house.roof, house.seed),
        }),
      ),
      ...jetty(plan),
      ...walkers.map(({ person, start, from, away }): Thing => {
        const share = along(start, 1, t);
        const z = from + (away ? share : 1 - share) * 13;
        const x = plan.left === "beach" ? -16.5 + (from % 3) : 13.5;
        const y = plan.left === "beach" ? 0 : 1.1;
        const shown = plan.left === "beach" || plan.right === "houses";
        return {
          x,
          z,
          draw: (view) =>
            shown
              ? drawPerson(view, person, { x, y, z, heading: away ? 0 : 180 }, person.phase + 16 * t)
              : undefined,
        };
      }),
      ...boats.map((boat): Thing => {
        const share = along(boat.start, 1, t);
        const z = -18 + (boat.away ? share : 1 - share) * 190;
        const x = boat.x + Math.sin(share * Math.PI * 2) * 1.4;
        const y = 0.1 * plan.swell * Math.sin(2 * Math.PI * (5 * t + boat.beat));
        const pose = { x, y, z, heading: boat.away ? 0 : 180 };
        return {
          x,
          z,
          draw(view) {
            drawWake(view, pose, 9, boat.kind === "speed" ? 1.6 : 0.9);
            if (boat.kind === "speed") {
              drawSpeedboat(view, pose, boat.paint);
            } else {
              drawLongboat(view, pose, boat.paint);
            }
          },
        };
      }),
    ],
  };
}

/** Sand on the left, and the last of each wave running up and back on it. */
function drawBeach(view: View, t: number): void {
  const edge = (z: number, up: number) =>
    -11.5 -
    up +
    Math.sin(z * 0.11) * 1.3 +
    Math.sin(z * 0.37 + 1) * 0.35 +
    0.7 * Math.sin(2 * Math.PI * (3 * t + z * 0.012));
  const zs = Array.from({ length: 60 }, (_, index) => 1 + (index / 59) ** 2 * 300);
  const strip = (from: number, to: number, colour: Colour, alpha = 1) => {
    for (const [index, z] of zs.entries()) {
      const next = zs[index + 1] ?? z;
      const points: Point[] = [
        [edge(z, from), 0.03, z],
        [edge(z, to), 0.03, z],
        [edge(next, to), 0.03, next + (next - z) * 0.2],
        [edge(next, from), 0.03, next + (next - z) * 0.2],
      ];
      view.face(points, colour, "top", alpha);
    }
  };
  strip(90, 1.9, rgb(0xcdb991));
  strip(2, -0.2, rgb(0xa08d6c));
  strip(-0.2, -1.5, rgb(0x7f9c92), 0.5);
  strip(0.15, -0.25, rgb(0xf4f4ee), 0.85);
  strip(-1.7, -1.9, rgb(0xf4f4ee), 0.45);
  strip(-4.3 + Math.sin(2 * Math.PI * 3 * t) * 0.8, -4.7, rgb(0xf4f4ee), 0.4);
}

/** The wooden walk in front of the houses on the right. */
function jetty(plan: RiverPlan): Thing[] {
  if (plan.right !== "houses") {
    return [];
  }
  return Array.from({ length: 26 }, (_, index) => {
    const z = 4 + index * 5;
    return {
      x: 13.5,
      z,
      draw: (view) => {
        for (const right of [-0.7, 0.7]) {
          view.line(
            [
              [13.5 + right, -0.4, z],
              [13.5 + right, 1.1, z],
            ],
            rgb(0x46392e),
            0.16,
          );
        }
        drawBox(
          view,
          { x: 13.5, z },
          { left: -0.9, right: 0.9, bottom: 0.95, top: 1.1, back: 0, front: 5 },
          rgb(0x857057),
        );
      },
    } satisfies Thing;
  });
}
