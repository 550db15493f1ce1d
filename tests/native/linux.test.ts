import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "native", "linux");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const scripts = ["arrange-displays", "install", "kiosk-session", "uninstall"];
const units = readdirSync(folder).filter((name) => name.endsWith(".service"));

describe("the files of an appliance", () => {
  it.each(scripts)(
    "%s is an executable script without a fault of form that stops at the first failure",
    (name) => {
      expect(statSync(join(folder, name)).mode & 0o111).not.toBe(0);
      expect(read(name)).toMatch(/^#!\/usr\/bin\/env bash\n[\s\S]*\nset -euo pipefail\n/);
      execFileSync("bash", ["-n", join(folder, name)]);
    },
  );

  it.each(units)("%s starts files of this repository as they will lie under /opt/dinding", (name) => {
    const paths = [...read(name).matchAll(/\/opt\/dinding\/(\S+)/g)].map((match) => match[1] ?? "");
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      expect(statSync(join(root, path)).isFile(), path).toBe(true);
    }
  });

  it("every unit, rule and setting is installed, and taken away again", () => {
    const [install, uninstall] = [read("install"), read("uninstall")];
    for (const name of [...units, "71-dinding.rules", "10-dinding.conf"]) {
      expect(install, name).toContain(`"$here/${name}"`);
      expect(uninstall, name).toContain(name);
    }
    expect(install).toContain('"$here/environment"');
  });

  it("the service is not started again after unusable arguments, the exit status 2 of the contract", () => {
    expect(read("dinding.service")).toMatch(/^RestartPreventExitStatus=2$/m);
    expect(read("dinding.service")).toMatch(/^Restart=always$/m);
  });
});

describe("arranging the displays", () => {
  /** Runs the script with an xrandr that answers `query`, and gives the arguments it was then called with. */
  function arranged(query: string): string {
    const bin = mkdtempSync(join(tmpdir(), "dinding-xrandr-"));
    try {
      const log = join(bin, "called");
      const answer = join(bin, "query");
      writeFileSync(answer, query);
      writeFileSync(
        join(bin, "xrandr"),
        `#!/bin/sh\nif [ "$1" = --query ]; then cat '${answer}'; else echo "$@" > '${log}'; fi\n`,
      );
      chmodSync(join(bin, "xrandr"), 0o755);
      const { status } = spawnSync(join(folder, "arrange-displays"), {
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` },
      });
      expect(status).toBe(0);
      return readdirSync(bin).includes("called") ? readFileSync(log, "utf8").trim() : "";
    } finally {
      rmSync(bin, { recursive: true, force: true });
    }
  }

  it("puts what is connected side by side in the order of the connectors, and switches the rest off", () => {
    const query = [
      "Screen 0: minimum 320 x 200, current 1920 x 1080, maximum 16384 x 16384",
      "HDMI-10 connected (normal left inverted right x axis y axis)",
      "   1920x1080     60.00 +",
      "HDMI-2 connected primary 1920x1080+0+0 (normal left inverted right) 531mm x 299mm",
      "   1920x1080     60.00*+",
      "DP-1 disconnected (normal left inverted right x axis y axis)",
    ].join("\n");
    expect(arranged(query)).toBe(
      "--output DP-1 --off --output HDMI-2 --auto --primary --pos 0x0 --output HDMI-10 --auto --right-of HDMI-2",
    );
  });

  it("leaves everything as it is where nothing is connected", () => {
    expect(arranged("DP-1 disconnected (normal)\n")).toBe("");
  });
});
