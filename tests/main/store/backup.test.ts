import { execFile } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { describe, expect, it, vi } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import { Images } from "../../../src/main/images/images.ts";
import { backupFolder } from "../../../src/main/store/backup.ts";
import { restoreFolder } from "../../../src/main/store/restore.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { IMAGE_BYTES } from "../../../src/protocol/image.ts";
import { pngOf } from "../../fixtures/pictures.ts";
import { fixedClock } from "../access/fixed-clock.ts";
import { prepare } from "./commands.ts";
import { newFolder, opened } from "./folders.ts";
import { writingCore } from "./writing-core.ts";

/** Everything that a backup is to bring back. */
async function contents(store: Store) {
  return {
    site: await store.site.get(),
    cameras: await store.cameras.list(),
    addresses: await store.cameras.addresses(),
    layout: await store.layouts.get("layout"),
    takes: await store.takes.ofWall("wall", 10),
    incidents: await store.incidents.list(),
    account: await store.accounts.get("admin"),
    setting: await store.settings.get("key"),
    secret: await store.settings.getSecret("key"),
  };
}

/** A backup of a prepared store, and what was in it. */
async function backedUp(passphrase: string | null = null) {
  const folder = newFolder();
  const store = await opened(join(folder, "data"));
  await prepare(store);
  const path = join(folder, "backup");
  await backupFolder(join(folder, "data"), path, passphrase);
  return { folder, store, path, before: await contents(store) };
}

describe("a backup", () => {
  it("is one file for this user alone, and brings everything back on another machine but the sessions", async () => {
    const { folder, store, before } = await backedUp();
    const path = join(folder, "by-the-core");
    await store.backup(path);
    expect(readdirSync(folder).toSorted()).toEqual(["backup", "by-the-core", "data"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const data = join(folder, "elsewhere");
    restoreFolder(path, data, null);
    expect(readdirSync(data).toSorted()).toEqual(["dinding.sqlite", "key", "lock"]);
    expect(statSync(join(data, "key")).mode & 0o777).toBe(0o600);
    // The key lies beside the database from here on, and no longer in it.
    expect(readFileSync(join(data, "dinding.sqlite")).includes(readFileSync(join(data, "key")))).toBe(false);
    const restored = await opened(data);
    expect(await contents(restored)).toEqual(before);
    expect(before.addresses).toMatchObject([{ password: "p" }]);
    expect(await restored.sessions.get("hash")).toBeNull();
    expect(await store.sessions.get("hash")).not.toBeNull();
  });

  it("is taken while the core writes, and holds a moment of it", async () => {
    const folder = newFolder();
    const data = join(folder, "data");
    const core = writingCore(data);
    await vi.waitFor(() => expect(core.lines.length).toBeGreaterThan(30), { timeout: 20_000, interval: 5 });
    const said = core.lines.length;
    const lastOf = (lines: string[][]) => Number(lines.findLast(([word]) => word === "layout")?.[1]);
    const before = lastOf(core.lines);
    await backupFolder(data, join(folder, "backup"), null);
    await vi.waitFor(() => expect(core.lines.length).toBeGreaterThan(said + 10), {
      timeout: 20_000,
      interval: 5,
    });
    await core.kill();
    expect(core.lines.filter(([word]) => word === "fault")).toEqual([]);
    restoreFolder(join(folder, "backup"), join(folder, "restored"), null);
    const { version } = await (await opened(join(folder, "restored"))).layouts.get("l");
    expect(version).toBeGreaterThanOrEqual(before);
    expect(version).toBeLessThanOrEqual(lastOf(core.lines) + 1);
  });

  it("brings the certificate back, sealed on its way, and no other file", async () => {
    const { folder, store } = await backedUp();
    const tls = join(folder, "data", "tls");
    mkdirSync(join(tls, "deeper"), { recursive: true });
    writeFileSync(join(tls, "key.pem"), "kunci-sertifikat");
    writeFileSync(join(tls, ".hidden"), "x");
    writeFileSync(join(tls, "huge"), Buffer.alloc(2 * 1024 * 1024));
    writeFileSync(join(folder, "data", "run.json"), "{}");
    const path = join(folder, "with-tls");
    await store.backup(path);
    expect(readFileSync(path).includes("kunci-sertifikat")).toBe(false);
    const data = join(folder, "restored");
    restoreFolder(path, data, null);
    expect(readdirSync(data).toSorted()).toEqual(["dinding.sqlite", "key", "lock", "tls"]);
    expect(readdirSync(join(data, "tls"))).toEqual(["key.pem"]);
    expect(readFileSync(join(data, "tls", "key.pem"), "utf8")).toBe("kunci-sertifikat");
    expect(statSync(join(data, "tls")).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, "tls", "key.pem")).mode & 0o777).toBe(0o600);
  });

  it("makes no read wait, nor does a look through the whole file", async () => {
    const { folder, store } = await backedUp();
    // Its thread is started by the first long read.
    await store.incidents.list();
    const ended: string[] = [];
    const noted = async (what: string, work: Promise<unknown>) => {
      await work;
      ended.push(what);
    };
    await Promise.all([
      noted("check", store.upkeep.check()),
      noted("backup", store.backup(join(folder, "at-once"))),
      noted("list", store.incidents.list()),
    ]);
    expect(ended).toEqual(["list", "check", "backup"]);
    const last = store.upkeep.check();
    await store.close();
    expect(await last).toMatchObject({ problems: [] });
    await expect(store.upkeep.check()).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("never replaces a file, and leaves nothing behind where it fails", async () => {
    const { folder, store, path } = await backedUp();
    const bytes = readFileSync(path);
    await expect(store.backup(path)).rejects.toMatchObject({ kind: "conflict" });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    await expect(store.backup(join(folder, "nowhere", "backup"))).rejects.toMatchObject({
      kind: "fileMissing",
    });
    await expect(backupFolder(join(folder, "nowhere"), join(folder, "b"), null)).rejects.toMatchObject({
      kind: "fileMissing",
    });
    expect(readdirSync(folder).toSorted()).toEqual(["backup", "data"]);
  });

  it("made with a passphrase opens with that one alone", async () => {
    const { folder, path, before } = await backedUp("kalimat sandi");
    const key = readFileSync(join(folder, "data", "key"));
    expect(readFileSync(path).includes(key)).toBe(false);
    const data = join(folder, "restored");
    for (const passphrase of [null, "lain"])
      expect(() => restoreFolder(path, data, passphrase)).toThrow(
        expect.objectContaining({ kind: "passphraseWrong" }),
      );
    expect(existsSync(data)).toBe(false);
    restoreFolder(path, data, "kalimat sandi");
    expect(await contents(await opened(data))).toEqual(before);
  });
});

/** Pictures as somebody uploaded them, by the names of their files. */
async function uploaded(data: string, names: readonly string[]) {
  const images = await Images.open({
    data,
    log: createLog("silent"),
    clock: fixedClock(0),
    reserveBytes: 0,
  });
  const added = [];
  for (const [n, name] of names.entries())
    added.push(await images.add(pngOf({ width: 4, height: 3 }, [n, 0, 0]), name, "sari"));
  return added;
}

const filesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "base64")]));

