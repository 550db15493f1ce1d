import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { root, sourceFiles } from "./sources.ts";

const require = createRequire(import.meta.url);
const builder = dirname(
  createRequire(require.resolve("electron-builder/package.json")).resolve("app-builder-lib/package.json"),
);
const schema = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(join(builder, "scheme.json"), "utf8")));
// Its own schema uses formats and type unions that ajv's strict mode would rather not see.
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

const text = readFileSync(join(root, "electron-builder.yml"), "utf8");
const configSchema = z.object({
  electronVersion: z.string(),
  files: z.array(z.string()),
  asarUnpack: z.array(z.string()),
  electronFuses: z.record(z.string(), z.boolean()),
  linux: z.object({ target: z.array(z.string()), icon: z.string() }),
  win: z.object({ target: z.array(z.string()), icon: z.string() }),
  npmRebuild: z.boolean(),
});
const config = configSchema.parse(parse(text));
const manifest = z
  .object({ main: z.string(), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

describe("electron-builder.yml", () => {
  it("fits electron-builder's own schema, which notices a word it does not know", () => {
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(validate(parse(`${text}\nasarUnpacked: true\n`))).toBe(false);
    expect(validate(parse(text.replace("runAsNode: false", "runAsNode: maybe")))).toBe(false);
  });

  it("makes AppImage, deb and NSIS of the Electron that is installed, with icons that exist", () => {
    expect([...config.linux.target, ...config.win.target]).toEqual(["AppImage", "deb", "nsis"]);
    expect(config.electronVersion).toBe(manifest.devDependencies.electron);
    for (const icon of [config.linux.icon, config.win.icon]) {
      expect(existsSync(join(root, icon))).toBe(true);
    }
  });

  it("packs what the entry needs, and lays native code and clips beside the archive", () => {
    expect(manifest.main).toBe("dist/main/shell/electron/main.js");
    expect(config.files).toContain("dist/main/**");
    for (const folder of ["layouts", "protocol", "renderer"]) {
      expect(config.files).toContain(`dist/${folder}/**`);
    }
    expect(config.asarUnpack).toContain("node_modules/better-sqlite3/**");
    expect(config.asarUnpack).toContain("node_modules/@node-rs/**");
    expect(config.asarUnpack).toContain("assets/demo/**");
    // Whatever starts a thread lies beside the thread's own file.
    const starters = sourceFiles("src/main")
      .filter((file) => readFileSync(join(root, file), "utf8").includes("new Worker("))
      .map((file) => `${dirname(file).replace(/^src/, "dist")}/`);
    expect(starters.length).toBeGreaterThan(2);
    const unpacked = config.asarUnpack.map((pattern) => pattern.replace("**", ""));
    expect(starters.filter((folder) => !unpacked.some((one) => folder.startsWith(one)))).toEqual([]);
    // A rebuild would compile better-sqlite3, which brings its binaries.
    expect(config.npmRebuild).toBe(false);
  });

  it("sets the fuses that keep the program from being used as a plain Node", () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });
});
