import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFolder } from "../../../src/main/store/folder.ts";

describe("the data folder", () => {
  it("is made with those above it, for this user alone", () => {
    const data = join(mkdtempSync(join(tmpdir(), "dinding-folder-")), "a", "b");
    createFolder(data);
    createFolder(data);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, "..")).mode & 0o777).toBe(0o700);
  });

  it.runIf(process.platform === "linux")("is refused at once where nobody can make one", () => {
    expect(() => createFolder("/proc/dinding/data")).toThrow(/cannot be written/);
  });
});
