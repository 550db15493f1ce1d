import { type Speed, still } from "./movement.ts";

/** A way on a picture, as parts of half of its shorter side; right and down are positive. */
interface Way {
  readonly x: number;
  readonly y: number;
}

/** So near to where the hand came down nothing moves. */
const DEAD = 0.12;
/** The curve: equal ways are equal ratios of speed, as the eye judges it, with fine steps near the middle. */
const BEND = 3;
/** Speeds that a head is told apart by; between them no order is worth its way. */
const STEPS = 20;

function stepped(speed: number): number {
  // No -0: it is written as another number than 0 and is the same.
  return Math.round(speed * STEPS) / STEPS + 0;
}

/** The speed, 0 to 1, at a distance in parts of half of the picture's shorter side. */
function atDistance(distance: number): number {
  const part = Math.min(1, Math.max(0, (distance - DEAD) / (1 - DEAD)));
  return (Math.exp(BEND * part) - 1) / (Math.exp(BEND) - 1);
}

/** How a head turns while a hand is so far from where it came down: that way, and the faster the further. */
export function turning({ x, y }: Way): Speed {
  const distance = Math.hypot(x, y);
  if (distance === 0) return still;
  const speed = atDistance(distance);
  return { ...still, pan: stepped((speed * x) / distance), tilt: stepped((-speed * y) / distance) };
}

/** How it zooms while two fingers are `ratio` times as far apart as when they came down. */
export function pinching(ratio: number): Speed {
  const way = Math.log2(Math.max(ratio, Number.EPSILON));
  return { ...still, zoom: stepped(Math.sign(way) * atDistance(Math.abs(way))) };
}
