import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { removeRunFile, writeRunFile } from "../../../src/main/access/run-file.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "dinding-run-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const run = { origin: "http://127.0.0.1:7080", token: "t", pid: 4711 };

it("run.json is whole, for this user alone, and replaces that of a core before", async () => {
  const data = newFolder();
  await writeRunFile(data, { ...run, token: "older and much longer than the next" });
  await writeRunFile(data, run);
  const file = join(data, "run.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(run);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(data)).toEqual(["run.json"]);
});

it("run.json is removed by the core that wrote it and by no other", async () => {
  const data = newFolder();
  await writeRunFile(data, run);
  await removeRunFile(data, 4712);
  expect(readdirSync(data)).toEqual(["run.json"]);
  await removeRunFile(data, 4711);
  await removeRunFile(data, 4711);
  expect(readdirSync(data)).toEqual([]);
  writeFileSync(join(data, "run.json"), "{half a");
  await removeRunFile(data, 4711);
  expect(readdirSync(data)).toEqual([]);
});
