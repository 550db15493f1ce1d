import { execFile } from "node:child_process";
import type { Rect } from "../../layouts/rect.ts";
import type { Monitor } from "../../protocol/display.ts";
import { sameConnector } from "./ddc.ts";
import { readMonitors } from "./edid.ts";

/** One display of this machine, in pixels of the desktop. */
export interface Display {
  /** What it answers to: its own name and those of its connectors, for instance `HDMI-1`. */
  readonly names: readonly string[];
  readonly rect: Rect;
  readonly primary: boolean;
  /** Who its monitor says that it is, where it is read. */
  readonly monitor?: Monitor;
}

/**
 * Reads `xrandr --listactivemonitors`: a line a monitor, ` 0: +*HDMI-1 1920/531x1080/299+0+0  HDMI-1`, where `*`
 * marks the primary one, sizes are pixels/millimetres and the last words are its connectors. Monitors rather than
 * the connectors of `--query`, because theirs is the geometry after rotation and because one that several
 * connectors form together is one.
 */
export function parseMonitors(text: string): Display[] {
  const line = /^\s*\d+:\s+\+?(\*?)(\S+)\s+(\d+)\/\d+x(\d+)\/\d+([+-]\d+)([+-]\d+)([^\n]*)/gm;
  return [...text.matchAll(line)].map(([, star, name = "", width, height, x, y, connectors = ""]) => ({
    names: [...new Set([name, ...connectors.split(/\s+/).filter((each) => each !== "")])],
    rect: { x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
    primary: star === "*",
  }));
}

/**
 * Reads `xdpyinfo -ext XINERAMA`: `head #0: 1920x1080 @ 0,0` for each head, or else the one screen of
 * `dimensions:    1920x1080 pixels`. Names are `head-0` and so on.
 */
export function parseXdpyinfo(text: string): Display[] {
  const heads = [...text.matchAll(/head #(\d+):\s*(\d+)x(\d+) @ (-?\d+),(-?\d+)/g)];
  if (heads.length > 0) {
    return heads.map(([, index, width, height, x, y]) => ({
      names: [`head-${index}`],
      rect: { x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
      primary: index === "0",
    }));
  }
  const screen = /dimensions:\s+(\d+)x(\d+) pixels/.exec(text);
  return screen === null
    ? []
    : [
        {
          names: ["head-0"],
          rect: { x: 0, y: 0, width: Number(screen[1]), height: Number(screen[2]) },
          primary: true,
        },
      ];
}

function output(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(file, args, { env, timeout: 5_000, encoding: "utf8" }, (error, stdout) => {
      resolve(error === null ? stdout : null);
    });
  });
}

/**
 * The displays of the X server that `env` names, left to right and top to bottom; empty where there is none or
 * neither xrandr nor xdpyinfo is installed. `--current` keeps xrandr from probing the connectors, which takes
 * seconds and makes some monitors flicker.
 */
export async function readDisplays(env: NodeJS.ProcessEnv): Promise<Display[]> {
  if (process.platform !== "linux" || !env.DISPLAY) {
    return [];
  }
  const monitors = parseMonitors((await output("xrandr", ["--current", "--listactivemonitors"], env)) ?? "");
  const found =
    monitors.length > 0
      ? monitors
      : parseXdpyinfo((await output("xdpyinfo", ["-ext", "XINERAMA"], env)) ?? "");
  const plugged = [...(await readMonitors())];
  return found
    .map((display) => {
      const monitor = plugged.find(([connector]) =>
        display.names.some((name) => sameConnector(name, connector)),
      )?.[1];
      return monitor === undefined ? display : { ...display, monitor };
    })
    .toSorted((a, b) => a.rect.x - b.rect.x || a.rect.y - b.rect.y);
}