describe("uploaded pictures in a backup", () => {
  it("come back byte for byte, and those that are missing or damaged are named and left out", async () => {
    const { folder, store, before } = await backedUp();
    const data = join(folder, "data");
    const images = join(data, "images");
    const [logo, plan, gone, bad] = await uploaded(data, ["Logo", "Denah", "Hilang", "Rusak"]);
    const whole = filesOf(images);
    rmSync(join(images, `${gone?.id}.png`));
    const file = join(images, `${bad?.id}.png`);
    const damaged = readFileSync(file);
    damaged[30] = 1 + (damaged[30] ?? 0);
    writeFileSync(file, damaged);
    writeFileSync(join(images, `${"0".repeat(64)}.json`), "{");
    writeFileSync(join(images, `${logo?.id}.png.part`), "x");
    const path = join(folder, "with-pictures");
    const carried = await store.backup(path);
    expect(carried.count).toBe(2);
    expect(carried.lost.toSorted()).toEqual(["0".repeat(64), "Hilang", "Rusak"]);
    const target = join(folder, "restored");
    expect(restoreFolder(path, target, null)).toEqual({ count: 2, lost: [] });
    const kept = Object.entries(whole).filter(([name]) =>
      [logo, plan].some((one) => one && name.startsWith(one.id)),
    );
    expect(kept).toHaveLength(4);
    expect(filesOf(join(target, "images"))).toEqual(Object.fromEntries(kept));
    expect(statSync(join(target, "images")).mode & 0o777).toBe(0o700);
    expect(statSync(join(target, "images", `${logo?.id}.png`)).mode & 0o777).toBe(0o600);
    expect(readdirSync(target).toSorted()).toEqual(["dinding.sqlite", "images", "key", "lock"]);
    const again = await Images.open({ data: target, log: createLog("silent"), clock: fixedClock(0) });
    expect(again.list()).toEqual([plan, logo]);
    const restored = await opened(target);
    expect(await contents(restored)).toEqual(before);
    // Nothing of them stays in the database.
    expect(readFileSync(join(target, "dinding.sqlite")).includes("backup_images")).toBe(false);
  });

  it("that the disk does not give back are named, one or all of them, and the rest is in it", async () => {
    const { folder, store, before } = await backedUp();
    const images = join(folder, "data", "images");
    const [logo, plan, other] = await uploaded(join(folder, "data"), ["Logo", "Denah", "Lain"]);
    // Instead of a disk that fails: reading a folder as a file does so for every user.
    for (const name of [`${plan?.id}.png`, `${other?.id}.json`]) {
      rmSync(join(images, name));
      mkdirSync(join(images, name));
    }
    const carried = await store.backup(join(folder, "some"));
    expect({ ...carried, lost: carried.lost.toSorted() }).toEqual({
      ...{ count: 1, lost: [String(other?.id), "Denah"].toSorted() },
    });
    expect(restoreFolder(join(folder, "some"), join(folder, "restored"), null).count).toBe(1);
    expect(readdirSync(join(folder, "restored", "images"))).toContain(`${logo?.id}.png`);
    rmSync(images, { recursive: true });
    writeFileSync(images, "");
    expect(await store.backup(join(folder, "none"))).toEqual({ count: 0, lost: ["images"] });
    restoreFolder(join(folder, "none"), join(folder, "again"), null);
    expect(await contents(await opened(join(folder, "again")))).toEqual(before);
  });

  it("that are damaged in it are named, and nothing else of it is lost", async () => {
    const { folder, store, before } = await backedUp();
    const data = join(folder, "data");
    const [logo] = await uploaded(data, ["Logo", "Denah", "Besar", "Lain"]);
    const path = join(folder, "with-pictures");
    await store.backup(path);
    const edit = new Database(path);
    const set = (what: string, name: string) =>
      edit.exec(`UPDATE backup_images SET ${what} WHERE json_extract(record, '$.name') = '${name}'`);
    set("content = randomblob(length(content))", "Denah");
    set(`content = zeroblob(${IMAGE_BYTES + 1})`, "Besar");
    // A name of its own would be a place outside of the folder.
    set("record = json_set(record, '$.id', '../../lain')", "Lain");
    const other: unknown = edit
      .prepare("SELECT id FROM backup_images WHERE record LIKE '%lain%'")
      .pluck()
      .get();
    edit.close();
    const target = join(folder, "restored");
    const { count, lost } = restoreFolder(path, target, null);
    expect({ count, lost: lost.toSorted() }).toEqual({
      count: 1,
      lost: [String(other), "Besar", "Denah"].toSorted(),
    });
    expect(readdirSync(join(target, "images")).toSorted()).toEqual([`${logo?.id}.json`, `${logo?.id}.png`]);
    expect(await contents(await opened(target))).toEqual(before);
  });

  it("are none in a backup of before they were carried", async () => {
    const { folder, path } = await backedUp();
    const edit = new Database(path);
    edit.exec("DROP TABLE backup_images");
    edit.close();
    expect(restoreFolder(path, join(folder, "restored"), null)).toEqual({ count: 0, lost: [] });
    expect(readdirSync(join(folder, "restored")).toSorted()).toEqual(["dinding.sqlite", "key", "lock"]);
  });
});

