import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEdid, readMonitors } from "../../../src/main/shell/edid.ts";
import { planWindows } from "../../../src/main/shell/window-plan.ts";
import { monitorSchema } from "../../../src/protocol/display.ts";
import { siteWith } from "./sites.ts";

/** A block as a 24-inch Dell sends it: its own preferred timing, name, serial number and range. */
function edid(change: (bytes: Buffer) => void = () => undefined): Buffer {
  const bytes = Buffer.alloc(128);
  Buffer.from([0, 255, 255, 255, 255, 255, 255, 0]).copy(bytes);
  // DEL: 4, 5, 12.
  bytes.writeUInt16BE((4 << 10) | (5 << 5) | 12, 8);
  bytes.writeUInt16LE(0xa0bb, 10);
  bytes.writeUInt32LE(808_467_539, 12);
  bytes.writeUInt8(52, 21);
  bytes.writeUInt8(32, 22);
  // 154 MHz, 518 x 324 mm.
  bytes.writeUInt16LE(15_400, 54);
  bytes.writeUInt8(518 & 255, 54 + 12);
  bytes.writeUInt8(324 & 255, 54 + 13);
  bytes.writeUInt8(((518 >> 8) << 4) | (324 >> 8), 54 + 14);
  const descriptor = (at: number, kind: number, text: string) => {
    bytes.writeUInt8(kind, at + 3);
    bytes.write(`${text}\n`.padEnd(13, " "), at + 5, "latin1");
  };
  descriptor(72, 0xff, "7MT0186N2D0S");
  descriptor(90, 0xfc, "DELL U2415");
  bytes.writeUInt8(0xfd, 108 + 3);
  change(bytes);
  bytes.writeUInt8((256 - (bytes.subarray(0, 127).reduce((sum, byte) => sum + byte, 0) % 256)) % 256, 127);
  return bytes;
}

const dell = {
  maker: "DEL",
  product: 0xa0bb,
  serial: "7MT0186N2D0S",
  name: "DELL U2415",
  widthMm: 518,
  heightMm: 324,
};

describe("a monitor's EDID", () => {
  it("says who it is and how large", () => {
    expect(parseEdid(edid())).toEqual(dell);
    // With further blocks behind it, as televisions have.
    expect(parseEdid(Buffer.concat([edid(), Buffer.alloc(128, 7)]))).toEqual(dell);
  });

  it("gives its number where it has no serial text, and centimetres where its timing has no millimetres", () => {
    const plain = edid((bytes) => {
      bytes.fill(0, 72, 108);
      bytes.fill(0, 54 + 12, 54 + 15);
    });
    expect(parseEdid(plain)).toEqual({ ...dell, serial: "808467539", name: "", widthMm: 520, heightMm: 320 });
    const nothing = edid((bytes) => {
      bytes.fill(0, 12, 16);
      bytes.fill(0, 21, 23);
      bytes.fill(0, 54, 126);
    });
    expect(parseEdid(nothing)).toEqual({ maker: "DEL", product: 0xa0bb, serial: "", name: "" });
  });

  it("that is damaged is none, and damage never throws", () => {
    expect(parseEdid(edid().subarray(0, 127))).toBeNull();
    expect(parseEdid(new Uint8Array())).toBeNull();
    const whole = edid();
    fc.assert(
      fc.property(fc.nat({ max: 127 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(whole);
        bytes[at] = ((bytes[at] ?? 0) + by) % 256;
        expect(parseEdid(bytes)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 127, maxLength: 300 }), (noise) => {
        const bytes = edid((block) => block.set(noise.subarray(0, 110), 10));
        const monitor = parseEdid(bytes);
        if (monitor !== null) expect(monitorSchema.parse(monitor)).toEqual(monitor);
      }),
    );
  });

  it("is read from each connector of each card, and none where there are none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dinding-drm-"));
    for (const [entry, bytes] of [
      ["card0-HDMI-A-1", edid()],
      ["card1-DP-2", Buffer.alloc(0)],
      ["card0", edid()],
      ["renderD128", edid()],
    ] as const) {
      mkdirSync(join(folder, entry));
      writeFileSync(join(folder, entry, "edid"), bytes);
    }
    expect([...(await readMonitors(folder))]).toEqual([["HDMI-A-1", dell]]);
    expect((await readMonitors("/nowhere")).size).toBe(0);
  });
});

describe("an output that names its monitor", () => {
  const { maker, product, serial } = dell;
  const displayOf = (name: string, x: number, monitor?: typeof dell) => ({
    ...{ names: [name], rect: { x, y: 0, width: 1920, height: 1080 }, primary: x === 0 },
    ...(monitor === undefined ? {} : { monitor }),
  });
  const site = siteWith({ a: { kind: "display", connector: "HDMI-1", monitor: { maker, product, serial } } });
  const at = (...displays: ReturnType<typeof displayOf>[]) => planWindows(site, displays).windows[0]?.rect.x;

  it("is found again when that is plugged elsewhere", () => {
    expect(at(displayOf("HDMI-1", 0, dell), displayOf("DP-2", 1920))).toBe(0);
    expect(at(displayOf("HDMI-1", 0), displayOf("DP-2", 1920, dell))).toBe(1920);
  });

  it("stays on its connector where another monitor is there now, or two are alike", () => {
    expect(at(displayOf("HDMI-1", 0, { ...dell, serial: "other" }), displayOf("DP-2", 1920))).toBe(0);
    expect(at(displayOf("DP-2", 1920, dell), displayOf("HDMI-1", 0, dell))).toBe(0);
  });

  it("waits under its connector's name where neither is there", () => {
    expect(planWindows(site, [displayOf("DP-2", 0)]).waiting).toEqual([{ outputId: "a", display: "HDMI-1" }]);
  });
});
