import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Output, Site } from "../../../src/layouts/site.ts";
import { parseDetect, parseLuminance, sameConnector } from "../../../src/main/shell/ddc.ts";
import { MonitorDimmer } from "../../../src/main/shell/monitor-dimmer.ts";
import type { BrightnessState } from "../../../src/protocol/brightness.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

/** What ddcutil 1.4 and 2.1 print for two monitors and a laptop's own panel. */
const detected = `Display 1
   I2C bus:  /dev/i2c-4
   DRM connector:           card0-HDMI-A-1
   Monitor:                 DEL:DELL U2415:7MT0186N2D0S

Invalid display
   I2C bus:  /dev/i2c-2
   DRM connector:           card0-eDP-1
   Monitor:                 BOE::

Display 2
   I2C bus:          /dev/i2c-7
   DRM_connector:    card1-DP-2
   Monitor:          GSM:LG HDR 4K:
`;

describe("ddcutil", () => {
  it("is read as either version prints it, without displays that do not answer", () => {
    expect(parseDetect(detected)).toEqual([
      { bus: 4, connector: "HDMI-A-1", model: "DEL:DELL U2415:7MT0186N2D0S" },
      { bus: 7, connector: "DP-2", model: "GSM:LG HDR 4K:" },
    ]);
    for (const text of ["", "No displays found\n", "Display 1\n   I2C bus: /dev/nothing\n"])
      expect(parseDetect(text)).toEqual([]);
    expect(parseLuminance("VCP 10 C 70 100\n")).toEqual({ value: 70, most: 100 });
    for (const text of ["", "VCP 10 ERR\n", "VCP 10 C 70 0\n"]) expect(parseLuminance(text)).toBeNull();
  });

  it("names connectors as the kernel does, the desktop as X does", () => {
    expect(sameConnector("HDMI-1", "HDMI-A-1")).toBe(true);
    expect(sameConnector("DP-2", "DP-2")).toBe(true);
    expect(sameConnector("DVI-1", "DVI-D-1")).toBe(true);
    expect(sameConnector("HDMI-2", "HDMI-A-1")).toBe(false);
    expect(sameConnector("DP-1", "HDMI-A-1")).toBe(false);
  });
});

/** A program in the place of ddcutil, for no test machine has such a monitor: bus 4 has 80 steps, bus 7 does not answer. */
function fakeDdcutil() {
  const folder = mkdtempSync(join(tmpdir(), "dinding-ddc-"));
  const [program, log, there] = ["ddcutil", "said", "there"].map((name) => join(folder, name));
  if (program === undefined || log === undefined || there === undefined) throw new Error("no names");
  writeFileSync(there, detected);
  writeFileSync(
    program,
    `#!/bin/sh
echo "$@" >> ${log}
case "$*" in
  detect*) cat ${there} ;;
  *"--bus 7"*) exit 1 ;;
  getvcp*) echo "VCP 10 C 40 80" ;;
esac
`,
  );
  chmodSync(program, 0o755);
  return {
    program,
    said: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
    /** Another monitor on the cable of the first. */
    replug: () => writeFileSync(there, detected.replace("7MT0186N2D0S", "7MT0186N9XXX")),
  };
}

const size = { width: 1920, height: 1080 };
const outputs: Output[] = ["HDMI-1", "DP-2"].map((connector, at) => ({
  ...{ id: `out-${at + 1}`, name: connector, ...size },
  placement: { kind: "display", connector },
}));
const site = (change: Partial<Output> = {}): Site => ({
  ...{ id: "s", name: "S", zone: "Asia/Jakarta", rooms: [], walls: [], viewports: [], notes: [] },
  outputs: outputs.map((output) => ({ ...output, ...change })),
});

function dimmer(program: string, first: Site) {
  let shown = first;
  let state: BrightnessState = { percent: 60, by: "schedule", name: null, outputs: [] };
  const told: (readonly string[])[] = [];
  const client = {
    brightness: () => Promise.resolve(state),
    monitorsDim: (ids: readonly string[]) => {
      told.push(ids);
      return Promise.resolve();
    },
  };
  const made = new MonitorDimmer({
    clock: new SimulatedClock(),
    program,
    displays: () =>
      Promise.resolve(
        ["HDMI-1", "DP-2"].map((name, at) => ({
          names: [name],
          rect: { x: at * 1920, y: 0, ...size },
          primary: at === 0,
        })),
      ),
    core: () => ({ client, site: shown }),
    failed: (error) => {
      throw error;
    },
  });
  return {
    made,
    told,
    set: (next: Partial<BrightnessState>) => (state = { ...state, ...next }),
    show: (next: Site) => (shown = next),
  };
}

