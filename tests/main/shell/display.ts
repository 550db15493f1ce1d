import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** A virtual display of its own, and what can be seen on it. */
export interface TestDisplay {
  readonly env: NodeJS.ProcessEnv;
  /** Colour of one pixel of the desktop as `#rrggbb`. */
  colour(x: number, y: number): Promise<string>;
  /** The outer rectangles of windows as large as a page, `widthxheight+x+y`. */
  windows(): Promise<string[]>;
  /** Divides the screen into monitors, as a machine with several connectors has. */
  monitors(
    ...monitors: { name: string; width: number; height: number; x: number; y: number }[]
  ): Promise<void>;
  close(): Promise<void>;
}

/** Starts Xvfb with one screen of `width` x `height` pixels on a free display number. */
export async function openDisplay(width: number, height: number): Promise<TestDisplay> {
  const screen = ["-screen", "0", `${width}x${height}x24`];
  const xvfb = spawn(
    "setpriv",
    ["--pdeathsig", "KILL", "--", "Xvfb", "-displayfd", "3", ...screen, "-nolisten", "tcp", "-noreset"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const display = `:${await firstLine(xvfb)}`;
  const env = { ...process.env, DISPLAY: display };
  return {
    env,
    async colour(x, y) {
      const grab = ["-f", "x11grab", "-draw_mouse", "0", "-video_size", "2x2", "-i", `${display}+${x},${y}`];
      const { stdout } = await exec(
        "ffmpeg",
        ["-v", "error", ...grab, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"],
        { encoding: "buffer" },
      );
      return `#${stdout.subarray(0, 3).toString("hex")}`;
    },
    async windows() {
      const { stdout } = await exec("xwininfo", ["-root", "-children"], { env });
      return [...stdout.matchAll(/ (\d+)x(\d+)\+-?\d+\+-?\d+\s+([+-]\d+)([+-]\d+)/g)]
        .filter(([, w]) => Number(w) > 100)
        .map(([, w, h, x, y]) => `${w}x${h}${x}${y}`)
        .toSorted();
    },
    async monitors(...monitors) {
      for (const [index, { name, width: w, height: h, x, y }] of monitors.entries()) {
        const geometry = `${w}/${Math.round(w / 4)}x${h}/${Math.round(h / 4)}+${x}+${y}`;
        await exec("xrandr", ["--setmonitor", name, geometry, index === 0 ? "screen" : "none"], { env });
      }
    },
    async close() {
      if (xvfb.exitCode === null && xvfb.signalCode === null) {
        xvfb.kill("SIGTERM");
        await once(xvfb, "exit");
      }
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[3];
  if (!pipe || !("on" in pipe)) {
    throw new Error("Xvfb has no pipe to say its display on");
  }
  return new Promise((resolve, reject) => {
    let text = "";
    pipe.on("data", (part: Buffer) => {
      text += part.toString();
      if (text.includes("\n")) {
        resolve(text.trim());
      }
    });
    child.once("exit", () => reject(new Error("Xvfb did not start")));
    child.once("error", reject);
  });
}
