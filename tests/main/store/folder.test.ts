import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFolder, writeWhole } from "../../../src/main/store/folder.ts";

describe("the data folder", () => {
  it("is made with those above it, for this user alone", () => {
    const data = join(mkdtempSync(join(tmpdir(), "dinding-folder-")), "a", "b");
    createFolder(data);
    createFolder(data);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, "..")).mode & 0o777).toBe(0o700);
  });

  it.runIf(process.platform === "linux")(
    "gets a file whole, or none where the disk takes a part of it",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "dinding-folder-"));
      const bytes = Buffer.alloc(100_000, "dinding");
      writeWhole(join(folder, "whole"), bytes);
      expect(readFileSync(join(folder, "whole")).equals(bytes)).toBe(true);
      // A file may grow to a few thousand bytes here: the first write takes so many of them, and says so.
      const module = new URL("../../../src/main/store/folder.ts", import.meta.url).href;
      const script = `(await import(${JSON.stringify(module)})).writeWhole(process.argv[1], Buffer.alloc(100_000))`;
      const limited = 'trap \'\' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1" "$2"';
      const { status, stderr } = spawnSync(
        "sh",
        ["-c", limited, process.execPath, script, join(folder, "short")],
        {
          encoding: "utf8",
        },
      );
      expect([status, stderr]).toEqual([1, expect.stringContaining("EFBIG")]);
      expect(existsSync(join(folder, "short"))).toBe(false);
    },
  );

  it.runIf(process.platform === "linux")("is refused at once where nobody can make one", () => {
    expect(() => createFolder("/proc/dinding/data")).toThrow(/cannot be written/);
  });
});
