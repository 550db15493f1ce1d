import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Size } from "../../src/layouts/rect.ts";

/** Pictures a second that are taken of the screen. */
const GRABS = 10;
/** The screen is scaled to so many pixels, four by four of which are a field. */
const SEEN: Size = { width: 64, height: 36 };
/** Mean brightness of 255 below which a picture, or a field of it, counts as black: a slate has 24, the cameras 90 and more. */
const BLACK = 40;

/** How often the screen was looked at, and what was black of it. */
export interface Darkness {
  readonly looks: number;
  /** Looks at which the whole screen was black. */
  readonly blackLooks: number;
  /**
   * When each of them was, seconds after the first look (neighbours are one event, and the core's log tells of what), and
   * the mean brightness of its fields, of 255: a screen of slates has 24, a page without any 18, a screen without a page 0.
   */
  readonly blacks: readonly { readonly atS: number; readonly brightness: number }[];
  /** Looks at which any sixteenth of its width and ninth of its height was. */
  readonly darkLooks: number;
}

/** Looks at a screen ten times a second until it is disposed of. */
export function watchDarkness(display: string, size: Size) {
  const grab = spawn(
    "ffmpeg",
    [
      ...["-v", "error", "-f", "x11grab", "-draw_mouse", "0", "-framerate", String(GRABS)],
      ...["-video_size", `${size.width}x${size.height}`, "-i", display],
      ...[
        "-vf",
        `scale=${SEEN.width}:${SEEN.height}:flags=area`,
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "pipe:1",
      ],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const seen = { looks: 0, blackLooks: 0, darkLooks: 0 };
  const blacks: { atS: number; brightness: number }[] = [];
  let left = Buffer.alloc(0);
  grab.stdout.on("data", (bytes: Buffer) => {
    left = Buffer.concat([left, bytes]);
    const length = SEEN.width * SEEN.height;
    while (left.length >= length) {
      const fields = fieldsOf(left.subarray(0, length));
      left = left.subarray(length);
      seen.looks += 1;
      if (fields.every((field) => field < BLACK)) {
        seen.blackLooks += 1;
        const brightness = Math.round(fields.reduce((sum, field) => sum + field, 0) / fields.length);
        blacks.push({ atS: (seen.looks - 1) / GRABS, brightness });
      }
      if (fields.some((field) => field < BLACK)) seen.darkLooks += 1;
    }
  });
  return {
    seen: (): Darkness => ({ ...seen, blacks }),
    async [Symbol.asyncDispose]() {
      const gone = once(grab, "exit");
      grab.kill("SIGTERM");
      await gone;
    },
  };
}

/** Mean brightness of each field, 4 x 4 pixels. */
function fieldsOf(picture: Uint8Array): number[] {
  const fields: number[] = [];
  for (let y = 0; y < SEEN.height; y += 4)
    for (let x = 0; x < SEEN.width; x += 4) {
      let sum = 0;
      for (let at = 0; at < 16; at += 1)
        sum += picture[(y + Math.floor(at / 4)) * SEEN.width + x + (at % 4)] ?? 0;
      fields.push(sum / 16);
    }
  return fields;
}
