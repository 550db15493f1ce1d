import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { root } from "./sources.ts";

const pageFiles = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "src/layouts/SPEC.md"];

const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const manifest = packageSchema.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

function page(name: string): string {
  return readFileSync(join(root, name), "utf8");
}

describe("what the pages of the repository promise", () => {
  it.each(pageFiles)("%s: every npm script it names exists", (name) => {
    const named = [...page(name).matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      (m) => m[1] ?? m[2] ?? "",
    );
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  it.each(pageFiles)("%s: every file it links to or shows exists", (name) => {
    const links = [...page(name).matchAll(/\]\(([^)\s]+)\)/g)].map(
      (match) => (match[1] ?? "").split("#")[0] ?? "",
    );
    const files = links.filter((link) => link !== "" && !/^[a-z]+:/i.test(link));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it("every npm script calls a file that exists", () => {
    const called = Object.values(manifest.scripts).flatMap((line) => line.match(/\S+\.(?:mjs|ts)/g) ?? []);
    expect(called.length).toBeGreaterThanOrEqual(6);
    expect(called.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it("every dependency is pinned to one version", () => {
    const versions = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    expect(
      Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)),
    ).toEqual([]);
  });

  it("what a reviewer runs is an executable that runs npm test", () => {
    const path = join(root, ".ci", "run");
    expect(statSync(path).mode & 0o111).not.toBe(0);
    expect(readFileSync(path, "utf8")).toMatch(/^exec npm test$/m);
  });
});
