import { css, mix, times, type Colour } from "./colour.ts";
import type { Face, Lighting } from "./light.ts";

/** x to the right, y up, z away from the camera, in metres. */
export type Point = readonly [number, number, number];

export interface CameraPose {
  readonly x: number;
  /** Height above the ground. */
  readonly y: number;
  readonly z: number;
  /** Degrees to the right. */
  readonly yaw: number;
  /** Degrees downwards. */
  readonly pitch: number;
  /** Horizontal, degrees. */
  readonly fov: number;
}

const NEAR = 0.6;
/** Steps in which a pool of light fades. */
const RINGS = 24;

/** A pinhole camera that draws on a canvas. */
export class View {
  readonly ctx: CanvasRenderingContext2D;
  readonly lighting: Lighting;
  readonly width: number;
  readonly height: number;
  readonly pose: CameraPose;
  readonly #focal: number;
  readonly #yaw: readonly [number, number];
  readonly #pitch: readonly [number, number];

  constructor(ctx: CanvasRenderingContext2D, lighting: Lighting, pose: CameraPose) {
    this.ctx = ctx;
    this.lighting = lighting;
    this.width = ctx.canvas.width;
    this.height = ctx.canvas.height;
    this.pose = pose;
    const radians = Math.PI / 180;
    this.#focal = this.width / 2 / Math.tan((pose.fov * radians) / 2);
    this.#yaw = [Math.cos(pose.yaw * radians), Math.sin(pose.yaw * radians)];
    this.#pitch = [Math.cos(pose.pitch * radians), Math.sin(pose.pitch * radians)];
  }

  /** The same camera on another canvas of the same size. */
  on(ctx: CanvasRenderingContext2D): View {
    return new View(ctx, this.lighting, this.pose);
  }

  /** Screen row of the horizon. */
  get horizon(): number {
    return this.height / 2 - (this.#focal * this.#pitch[1]) / this.#pitch[0];
  }

  /** Into camera space. */
  #seen([px, py, pz]: Point): Point {
    const dx = px - this.pose.x;
    const dy = py - this.pose.y;
    const dz = pz - this.pose.z;
    const [cy, sy] = this.#yaw;
    const [cp, sp] = this.#pitch;
    const x = dx * cy - dz * sy;
    const z = dx * sy + dz * cy;
    return [x, dy * cp + z * sp, z * cp - dy * sp];
  }

  distance([px, py, pz]: Point): number {
    return Math.hypot(px - this.pose.x, py - this.pose.y, pz - this.pose.z);
  }

  /** How far in front of the camera; smaller is drawn later. */
  depth(x: number, z: number): number {
    return this.#seen([x, 0, z])[2];
  }

  /** Pixel and pixels a metre there; null behind the camera. */
  project(point: Point): { x: number; y: number; scale: number } | null {
    const [x, y, z] = this.#seen(point);
    return z < NEAR
      ? null
      : {
          x: this.width / 2 + (this.#focal * x) / z,
          y: this.height / 2 - (this.#focal * y) / z,
          scale: this.#focal / z,
        };
  }

  /** Traces a polygon, cut off where it comes too near; false where nothing of it is seen. */
  trace(points: readonly Point[], close = true): boolean {
    const seen = points.map((point) => this.#seen(point));
    const cut: Point[] = [];
    for (const [index, here] of seen.entries()) {
      const next = seen[(index + 1) % seen.length] ?? here;
      if (here[2] >= NEAR) {
        cut.push(here);
      }
      if (here[2] >= NEAR !== next[2] >= NEAR && (close || index < seen.length - 1)) {
        const share = (NEAR - here[2]) / (next[2] - here[2]);
        cut.push([here[0] + (next[0] - here[0]) * share, here[1] + (next[1] - here[1]) * share, NEAR]);
      }
    }
    if (cut.length < 2) {
      return false;
    }
    this.ctx.beginPath();
    for (const [index, [x, y, z]] of cut.entries()) {
      const px = this.width / 2 + (this.#focal * x) / z;
      const py = this.height / 2 - (this.#focal * y) / z;
      if (index === 0) {
        this.ctx.moveTo(px, py);
      } else {
        this.ctx.lineTo(px, py);
      }
    }
    if (close) {
      this.ctx.closePath();
    }
    return true;
  }

  paint(points: readonly Point[], style: string): void {
    if (this.trace(points)) {
      this.ctx.fillStyle = style;
      this.ctx.fill();
    }
  }

  /** A lit polygon, shaded as one face. */
  face(points: readonly Point[], colour: Colour, face: Face, alpha = 1): void {
    const [x, y, z] = centre(points);
    this.paint(points, this.lighting.css(colour, face, x, z, this.distance([x, y, z]), alpha));
  }

  /** A polygon that shines by itself: night leaves it its colour, haze still takes its share. */
  shine(points: readonly Point[], colour: Colour, strength: number): void {
    const { light } = this.lighting;
    const haze = this.lighting.hazeAt(this.distance(points[0] ?? [0, 0, 0]));
    this.paint(points, css(mix(times(colour, strength), light.haze, haze)));
  }

  /** A line `metres` wide, never thinner than `least` pixels. */
  line(points: readonly Point[], colour: Colour, metres: number, least = 0.7): void {
    const middle = points[Math.floor(points.length / 2)] ?? [0, 0, 0];
    const at = this.project(middle);
    if (at !== null && this.trace(points, false)) {
      this.ctx.strokeStyle = this.lighting.css(colour, "front", middle[0], middle[2], this.distance(middle));
      this.ctx.lineWidth = Math.max(least, metres * at.scale);
      this.ctx.lineCap = "round";
      this.ctx.lineJoin = "round";
      this.ctx.stroke();
    }
  }

  /** Glare of something that shines, `metres` across, added to the picture. */
  glow(point: Point, metres: number, colour: Colour, strength = 1): void {
    const at = this.project(point);
    if (at === null) {
      return;
    }
    const radius = Math.max(1.5, metres * at.scale);
    const fade = (1 - this.lighting.hazeAt(this.distance(point))) ** 1.5;
    const gradient = this.ctx.createRadialGradient(at.x, at.y, 0, at.x, at.y, radius);
    gradient.addColorStop(0, css(colour, Math.min(1, strength * fade)));
    gradient.addColorStop(0.2, css(colour, 0.4 * strength * fade));
    gradient.addColorStop(1, css(colour, 0));
    this.ctx.globalCompositeOperation = "lighter";
    this.ctx.fillStyle = gradient;
    this.ctx.fillRect(at.x - radius, at.y - radius, 2 * radius, 2 * radius);
    this.ctx.globalCompositeOperation = "source-over";
  }

  /** A pool of light on the ground, added to the picture. */
  pool(x: number, z: number, radius: number, colour: Colour, strength: number, y = 0.02): void {
    this.ctx.globalCompositeOperation = "lighter";
    for (let ring = RINGS; ring >= 1; ring -= 1) {
      const points: Point[] = [];
      for (let step = 0; step < 40; step += 1) {
        const angle = (step / 40) * 2 * Math.PI;
        const r = (radius * ring) / RINGS;
        points.push([x + Math.cos(angle) * r, y, z + Math.sin(angle) * r]);
      }
      const fade = 1 - this.lighting.hazeAt(this.distance([x, y, z]));
      this.paint(points, css(colour, (strength * fade) / RINGS));
    }
    this.ctx.globalCompositeOperation = "source-over";
  }
}

export function centre(points: readonly Point[]): Point {
  const sum = points.reduce<Point>((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], [0, 0, 0]);
  return [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
}
