import { execFile } from "node:child_process";

/** A monitor that takes orders over its cable (VESA DDC/CI), as `ddcutil` finds it. */
export interface DdcMonitor {
  /** Number of its I2C bus. */
  readonly bus: number;
  /** Its connector's name in the kernel without the card, for instance `HDMI-A-1`; null where ddcutil does not say. */
  readonly connector: string | null;
}

/** VESA Monitor Control Command Set 2.2a, table 8: luminance of the whole picture. */
const LUMINANCE = "10";
/** A monitor may take a second to answer, and is asked three times by ddcutil itself. */
const TIMEOUT_MS = 20_000;

/**
 * Reads `ddcutil detect --brief`: a block a display, `Display 1` or `Invalid display`, with `I2C bus: /dev/i2c-4` and
 * `DRM connector: card0-HDMI-A-1` (or `DRM_connector` since ddcutil 2) below it.
 */
export function parseDetect(text: string): DdcMonitor[] {
  return text.split(/^(?=\S)/m).flatMap((block) => {
    const bus = /^Display \d+[\s\S]*?I2C bus:\s*\/dev\/i2c-(\d+)/.exec(block)?.[1];
    if (bus === undefined) return [];
    const connector = /DRM[ _]connector:\s*(?:card\d+-)?(\S+)/.exec(block)?.[1] ?? null;
    return [{ bus: Number(bus), connector }];
  });
}

/** Reads `ddcutil getvcp 10 --brief`: `VCP 10 C 70 100` has the value and the most; null where it is something else. */
export function parseMost(text: string): number | null {
  const most = /^VCP 10 C \d+ (\d+)/m.exec(text)?.[1];
  return most === undefined || Number(most) === 0 ? null : Number(most);
}

/** Whether the X server's `name` of an output and the kernel's `connector` are of one: `HDMI-1` is `HDMI-A-1`. */
export function sameConnector(name: string, connector: string): boolean {
  const plain = (each: string) => each.replace(/^(HDMI|DVI)-[A-Z]-/, "$1-");
  return name === connector || plain(name) === plain(connector);
}

/** Runs ddcutil; null where it is not installed, fails or does not end. */
function ddcutil(program: string, args: readonly string[], signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: TIMEOUT_MS, encoding: "utf8", signal }, (error, stdout) => {
      resolve(error === null ? stdout : null);
    });
  });
}

/** The monitors of this machine that answer; none where ddcutil is not installed. */
export async function findMonitors(program: string, signal: AbortSignal): Promise<DdcMonitor[]> {
  return parseDetect((await ddcutil(program, ["detect", "--brief"], signal)) ?? "");
}

/** Sets a monitor to `percent` of the most that it takes; false where it does not answer. */
export async function setLuminance(
  program: string,
  { bus }: DdcMonitor,
  percent: number,
  signal: AbortSignal,
): Promise<boolean> {
  const at = ["--bus", String(bus)];
  const most = parseMost((await ddcutil(program, ["getvcp", LUMINANCE, "--brief", ...at], signal)) ?? "");
  if (most === null) return false;
  const value = String(Math.round((percent * most) / 100));
  return (await ddcutil(program, ["setvcp", LUMINANCE, value, ...at], signal)) !== null;
}
