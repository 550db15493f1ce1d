import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Size } from "../../../src/layouts/rect.ts";
import { type Format, shownSize } from "../../../src/protocol/format.ts";
import { type Ability, abilitySchema, showsAsIs } from "../../../src/protocol/ability.ts";
import { encodedNut, unitsOf } from "../../main/feeds/encoded.ts";
import { type OpenWall, type PageBench, startPageBench } from "../fixtures/bench-of-pages.ts";
import type { Clip } from "../fixtures/clip.ts";
import { glassOf, grid } from "../fixtures/glass.ts";
import { picture } from "../fixtures/pages.ts";

const CANVAS: Size = { width: 1280, height: 720 };
const LIVE = { timeout: 20_000 };
let bench: PageBench;
beforeAll(async () => {
  bench = await startPageBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

type Colour = "red" | "lime" | "blue" | "white";
/** The quarters of the coded picture: top left and right, bottom left and right. */
const quarters: readonly Colour[] = ["red", "lime", "blue", "white"];
const drawn = quarters
  .map((colour, at) => {
    const [x, y] = [at % 2 === 0 ? "0" : "iw/2", at < 2 ? "0" : "ih/2"];
    return `drawbox=x=${x}:y=${y}:w=iw/2:h=ih/2:color=${colour}:t=fill`;
  })
  .join(",");

/** Quarters of the upright picture, where the coded one is turned clockwise by so many degrees. */
const turned: Readonly<Record<Format["rotation"], readonly Colour[]>> = {
  0: quarters,
  90: ["blue", "red", "white", "lime"],
  180: ["white", "blue", "lime", "red"],
  270: ["lime", "white", "red", "blue"],
};

const vp9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"];
const x264 = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"];
const oriented = (degrees: number) => [
  "-bsf:v",
  `h264_metadata=display_orientation=insert:rotate=${degrees}`,
];

interface Sent {
  readonly name: string;
  readonly size: string;
  readonly aspect?: string;
  readonly pixels?: string;
  readonly encoder: readonly string[];
}

/** Every kind of picture that a page shows as the camera sent it. */
const sent: readonly Sent[] = [
  { name: "VP8", size: "426x240", encoder: ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"] },
  { name: "VP9", size: "426x240", encoder: vp9 },
  { name: "VP9 with wide pixels", size: "240x240", aspect: "16/9", encoder: vp9 },
  { name: "AV1", size: "426x240", encoder: ["-c:v", "libaom-av1", "-usage", "realtime", "-cpu-used", "8"] },
  { name: "H.264 of odd size", size: "422x238", encoder: x264 },
  { name: "H.264 with wide pixels", size: "352x288", aspect: "16/11", encoder: x264 },
  { name: "H.264 with narrow pixels", size: "640x240", aspect: "1/2", encoder: x264 },
  { name: "H.264 upside down", size: "426x240", encoder: [...x264, ...oriented(180)] },
  { name: "H.264 a quarter clockwise", size: "426x240", encoder: [...x264, ...oriented(270)] },
  { name: "H.264 a quarter anticlockwise", size: "426x240", encoder: [...x264, ...oriented(90)] },
  {
    ...{ name: "H.264 turned, with wide pixels", size: "240x240", aspect: "16/9" },
    encoder: [...x264, ...oriented(270)],
  },
  { name: "H.264 of 10 bits", size: "426x240", pixels: "yuv420p10le", encoder: x264 },
  { name: "H.264 with 4:2:2", size: "426x240", pixels: "yuv422p", encoder: x264 },
  { name: "VP9 of 10 bits", size: "426x240", pixels: "yuv420p10le", encoder: vp9 },
  {
    name: "AV1 of 10 bits",
    size: "426x240",
    pixels: "yuv420p10le",
    encoder: ["-c:v", "libsvtav1", "-preset", "12"],
  },
  { name: "H.264 without colour", size: "426x240", pixels: "gray", encoder: x264 },
  { name: "H.264 with 4:2:2 of 10 bits", size: "426x240", pixels: "yuv422p10le", encoder: x264 },
];

async function clipOf({ size, aspect = "1", pixels = "yuv420p", encoder }: Sent) {
  const filter = ["-vf", `${drawn},setsar=${aspect}`, "-pix_fmt", pixels];
  const units = unitsOf(await encodedNut([...filter, ...encoder], size, 25));
  const [format] = units.flatMap((unit) => unit.format ?? []);
  if (format === undefined) throw new Error("the clip has no key picture");
  // A container tells the pixels of a coding that cannot.
  const [across = 1, down = 1] = aspect.split("/").map(Number);
  const clip: Clip = { ...format, pixelAspect: across / down, fps: 25, units };
  return { clip, format: { ...format, pixelAspect: across / down } };
}

/** Places in the picture, as parts of its sides, and the quarter that they are in; labels cover the bottom. */
const looked = [
  ...([
    [0.04, 0.04, 0],
    [0.96, 0.04, 1],
    [0.04, 0.56, 2],
    [0.96, 0.56, 3],
    [0.46, 0.45, 0],
    [0.54, 0.45, 1],
  ] as const),
];

/** Brightness of the colours (ITU-R BT.601). */
const greys = { red: 76, lime: 150, blue: 29, white: 255 };

const near = (actual: readonly number[], colour: Colour, grey: boolean) => {
  const wanted = { red: [255, 0, 0], lime: [0, 255, 0], blue: [0, 0, 255], white: [255, 255, 255] }[colour];
  if (grey) wanted.fill(greys[colour]);
  return wanted.every((value, at) => Math.abs(value - (actual[at] ?? 0)) < 60);
};

describe("a page shows upright and in its own shape", () => {
  const CELLS = 5;
  const tile: Size = { width: CANVAS.width / CELLS, height: CANVAS.height / CELLS };
  let wall: OpenWall;
  let formats: Format[];
  let seen: Awaited<ReturnType<typeof picture>>;
  beforeAll(async () => {
    const made: Awaited<ReturnType<typeof clipOf>>[] = [];
    for (const one of sent) made.push(await clipOf(one));
    formats = made.map(({ format }) => format);
    const cameras = Object.fromEntries(made.map(({ clip }, at) => [`c-${at + 1}`, clip]));
    wall = await bench.open(glassOf(grid(CELLS, CANVAS).slice(0, sent.length), CANVAS), cameras, CANVAS);
    await vi.waitFor(async () => {
      const presented = (await wall.stats()).tiles.map(({ framesPresented }) => framesPresented);
      expect(presented.map((count) => count > 2)).toEqual(sent.map(() => true));
    }, LIVE);
    seen = await picture(wall.page);
  });
  afterAll(async () => {
    expect(wall.errors).toEqual([]);
    await wall[Symbol.asyncDispose]();
  });

  test.each(sent.map((one, at) => ({ ...one, at })))("$name", async ({ at }) => {
    const format = formats[at];
    if (format === undefined) throw new Error("there is no such clip");
    expect(showsAsIs(format, new Set<Ability>(abilitySchema.options))).toBe(true);
    const shown = shownSize(format);
    const video = wall.page.locator(`[data-tile="t-${at + 1}"] video`);
    const { width: videoWidth, height: videoHeight } = await video.evaluate((element) => {
      const { videoWidth, videoHeight } = element instanceof HTMLVideoElement ? element : {};
      return { width: videoWidth ?? 0, height: videoHeight ?? 0 };
    });
    expect(Math.abs(videoWidth / videoHeight / (shown.width / shown.height) - 1)).toBeLessThan(0.01);
    // Its box in its tile.
    const scale = Math.min(tile.width / shown.width, tile.height / shown.height);
    const [width, height] = [shown.width * scale, shown.height * scale];
    const left = (at % CELLS) * tile.width + (tile.width - width) / 2;
    const top = Math.floor(at / CELLS) * tile.height + (tile.height - height) / 2;
    const colourAt = (x: number, y: number) =>
      seen.at(Math.round(left + width * x), Math.round(top + height * y));
    for (const [x, y, quarter] of looked) {
      const wanted = turned[format.rotation][quarter] ?? "red";
      expect({ x, y, colour: colourAt(x, y), wanted }).toSatisfy(({ colour }) =>
        near(colour, wanted, format.chroma === "4:0:0"),
      );
    }
    // Beside it there is no picture.
    const beside = (tile.width - width) / 2;
    if (beside > 8) {
      const colour = seen.at(Math.round(left - beside / 2), Math.round(top + height * 0.3));
      expect(Math.max(...colour)).toBeLessThan(60);
    }
  });
});