describe("restoring", () => {
  it("into a folder that is not empty, a running core's among them, changes nothing", async () => {
    const { folder, path } = await backedUp();
    const data = join(folder, "full");
    mkdirSync(data);
    writeFileSync(join(data, "note"), "mine");
    expect(() => restoreFolder(path, data, null)).toThrow(
      expect.objectContaining({ kind: "folderNotEmpty" }),
    );
    expect(readdirSync(data)).toEqual(["note"]);
    expect(() => restoreFolder(path, join(folder, "data"), null)).toThrow(
      expect.objectContaining({ kind: "folderNotEmpty" }),
    );
  });

  it("what is damaged, cut short, foreign, newer or no backup puts nothing in place", async () => {
    const { folder, path } = await backedUp();
    const edited = (name: string, sql: string) => {
      const file = join(folder, name);
      copyFileSync(path, file);
      const db = new Database(file);
      db.exec(sql);
      db.close();
      return file;
    };
    const written = (name: string, bytes: Buffer) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const bytes = readFileSync(path);
    const holed = Buffer.from(bytes).fill(0xa5, 20_000, 60_000);
    const cases: [string, string][] = [
      [written("holed", holed), "backupUnusable"],
      [written("cut", bytes.subarray(0, 40_960)), "backupUnusable"],
      [written("text", Buffer.from("bukan cadangan ".repeat(999))), "backupUnusable"],
      [written("empty", Buffer.alloc(0)), "backupUnusable"],
      [edited("foreign", "PRAGMA application_id = 5"), "backupUnusable"],
      [edited("newer", "PRAGMA user_version = 99"), "dataNewer"],
      [edited("no-key", "DROP TABLE backup"), "backupUnusable"],
      [edited("no-row", "DELETE FROM backup"), "backupUnusable"],
      [edited("other-key", "UPDATE backup SET key = randomblob(32)"), "backupUnusable"],
      [edited("escaping", "INSERT INTO backup_files VALUES ('tls', '../../evil', x'00')"), "backupUnusable"],
      [edited("other-folder", "INSERT INTO backup_files VALUES ('..', 'evil', x'00')"), "backupUnusable"],
      [edited("dangling", "PRAGMA foreign_keys = OFF; DELETE FROM walls"), "backupUnusable"],
      [join(folder, "nowhere"), "fileMissing"],
      [join(folder, "data", "dinding.sqlite"), "backupUnusable"],
    ];
    const data = join(folder, "restored");
    for (const [from, kind] of cases) {
      expect(() => restoreFolder(from, data, null), from).toThrow(expect.objectContaining({ kind }));
      expect(existsSync(data), from).toBe(false);
    }
    mkdirSync(data, { mode: 0o700 });
    expect(() => restoreFolder(join(folder, "holed"), data, null)).toThrow();
    expect(readdirSync(data)).toEqual(["lock"]);
    restoreFolder(path, data, null);
    expect(readdirSync(data)).toContain("dinding.sqlite");
  });

  it("leaves the backup as it was, also one that cannot be written", async () => {
    const { folder, path } = await backedUp();
    const bytes = readFileSync(path);
    chmodSync(path, 0o400);
    restoreFolder(path, join(folder, "restored"), null);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(["backup", "data", "restored"]);
  });
});

