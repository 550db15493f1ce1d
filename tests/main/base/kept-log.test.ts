import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { KeptFile, type LogFile } from "../../../src/main/base/kept-file.ts";
import { createKeptLog, logFolder } from "../../../src/main/base/kept-log.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

/** A file on a disk that may be full. */
class Disk extends EventEmitter implements LogFile {
  readonly lines: string[] = [];
  full = false;
  write(line: string): void {
    if (this.full) this.emit("error", new Error("ENOSPC"));
    else this.lines.push(line);
  }
  flushSync(): void {}
  destroy(): void {}
}

it("a log whose folder cannot be made is kept as soon as it can, with how many lines were lost", async () => {
  const data = mkdtempSync(join(tmpdir(), "dinding-log-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  writeFileSync(logFolder(data), "in the way");
  const clock = new SimulatedClock();
  const { log, keepIn } = createKeptLog("silent", clock);
  log.level = "info";
  const end = await keepIn(data);
  onTestFinished(end);
  log.info("satu");
  log.info("dua");
  rmSync(logFolder(data));
  mkdirSync(logFolder(data));
  await clock.advance(60_000);
  const kept = () =>
    readdirSync(logFolder(data))
      .map((name) => readFileSync(join(logFolder(data), name), "utf8"))
      .join("");
  await vi.waitFor(() => expect(kept()).toMatch(/"lost":\d.*again/u));
  log.info("tiga");
  expect(kept()).toContain("tiga");
  expect(kept()).not.toContain("satu");
});

it("a disk that is full is tried again, each time after twice as long, and the lines in between are counted", async () => {
  const clock = new SimulatedClock();
  const disks: Disk[] = [];
  const told: string[] = [];
  let full = false;
  const open = async () => {
    const disk = Object.assign(new Disk(), { full });
    disks.push(disk);
    return disk;
  };
  const file = new KeptFile({
    ...{ open, clock },
    failed: (_, againMs) => told.push(`again in ${againMs / 1000} s`),
    line: (lost) => `lost ${lost}`,
    again: (lost) => told.push(`kept again, lost ${lost}`),
  });
  await file.start();
  file.write("satu");
  full = true;
  for (const disk of disks) disk.full = true;
  file.write("dua");
  file.write("tiga");
  await clock.advance(5000);
  await clock.advance(10_000);
  full = false;
  await clock.advance(20_000);
  file.write("empat");
  expect(disks.map(({ lines }) => lines)).toEqual([["satu"], [], [], ["lost 2", "empat"]]);
  expect(told).toEqual(["again in 5 s", "again in 10 s", "again in 20 s", "kept again, lost 2"]);
  file.end();
  expect(clock.waiting).toBe(0);
});
