import { execFile } from "node:child_process";

/** A monitor that takes orders over its cable (VESA DDC/CI), as `ddcutil` finds it. */
export interface DdcMonitor {
  /** Number of its I2C bus. */
  readonly bus: number;
  /** Its connector's name in the kernel without the card, for instance `HDMI-A-1`; null where ddcutil does not say. */
  readonly connector: string | null;
  /** What ddcutil says of its EDID, maker, model and serial: another monitor on the same cable has another. */
  readonly model: string;
}

/** How bright a monitor is, and how bright it can be, in its own steps. */
export interface Luminance {
  readonly value: number;
  readonly most: number;
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
    const model = /^\s+Monitor:\s*(.*)$/m.exec(block)?.[1]?.trim() ?? "";
    return [{ bus: Number(bus), connector, model }];
  });
}

/** Reads `ddcutil getvcp 10 --brief`: `VCP 10 C 70 100` has the value and the most; null where it is something else. */
export function parseLuminance(text: string): Luminance | null {
  const [, value, most] = /^VCP 10 C (\d+) (\d+)/m.exec(text) ?? [];
  return most === undefined || Number(most) === 0 ? null : { value: Number(value), most: Number(most) };
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

/** How bright a monitor is; null where it does not answer. */
export async function readLuminance(
  program: string,
  { bus }: DdcMonitor,
  signal: AbortSignal,
): Promise<Luminance | null> {
  const asked = ["getvcp", LUMINANCE, "--brief", "--bus", String(bus)];
  return parseLuminance((await ddcutil(program, asked, signal)) ?? "");
}

/** Makes a monitor as bright as `value` of its own steps; false where it does not answer. */
export async function setLuminance(
  program: string,
  { bus }: DdcMonitor,
  value: number,
  signal: AbortSignal,
): Promise<boolean> {
  const said = ["setvcp", LUMINANCE, String(value), "--bus", String(bus)];
  return (await ddcutil(program, said, signal)) !== null;
}
