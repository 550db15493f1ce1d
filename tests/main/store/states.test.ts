import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, vi } from "vitest";
import { asFault } from "../../../src/main/base/fault.ts";
import type { FaultKind } from "../../../src/protocol/fault.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { commands, prepare } from "./commands.ts";
import { newFolder, opened, smallDisk } from "./folders.ts";
import { writingCore } from "./writing-core.ts";

/** What became of a call: "answered", or the kind of its fault. */
async function outcome(work: Promise<unknown>): Promise<"answered" | FaultKind> {
  try {
    await work;
    return "answered";
  } catch (error) {
    return asFault(error).kind;
  }
}

async function outcomes(store: Store): Promise<Record<string, "answered" | FaultKind>> {
  const tried: Record<string, "answered" | FaultKind> = {};
  for (const [name, call] of Object.entries(commands)) tried[name] = await outcome(call.run(store));
  return tried;
}

/** For each command what `of` says it should come to. */
function expected(of: (writes: boolean) => "answered" | FaultKind): Record<string, "answered" | FaultKind> {
  return Object.fromEntries(Object.entries(commands).map(([name, call]) => [name, of(call.writes)]));
}

describe("every command", () => {
  it("is tried here", async () => {
    const store = await opened(newFolder());
    const faces = Object.entries(store).flatMap(([table, face]: [string, unknown]) =>
      face !== null && typeof face === "object" ? Object.keys(face).map((name) => `${table}.${name}`) : [],
    );
    // One writes and undoes that, the other writes where something waits: whether there is room is no matter.
    const tried = [...Object.keys(commands), "incidents.tryReceive", "outbox.settle"];
    expect(tried.toSorted()).toEqual(faces.toSorted());
  });

  it("faults as unavailable once the store is closed, and closing again is nothing", async () => {
    const store = await opened(newFolder());
    await prepare(store);
    const accepted = store.settings.put("last", "1");
    await store.close();
    await expect(accepted).resolves.toBeUndefined();
    expect(await outcomes(store)).toEqual(expected(() => "unavailable"));
    expect(await outcome(store.backup("/tmp/never"))).toBe("unavailable");
    await store.close();
  });

  it("reads on while another program holds the database, and writes when it lets go", async () => {
    const data = newFolder();
    const store = await opened(data, { busyMs: 20 });
    await prepare(store);
    const other = new Database(join(data, "dinding.sqlite"));
    other.exec("BEGIN IMMEDIATE");
    expect(await outcomes(store)).toEqual(expected((writes) => (writes ? "unavailable" : "answered")));
    other.exec("ROLLBACK");
    other.close();
    const after = await outcomes(store);
    expect(after).toMatchObject({
      "settings.put": "answered",
      "cameras.add": "answered",
      "site.put": "answered",
    });
    expect(Object.values(after).filter((kind) => kind === "unavailable")).toEqual([]);
  });
});

describe("a full disk", () => {
  it("refuses writes with a sentence, goes on reading, and recovers when there is room", async ({ skip }) => {
    const disk = smallDisk(1500);
    if (disk === null) return skip("this user may mount nothing");
    const store = await opened(disk.folder);
    await prepare(store);
    const filler = join(disk.folder, "filler");
    expect(() => {
      for (;;) writeFileSync(filler, Buffer.alloc(4096), { flag: "a" });
    }).toThrow(/ENOSPC/);
    const large = "x".repeat(400_000);
    await expect(store.settings.put("large", large)).rejects.toMatchObject({
      kind: "diskFull",
      message: `The disk of ${disk.folder} is full; nothing was saved. Make room.`,
    });
    for (const [name, kind] of Object.entries(await outcomes(store))) {
      if (commands[name]?.writes === false) expect([name, kind]).toEqual([name, "answered"]);
      expect(["answered", "diskFull", "notFound", "conflict"], name).toContain(kind);
    }
    expect(await outcome(store.backup(join(disk.folder, "copy")))).toBe("diskFull");
    expect(await store.settings.get("large")).toBeNull();
    rmSync(filler);
    await store.settings.put("large", large);
    expect(await store.settings.get("large")).toBe(large);
    return undefined;
  });
});

