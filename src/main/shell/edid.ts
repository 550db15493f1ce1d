import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Monitor } from "../../protocol/display.ts";

const BLOCK = 128;
const MAGIC = [0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00];
/** Where the four descriptors of 18 bytes stand. */
const DESCRIPTORS = [54, 72, 90, 108];
const NAME = 0xfc;
const SERIAL = 0xff;

/** The three letters of a maker, five bits each from 1 for A, the first bit unused. */
function makerOf(word: number): string {
  return [10, 5, 0].map((shift) => String.fromCodePoint(64 + ((word >> shift) & 31))).join("");
}

/** The text of a display descriptor, which ends at a line feed. */
function textOf(bytes: Uint8Array, at: number): string {
  const text = Buffer.from(bytes.subarray(at + 5, at + 18)).toString("latin1");
  return (text.split("\n")[0] ?? "").replaceAll(/[^\x20-\x7e]/g, "").trim();
}

/**
 * Who a monitor says that it is: the first block of its EDID (VESA E-EDID 1.4, 3.1 to 3.10). Null where that is no EDID or its
 * checksum is wrong. Its size comes in millimetres from the preferred timing, or in centimetres where that has none.
 */
export function parseEdid(bytes: Uint8Array): Monitor | null {
  if (bytes.byteLength < BLOCK || MAGIC.some((byte, at) => bytes[at] !== byte)) return null;
  const block = bytes.subarray(0, BLOCK);
  if (block.reduce((sum, byte) => sum + byte, 0) % 256 !== 0) return null;
  const view = new DataView(block.buffer, block.byteOffset, BLOCK);
  // A descriptor that is a timing begins with its pixel clock, which is never 0.
  const isTiming = (at: number) => view.getUint16(at, true) !== 0;
  const described = (kind: number) => {
    const at = DESCRIPTORS.find((each) => !isTiming(each) && view.getUint8(each + 3) === kind);
    return at === undefined ? "" : textOf(block, at);
  };
  const [timing = 54] = DESCRIPTORS;
  const high = view.getUint8(timing + 14);
  const mm = isTiming(timing)
    ? {
        width: view.getUint8(timing + 12) + ((high >> 4) << 8),
        height: view.getUint8(timing + 13) + ((high & 15) << 8),
      }
    : { width: 0, height: 0 };
  const size =
    mm.width > 0 && mm.height > 0 ? mm : { width: view.getUint8(21) * 10, height: view.getUint8(22) * 10 };
  const number = view.getUint32(12, true);
  return {
    maker: makerOf(view.getUint16(8, false)),
    product: view.getUint16(10, true),
    serial: described(SERIAL) || (number === 0 ? "" : String(number)),
    name: described(NAME),
    ...(size.width > 0 && size.height > 0 ? { widthMm: size.width, heightMm: size.height } : {}),
  };
}

/** The monitors on this machine's connectors by the kernel's names, such as `HDMI-A-1`; empty where there is no such folder. */
export async function readMonitors(folder = "/sys/class/drm"): Promise<ReadonlyMap<string, Monitor>> {
  const found = new Map<string, Monitor>();
  const entries = await readdir(folder).catch(() => []);
  for (const entry of entries) {
    const connector = /^card\d+-(.+)$/.exec(entry)?.[1];
    if (connector === undefined) continue;
    const bytes = await readFile(join(folder, entry, "edid")).catch(() => null);
    const monitor = bytes === null ? null : parseEdid(bytes);
    if (monitor !== null) found.set(connector, monitor);
  }
  return found;
}
