import { rgb } from "../colour.ts";
import { Lighting, type Lamp, type Light } from "../light.ts";
import { Random } from "../random.ts";
import { along, type Scene, type Thing } from "../scene.ts";
import { drawRidge, drawSky } from "../things/backdrop.ts";
import { drawLongboat, drawShip, drawSpeedboat, drawWake } from "../things/boat.ts";
import { drawGround, drawRain, drawStripe, drawWear } from "../things/ground.ts";
import { drawPerson, somePerson } from "../things/person.ts";
import { drawCarrier, drawContainer, drawCrane, someStack } from "../things/port.ts";
import { drawLampPost } from "../things/post.ts";
import { drawReflection, drawWater } from "../things/water.ts";
import type { CameraPose } from "../view.ts";

export interface HarbourPlan {
  readonly seed: number;
  readonly light: Light;
  readonly pose: CameraPose;
  readonly ship: "passenger" | "freighter";
  readonly crane: boolean;
  readonly rain: boolean;
}

const EDGE = 4;
const cargo = rgb(0x2f6690);

/** A quay that runs away from the camera, a ship alongside on the right, containers on the left. */
export function harbour(plan: HarbourPlan): Scene {
  const random = new Random(plan.seed);
  const lamps: Lamp[] = [16, 46, 76, 106, 136].map((z) => ({
    x: EDGE - 4,
    z,
    radius: 20,
    colour: [255, 222, 170],
  }));
  // The ship lights itself and the quay beside it.
  const ownLights: Lamp[] = [60, 80, 100, 120].map((z) => ({
    x: EDGE + 8,
    z,
    radius: 15,
    colour: [255, 232, 190],
  }));
  const lighting = new Lighting(plan.light, [...lamps, ...ownLights]);
  const stacks = [
    ...someStack(random, { x: -26, z: 34 }, 2, 3, 3),
    ...someStack(random, { x: -27, z: 62 }, 3, 3, 4),
    ...someStack(random, { x: -28, z: 94 }, 3, 4, 4),
    ...someStack(random, { x: -30, z: 130 }, 3, 3, 4),
  ];
  const people = Array.from({ length: plan.ship === "passenger" ? 26 : 9 }, () => ({
    person: somePerson(random),
    x: random.between(-9, EDGE - 1),
    from: random.between(10, 64),
    start: random.next(),
    walks: random.chance(0.6),
    away: random.chance(0.5),
  }));
  const boats = [0.15, 0.55, 0.8].map((start, index) => ({ start, x: 42 + index * 16, speed: index !== 1 }));

  return {
    pose: plan.pose,
    lighting,
    still(view) {
      drawSky(view, plan.seed, 0);
      drawRidge(view, plan.seed, 0.045, 0.5);
      drawQuay(view, plan, lamps);
    },
    moving(view, t) {
      drawWater(
        view,
        {
          near: 1,
          far: 520,
          left: EDGE,
          right: 420,
          colour: rgb(0x4b6a66),
          seed: plan.seed + 2,
          swell: 1,
        },
        t,
      );
      for (const lamp of plan.light.night ? lamps : []) {
        drawReflection(view, EDGE + 3 + lamp.z * 0.05, lamp.z, lamp.colour, 0.3, t, Math.round(lamp.z));
      }
    },
    above: (view, t) => {
      if (plan.rain) {
        drawRain(view, plan.seed + 5, t, 220);
      }
    },
    things: (t) => [
      ...boats.map((boat): Thing => {
        const share = along(boat.start, 1, t);
        const z = boat.speed ? 10 + share * 260 : 260 - share * 250;
        const pose = {
          x: boat.x,
          y: 0.08 * Math.sin(2 * Math.PI * (4 * t + boat.start)),
          z,
          heading: boat.speed ? 0 : 180,
        };
        return {
          x: boat.x,
          z,
          draw(view) {
            drawWake(view, pose, 10, 1.4);
            if (boat.speed) {
              drawSpeedboat(view, pose, rgb(0x2f62a0));
            } else {
              drawLongboat(view, pose, rgb(0xb8482f));
            }
          },
        };
      }),
      {
        x: EDGE + 11,
        z: 96,
        draw: (view) =>
          drawShip(
            view,
            {
              x: EDGE + 10,
              y: 0.14 * Math.sin(2 * Math.PI * t),
              z: 92,
              heading: 2 + 0.12 * Math.sin(2 * Math.PI * t),
            },
            104,
            plan.ship,
          ),
      },
      ...stacks.map(
        (container): Thing => ({
          ...container.pose,
          z: container.pose.z + 1 - (container.pose.y ?? 0) * 0.01,
          draw: (view) => drawContainer(view, container),
        }),
      ),
      ...lamps.map(
        (lamp): Thing => ({ x: -13, z: lamp.z, draw: (view) => drawLampPost(view, -13, lamp.z, 2, lamp) }),
      ),
      ...(plan.crane ? craneAt(t) : []),
      ...carrier(plan, t),
      ...people.map(({ person, x, from, start, walks, away }): Thing => {
        const share = walks ? along(start, 1, t) : start;
        const z = from + (away ? share : 1 - share) * 15;
        const aside = walks ? x - Math.max(0, Math.abs(share - 0.5) * 2 - 0.9) * 10 : x;
        return {
          x: aside,
          z,
          draw: (view) =>
            drawPerson(
              view,
              person,
              { x: aside, z, heading: away ? 0 : 180 },
              walks ? person.phase + 18 * t : 0,
            ),
        };
      }),
    ],
  };
}