describe("a disk that cannot be written", () => {
  it("is named at the start", async ({ skip }) => {
    const disk = process.getuid?.() === 0 ? smallDisk(2000) : { folder: newFolder(), remount: null };
    if (disk === null) return skip("root, to whom permissions mean nothing, may mount nothing here");
    await (await opened(disk.folder)).close();
    if (disk.remount) disk.remount("ro");
    else chmodSync(disk.folder, 0o500);
    await expect(opened(disk.folder)).rejects.toMatchObject({ kind: "diskReadOnly" });
    await expect(opened(join(disk.folder, "new"))).rejects.toMatchObject({ kind: "diskReadOnly" });
    if (disk.remount) disk.remount("rw");
    else chmodSync(disk.folder, 0o700);
    await (await opened(disk.folder)).settings.put("a", "1");
    return undefined;
  });

  it("in the middle of work fails the changes and not the core", async ({ skip }) => {
    const prlimit = "/usr/bin/prlimit";
    if (!existsSync(prlimit)) return skip("there is no prlimit");
    const core = writingCore(newFolder());
    await vi.waitFor(() => expect(core.lines.length).toBeGreaterThan(5), { timeout: 20_000 });
    // From here on the system refuses to make any file longer.
    execFileSync(prlimit, ["--pid", String(core.process.pid), "--fsize=4096:unlimited"]);
    const faults = () => core.lines.filter(([word]) => word === "fault");
    await vi.waitFor(() => expect(faults().length).toBeGreaterThan(3), { timeout: 20_000 });
    expect(new Set(faults().map(([, kind]) => kind))).toEqual(new Set(["diskFailed"]));
    execFileSync(prlimit, ["--pid", String(core.process.pid), "--fsize=unlimited:unlimited"]);
    const failed = core.lines.length;
    await vi.waitFor(() => expect(core.lines.slice(failed).map(([word]) => word)).toContain("incident"), {
      timeout: 20_000,
    });
    return undefined;
  });
});

describe("a damaged database", () => {
  /** The bytes of a database with something in every table. */
  async function sampleBytes(): Promise<Buffer> {
    const data = newFolder();
    const store = await opened(data);
    await prepare(store);
    await store.close();
    return readFileSync(join(data, "dinding.sqlite"));
  }

  it("is refused as such, or still good, wherever the damage is", async () => {
    const sample = await sampleBytes();
    const kinds = new Set<string>();
    for (let at = 0; at < sample.length; at += Math.floor(sample.length / 12)) {
      const data = newFolder();
      const file = join(data, "dinding.sqlite");
      writeFileSync(file, sample);
      const handle = openSync(file, "r+");
      writeSync(handle, Buffer.alloc(600, 0xa5), 0, 600, at);
      closeSync(handle);
      kinds.add(await outcome(opened(data)));
    }
    expect([...kinds].filter((kind) => !["answered", "dataDamaged", "keyMissing"].includes(kind))).toEqual(
      [],
    );
    expect(kinds).toContain("dataDamaged");
  });

  it("is refused where its end is missing", async () => {
    const data = newFolder();
    const file = join(data, "dinding.sqlite");
    writeFileSync(file, await sampleBytes());
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096);
    expect(await outcome(opened(data))).toBe("dataDamaged");
  });

  it("with a row that is no camera names the row", async () => {
    const data = newFolder();
    writeFileSync(join(data, "dinding.sqlite"), await sampleBytes());
    const db = new Database(join(data, "dinding.sqlite"));
    db.exec(`DELETE FROM meta; UPDATE cameras SET detail = '{"group": 7}'`);
    db.close();
    const store = await opened(data);
    await expect(store.cameras.list()).rejects.toMatchObject({
      kind: "dataDamaged",
      detail: { code: "cameras camera" },
    });
    expect(await store.layouts.list()).toHaveLength(1);
  });
});