describe("monitors that take orders", () => {
  it("are set to their share once a change, and the core is told which follow", async () => {
    const { program, said } = fakeDdcutil();
    const { made, told, set } = dimmer(program, site());
    await made.look();
    // 60 % of 80 steps; the other one does not answer, and is left to the layer.
    expect(said()).toContain("setvcp 10 48 --bus 4");
    expect(told).toEqual([["out-1"]]);
    const before = said().filter((line) => line.includes("--bus 4")).length;
    await made.look();
    expect(said().filter((line) => line.includes("--bus 4"))).toHaveLength(before);
    expect(told).toEqual([["out-1"], ["out-1"]]);
    set({ percent: 30 });
    await made.look();
    expect(said()).toContain("setvcp 10 24 --bus 4");
    expect(said().filter((line) => line.startsWith("detect"))).toHaveLength(1);
  });

  it("stay as their buttons left them where nobody has said how bright", async () => {
    const { program, said } = fakeDdcutil();
    const { made, set } = dimmer(program, site());
    set({ by: "none", percent: 100 });
    await made.look();
    expect(said().filter((line) => line.startsWith("setvcp"))).toEqual([]);
  });

  it("are as their buttons left them again once nobody says how bright any more", async () => {
    const { program, said } = fakeDdcutil();
    const { made, set } = dimmer(program, site());
    set({ by: "manual", percent: 75 });
    await made.look();
    set({ percent: 25 });
    await made.look();
    set({ by: "none", percent: 100 });
    await made.look();
    await made.look();
    const orders = said().filter((line) => line.startsWith("setvcp") && line.endsWith("--bus 4"));
    expect(orders).toEqual(["setvcp 10 60 --bus 4", "setvcp 10 20 --bus 4", "setvcp 10 40 --bus 4"]);
  });

  it.each<[string, Site]>([
    ["the layer dims their outputs", site({ dimming: "layer" })],
    ["the processor dims their outputs", site({ dimming: "processor" })],
    ["their outputs are on no display", site({ placement: { kind: "window" } })],
    ["their outputs are gone", { ...site(), outputs: [] }],
  ])("are as their buttons left them again once %s, and taken up anew afterwards", async (_, other) => {
    const { program, said } = fakeDdcutil();
    const { made, told, set, show } = dimmer(program, site());
    const orders = () => said().filter((line) => line.startsWith("setvcp") && line.endsWith("--bus 4"));
    set({ percent: 25 });
    await made.look();
    show(other);
    await made.look();
    expect(orders()).toEqual(["setvcp 10 20 --bus 4", "setvcp 10 40 --bus 4"]);
    set({ percent: 75 });
    await made.look();
    expect(orders()).toHaveLength(2);
    expect(told).toEqual([["out-1"]]);
    show(site());
    await made.look();
    expect(orders().slice(2)).toEqual(["setvcp 10 60 --bus 4"]);
    expect(told).toEqual([["out-1"], ["out-1"]]);
  });

  it("are told anew where another hangs on the same cable", async () => {
    const { program, said, replug } = fakeDdcutil();
    const { made, told } = dimmer(program, site());
    await made.look();
    replug();
    const orders = () => said().filter((line) => line === "setvcp 10 48 --bus 4").length;
    while (said().filter((line) => line.startsWith("detect")).length < 2) await made.look();
    expect(orders()).toBe(2);
    expect(told.at(-1)).toEqual(["out-1"]);
  });

  it("are left alone where the site has the layer or the processor dim", async () => {
    for (const dimming of ["layer", "processor"] as const) {
      const { program, said } = fakeDdcutil();
      const { made, told } = dimmer(program, site({ dimming }));
      await made.look();
      expect(said().filter((line) => line.startsWith("setvcp"))).toEqual([]);
      expect(told).toEqual([]);
    }
  });

  it("are none where ddcutil is not installed, and nothing is told", async () => {
    const { made, told } = dimmer("/nowhere/ddcutil", site());
    await made.look();
    expect(told).toEqual([]);
    made.start();
    await made.stop();
  });
});