function drawQuay(view: Parameters<Scene["still"]>[0], plan: HarbourPlan, lamps: readonly Lamp[]): void {
  view.face(
    [
      [EDGE, 0, 2],
      [EDGE, 0, 220],
      [EDGE, -2, 220],
      [EDGE, -2, 2],
    ],
    rgb(0x4c4a46),
    "right",
  );
  drawGround(view, { left: -80, right: EDGE, near: -2, far: 220 }, rgb(0x9b968c));
  drawWear(view, { left: -24, right: EDGE, near: 4, far: 120 }, plan.seed + 1, 170);
  for (const x of [EDGE - 2.2, EDGE - 10]) {
    drawStripe(view, [x, 0], [x, 220], 0.14, rgb(0x6b6963));
    drawStripe(view, [x + 0.5, 0], [x + 0.5, 220], 0.14, rgb(0x6b6963));
  }
  for (let z = 3; z < 200; z += 2.4) {
    drawStripe(view, [EDGE - 0.35, z], [EDGE - 0.35, z + 1.2], 0.5, rgb(0xd8b93a));
  }
  for (let z = 8; z < 170; z += 12) {
    view.line(
      [
        [EDGE - 0.9, 0, z],
        [EDGE - 0.9, 0.6, z],
      ],
      rgb(0x26282b),
      0.5,
    );
  }
  for (const lamp of plan.light.night ? lamps : []) {
    view.pool(lamp.x, lamp.z, 13, lamp.colour, 0.3);
  }
}

/** One turn in a loop: out over the ship, down for a box, back, down to the quay. */
function craneAt(t: number): Thing[] {
  const ease = (value: number) => value * value * (3 - 2 * value);
  const cycle = t < 0.5 ? ease(t * 2) : ease(2 - t * 2);
  const lowered = 0.5 - 0.5 * Math.cos(4 * Math.PI * (t - 0.0));
  const load = t >= 0.5 || t < 0.02;
  return [
    {
      x: -2,
      z: 70,
      draw: (view) =>
        drawCrane(
          view,
          { x: EDGE - 2, z: 70, heading: 0 },
          0.06 + cycle * 0.6,
          16 - 10 * lowered,
          load ? cargo : null,
        ),
    },
  ];
}

function carrier(plan: HarbourPlan, t: number): Thing[] {
  return [0.1, 0.6].map((start, index) => {
    const share = along(start, 1, t);
    const away = index === 0;
    const z = -14 + (away ? share : 1 - share) * 210;
    const x = away ? -10.5 : -15.5;
    const load = index === 1 || plan.ship === "freighter" ? rgb(0x8c3a4a) : null;
    return {
      x,
      z,
      draw: (view) => drawCarrier(view, { x, z, heading: away ? 0 : 180 }, load),
    } satisfies Thing;
  });
}
