import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { StreamInput } from "../../../src/protocol/camera.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { formatOf } from "../../fixtures/format.ts";
import { newFolder, opened } from "./folders.ts";

const stream = (more: Partial<StreamInput> = {}): StreamInput => ({
  role: "main",
  url: "rtsp://10.0.0.7/live",
  username: "admin",
  password: "rahasia-sekali",
  ...more,
});

/** What is stored after an edit of a camera of its own in `store`. */
async function passwordAfter(store: Store, edit: Partial<StreamInput>): Promise<string | null | undefined> {
  const { value } = await store.cameras.add({ name: "K", streams: [stream()] });
  const { password: _, ...kept } = stream();
  await store.cameras.edit(value.id, { streams: [{ ...kept, ...edit }] }, null);
  return (await store.cameras.addresses()).find((address) => address.cameraId === value.id)?.password;
}

describe("cameras", () => {
  it("come back as they were added, without their passwords", async () => {
    const store = await opened(newFolder());
    const added = await store.cameras.add({
      name: "Simpang Lima (Utara)",
      group: "Jalan",
      location: { lat: 3.3, lon: 117.6, heading: 90 },
      streams: [stream(), { role: "sub", url: "rtsps://10.0.0.7:8322/sub", transport: "udp" }],
    });
    expect(added).toEqual({
      version: 1,
      value: {
        id: "simpang-lima-utara",
        name: "Simpang Lima (Utara)",
        number: 1,
        group: "Jalan",
        location: { lat: 3.3, lon: 117.6, heading: 90 },
        streams: [
          { role: "main", url: "rtsp://10.0.0.7/live", username: "admin", hasCredentials: true },
          { role: "sub", url: "rtsps://10.0.0.7:8322/sub", transport: "udp", hasCredentials: false },
        ],
      },
    });
    expect(await store.cameras.get("simpang-lima-utara")).toEqual(added);
    expect(await store.cameras.list()).toEqual([added.value]);
    expect(await store.cameras.addresses()).toEqual([
      {
        cameraId: "simpang-lima-utara",
        stream: "main",
        url: "rtsp://10.0.0.7/live",
        username: "admin",
        password: "rahasia-sekali",
        transport: "tcp",
      },
      {
        cameraId: "simpang-lima-utara",
        stream: "sub",
        url: "rtsps://10.0.0.7:8322/sub",
        username: null,
        password: null,
        transport: "udp",
      },
    ]);
  });

  it("get an id from their name that nobody has", async () => {
    const store = await opened(newFolder());
    const ids: string[] = [];
    for (const name of ["Pasar", "pasar!", "パサール", "Café"])
      ids.push((await store.cameras.add({ name, streams: [stream()] })).value.id);
    expect(ids).toEqual(["pasar", "pasar-2", "camera", "cafe"]);
  });

  it("have each a number of their own: the next one unless another is given", async () => {
    const store = await opened(newFolder());
    const add = async (name: string, number?: number) =>
      (await store.cameras.add({ name, streams: [stream()], ...(number !== undefined && { number }) })).value;
    expect([(await add("A")).number, (await add("B", 40)).number, (await add("C")).number]).toEqual([
      1, 40, 41,
    ]);
    await expect(add("D", 40)).rejects.toMatchObject({
      ...{ kind: "invalid", detail: { field: "number", problem: "40 is the number of B (b)" } },
    });
    await expect(store.cameras.edit("a", { name: "Z", number: 41 }, null)).rejects.toMatchObject({
      ...{ kind: "invalid", detail: { problem: "41 is the number of C (c)" } },
    });
    expect(await store.cameras.get("a")).toMatchObject({ version: 1, value: { name: "A", number: 1 } });
    expect((await store.cameras.edit("a", { number: 7 }, null)).value.number).toBe(7);
    expect((await store.cameras.edit("a", { name: "Z", number: 7 }, null)).value.number).toBe(7);
    // The number of a camera that is gone is not the next one's; behind the last one a gap is filled.
    await store.cameras.remove("b", null);
    expect((await add("E")).number).toBe(42);
    expect((await add("F", 99_999)).number).toBe(99_999);
    expect((await add("G")).number).toBe(1);
    for (const number of [0, 100_000, 1.5])
      await expect(add("H", number)).rejects.toMatchObject({ kind: "invalid", detail: { field: "number" } });
  });

  it("change only where nobody else changed them meanwhile", async () => {
    const store = await opened(newFolder());
    await store.cameras.add({ id: "k", name: "K", streams: [stream()] });
    const edits = await Promise.allSettled(
      ["A", "B", "C"].map((name) => store.cameras.edit("k", { name }, 1)),
    );
    expect(edits.map((edit) => edit.status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(edits[1]).toMatchObject({
      reason: { kind: "preconditionFailed", detail: { yours: 1, current: 2 } },
    });
    expect(await store.cameras.get("k")).toMatchObject({ version: 2, value: { name: "A" } });
    await expect(store.cameras.remove("k", 1)).rejects.toMatchObject({ kind: "preconditionFailed" });
    await expect(store.cameras.edit("k", { name: "" }, 2)).rejects.toMatchObject({ kind: "invalid" });
    await expect(store.cameras.edit("k", { streams: [stream(), stream()] }, 2)).rejects.toMatchObject({
      kind: "invalid",
    });
    expect(await store.cameras.get("k")).toMatchObject({ version: 2, value: { name: "A" } });
  });

  it("never repeat a version under the same id", async () => {
    const store = await opened(newFolder());
    await store.cameras.add({ id: "k", name: "K", streams: [stream()] });
    await store.cameras.edit("k", { name: "L" }, null);
    await store.cameras.remove("k", 2);
    await expect(store.cameras.get("k")).rejects.toMatchObject({ kind: "notFound" });
    expect(await store.cameras.add({ id: "k", name: "M", streams: [stream()] })).toMatchObject({
      version: 3,
    });
  });

  it("are refused under an id that exists", async () => {
    const store = await opened(newFolder());
    await store.cameras.add({ id: "k", name: "K", streams: [stream()] });
    await expect(store.cameras.add({ id: "k", name: "L", streams: [stream()] })).rejects.toMatchObject({
      kind: "conflict",
      message: "Camera k exists already.",
    });
  });

  it("lose fields by null and keep those that are absent", async () => {
    const store = await opened(newFolder());
    await store.cameras.add({
      id: "k",
      name: "K",
      group: "g",
      location: { lat: 1, lon: 2 },
      streams: [stream()],
    });
    const { value } = await store.cameras.edit("k", { group: null }, null);
    expect(value).toMatchObject({ id: "k", name: "K", location: { lat: 1, lon: 2 } });
    expect(value).not.toHaveProperty("group");
  });

  it("forget a backup camera that is removed, and refuse one that does not exist", async () => {
    const store = await opened(newFolder());
    await store.cameras.add({ id: "a", name: "A", streams: [stream()] });
    await store.cameras.add({ id: "b", name: "B", backupCameraId: "a", streams: [stream()] });
    await expect(store.cameras.edit("a", { backupCameraId: "a" }, null)).rejects.toMatchObject({
      kind: "invalid",
    });
    await expect(store.cameras.edit("a", { backupCameraId: "nobody" }, null)).rejects.toMatchObject({
      kind: "invalid",
    });
    await store.cameras.remove("a", null);
    const b = await store.cameras.get("b");
    expect(b.value).not.toHaveProperty("backupCameraId");
    expect(b.version).toBe(2);
  });

  it("learn the format of a stream and forget it with the stream's address", async () => {
    const store = await opened(newFolder());
    await store.cameras.add({ id: "k", name: "K", streams: [stream()] });
    await store.cameras.learnFormat("k", "main", formatOf({ width: 1920, height: 1080 }));
    await store.cameras.learnFormat("k", "main", formatOf());
    await store.cameras.learnFormat("k", "sub", formatOf());
    await store.cameras.learnFormat("nobody", "main", formatOf());
    expect(await store.cameras.formats()).toEqual([{ cameraId: "k", stream: "main", format: formatOf() }]);
    await store.cameras.edit("k", { streams: [stream({ url: "rtsp://10.0.0.7/other" })] }, null);
    expect(await store.cameras.formats()).toEqual([]);
  });
});

describe("a stored password", () => {
  it("stays through an edit of anything but whom it is for", async () => {
    const store = await opened(newFolder());
    expect(await passwordAfter(store, {})).toBe("rahasia-sekali");
    expect(await passwordAfter(store, { url: "rtsp://10.0.0.7/other/path" })).toBe("rahasia-sekali");
    expect(await passwordAfter(store, { url: "rtsp://10.0.0.7:554/live" })).toBe("rahasia-sekali");
    expect(await passwordAfter(store, { transport: "udp" })).toBe("rahasia-sekali");
  });

  it("is never kept for another host, port, scheme or user", async () => {
    const store = await opened(newFolder());
    for (const edit of [
      { url: "rtsp://10.0.0.8/live" },
      { url: "rtsp://10.0.0.7:8554/live" },
      { url: "rtsps://10.0.0.7:554/live" },
      { url: "rtsp://10.0.0.7.evil.example/live" },
      { url: "rtsp://admin@10.0.0.8/live" },
      { username: "root" },
    ])
      expect(await passwordAfter(store, edit), JSON.stringify(edit)).toBeNull();
  });

  it("is replaced by a new one and removed by an empty one", async () => {
    const store = await opened(newFolder());
    expect(await passwordAfter(store, { password: "baru" })).toBe("baru");
    expect(await passwordAfter(store, { password: "" })).toBeNull();
    expect(await passwordAfter(store, { url: "rtsp://admin:di%40alamat@10.0.0.8/live" })).toBe("di@alamat");
  });

  it("does not open beside another host, even for somebody who edits the file", async () => {
    const data = newFolder();
    const first = await opened(data);
    await first.cameras.add({ id: "k", name: "K", streams: [stream()] });
    await first.close();
    const db = new Database(join(data, "dinding.sqlite"));
    db.prepare("UPDATE streams SET url = 'rtsp://10.6.6.6/live'").run();
    db.close();
    const second = await opened(data);
    expect(await second.cameras.addresses()).toMatchObject([{ url: "rtsp://10.6.6.6/live", password: null }]);
  });

  it("stands in no file of the data folder", async () => {
    const data = newFolder();
    const store = await opened(data);
    await store.cameras.add({
      id: "k",
      name: "K",
      streams: [stream(), { role: "sub", url: "rtsp://u:kata-sandi-lain@10.0.0.7/s" }],
    });
    await store.settings.putSecret("kunci", "isi-yang-rahasia");
    expect(await store.settings.getSecret("kunci")).toBe("isi-yang-rahasia");
    const secrets = ["rahasia-sekali", "kata-sandi-lain", "isi-yang-rahasia"];
    // Another process reads the log while it is in use: a close in this one would drop SQLite's locks.
    const grep = (text: string) =>
      execFileSync("sh", ["-c", 'cat "$0"/* | grep -a -c -e "$1" || true', data, text], { encoding: "utf8" });
    expect(Number(grep("10.0.0.7"))).toBeGreaterThan(0);
    for (const secret of secrets) expect(Number(grep(secret)), secret).toBe(0);
    await store.close();
    for (const name of readdirSync(data)) {
      const bytes = readFileSync(join(data, name));
      for (const secret of secrets) expect(bytes.includes(secret), `${secret} in ${name}`).toBe(false);
    }
  });
});
