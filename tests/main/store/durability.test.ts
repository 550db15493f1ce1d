import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { newFolder, opened } from "./folders.ts";
import { writingCore } from "./writing-core.ts";

describe("kill -9 in the middle of writes", () => {
  it("loses nothing that was answered, again and again", async () => {
    const data = newFolder();
    const incidents: string[] = [];
    let version = 0;
    for (const changes of [3, 40, 150]) {
      const core = writingCore(data);
      await vi.waitFor(() => expect(core.lines.length).toBeGreaterThan(changes), {
        timeout: 20_000,
        interval: 5,
      });
      await core.kill();
      expect(core.lines[0]).toEqual(["open"]);
      const last = (what: string) => core.lines.findLast(([word]) => word === what)?.[1];
      incidents.push(...core.lines.flatMap(([word, id = ""]) => (word === "incident" ? [id] : [])));
      const store = await opened(data);
      const layout = await store.layouts.get("l");
      expect(layout.version).toBeGreaterThanOrEqual(Number(last("layout")));
      // At most the one change that was under way was made without being answered.
      expect(layout.version).toBeLessThanOrEqual(Number(last("layout")) + 1);
      expect(layout.version).toBeGreaterThan(version);
      version = layout.version;
      const round = Number(await store.settings.get("round"));
      expect(round).toBeGreaterThanOrEqual(Number(last("setting") ?? 0));
      const kept = new Set((await store.incidents.standing()).map((incident) => incident.id));
      expect(incidents.filter((id) => !kept.has(id))).toEqual([]);
      await store.close();
    }
    expect(incidents.length).toBeGreaterThan(10);
  });
});

describe("a data folder", () => {
  it("is refused to a second core, of this process and of another, until the first is gone", async () => {
    const data = newFolder();
    const core = writingCore(data);
    await vi.waitFor(() => expect(core.lines.length).toBeGreaterThan(2), { timeout: 20_000 });
    await expect(opened(data)).rejects.toMatchObject({
      kind: "dataInUse",
      message: `Another Dinding is running on the data in ${data}.`,
    });
    await core.kill();
    const store = await opened(data);
    const [inside, outside] = [opened(data), writingCore(data)];
    await expect(inside).rejects.toMatchObject({ kind: "dataInUse" });
    await outside.ended;
    expect(outside.lines).toEqual([["refused", "dataInUse"]]);
    // Still held and usable after both were refused.
    await store.settings.put("a", "1");
    await store.close();
    expect(await (await opened(data)).settings.get("a")).toBe("1");
  });

  it("is made for this user alone, with everything in it", async () => {
    const data = `${newFolder()}/new/folder`;
    const store = await opened(data);
    await store.settings.put("a", "1");
    expect(statSync(data).mode & 0o777).toBe(0o700);
    const modes = readdirSync(data).map((name) => [name, statSync(`${data}/${name}`).mode & 0o777]);
    expect(Object.fromEntries(modes)).toEqual({
      "dinding.sqlite": 0o600,
      "dinding.sqlite-shm": 0o600,
      "dinding.sqlite-wal": 0o600,
      key: 0o600,
      lock: 0o600,
    });
  });

  it("is refused without the key of its passwords, or with another", async () => {
    const data = newFolder();
    const store = await opened(data);
    await store.settings.putSecret("a", "1");
    await store.close();
    const key = readFileSync(`${data}/key`);
    rmSync(`${data}/key`);
    await expect(opened(data)).rejects.toMatchObject({ kind: "keyMissing" });
    writeFileSync(`${data}/key`, Buffer.alloc(32, 7));
    await expect(opened(data)).rejects.toMatchObject({ kind: "keyMissing" });
    writeFileSync(`${data}/key`, "short");
    await expect(opened(data)).rejects.toMatchObject({ kind: "keyMissing" });
    writeFileSync(`${data}/key`, key);
    expect(await (await opened(data)).settings.getSecret("a")).toBe("1");
  });
});