describe("the commands", () => {
  const run = promisify(execFile);
  const script = (name: string) => fileURLToPath(new URL(`../../../scripts/${name}.ts`, import.meta.url));

  it("back up, restore and refuse with a sentence in the language of the terminal", async () => {
    const { folder, before } = await backedUp();
    const [data, to, target] = [join(folder, "data"), join(folder, "by-command"), join(folder, "target")];
    const env = { ...process.env, LC_ALL: "id_ID.UTF-8", DINDING_BACKUP_PASSPHRASE: "kalimat" };
    const backup = ["--data", data, "--to", to];
    const [, lost] = await uploaded(data, ["Logo", "Pintu\u001B[2J barat"]);
    writeFileSync(join(data, "images", `${lost?.id}.png`), "bukan itu");
    for (const name of ["a.mp4", "a.mp4.sha256", "b.mp4"]) {
      mkdirSync(join(data, "clips"), { recursive: true });
      writeFileSync(join(data, "clips", name), "");
    }
    const said = [
      `Dicadangkan ke ${to}`,
      `Tidak termasuk, salin sebagai berkas: 2 klip di ${join(data, "clips")}`,
      "Gambar yang hilang, rusak, atau tidak terbaca, karena itu tidak termasuk: Pintu[2J barat",
    ];
    await expect(run(process.execPath, [script("backup"), ...backup], { env })).rejects.toMatchObject({
      code: 3,
      stdout: said.map((line) => `${line}\n`).join(""),
    });
    const damaged = new Database(to);
    damaged.exec("UPDATE backup_images SET content = x'00'");
    damaged.close();
    await expect(run(process.execPath, [script("backup"), ...backup], { env })).rejects.toMatchObject({
      code: 1,
      stderr: `Berkas ${to} sudah ada.\n`,
    });
    const restore = [script("restore"), "--data", target, "--from", to];
    const english = { ...process.env, LC_ALL: "C", DINDING_BACKUP_PASSPHRASE: "" };
    await expect(run(process.execPath, restore, { env: english })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is locked; set DINDING_BACKUP_PASSPHRASE"),
    });
    await expect(
      run(process.execPath, [script("restore"), "--data"], { env: english }),
    ).rejects.toMatchObject({
      code: 2,
      stderr: "usage: npm run restore -- --data DIR --from FILE\n",
    });
    expect((await run(process.execPath, restore, { env })).stdout).toBe(
      `Dipulihkan ke ${target}\nGambar yang rusak di cadangan, karena itu tidak ada lagi: Logo\n`,
    );
    expect(await contents(await opened(target))).toEqual(before);
  });
});
