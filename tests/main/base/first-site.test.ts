import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isPresetName, presets } from "../../../src/layouts/sites/index.ts";
import { ensureSite, readSite } from "../../../src/main/first-site.ts";
import { newFolder, opened } from "../store/folders.ts";

function file(text: string): string {
  const name = join(newFolder(), "site.json");
  writeFileSync(name, text);
  return name;
}

const { site } = presets.tarakan();
const json = (change: object) => JSON.stringify({ ...site, ...change });

describe("--site", () => {
  it.each(Object.keys(presets).filter(isPresetName))("knows the preset %s and its layouts", async (name) => {
    const first = await readSite(name, "en");
    expect([first]).toContainEqual(presets[name]());
    expect(first.layouts.length).toBeGreaterThan(0);
  });

  it("takes a file of one's own", async () => {
    expect((await readSite(file(json({ id: "singkawang" })), "en")).site.id).toBe("singkawang");
  });

  it.each([
    [
      "is neither a preset nor a file",
      () => "atlantis",
      /--site is atlantis; it must be one of bekasi, bitung, pontianak, pontianak-3, tangerang, tarakan/,
    ],
    ["is no JSON", () => file("{"), /no JSON/],
    ["is no site", () => file('{"id":"x"}'), /does not describe a site: name: is missing\nzone: is missing/],
    [
      "is of the future",
      () => file(json({ version: 99 })),
      /does not describe a site: version: .* form 99, .* form 2. \[W24\]/,
    ],
    [
      "breaks a rule",
      () => file(json({ rooms: [{ id: "x", name: "X" }] })),
      /does not describe a site: walls\.0\.roomId/,
    ],
  ])("that %s is refused with status 2", async (_, named, sentence) => {
    const refused = readSite(named(), "en");
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toMatchObject({ exitCode: 2 });
  });
});

it("--site says why in the language of the terminal, zod's words too", async () => {
  const refused = readSite(file(json({ name: 7, zone: "" })), "id");
  await expect(refused).rejects.toThrow(
    /tidak menggambarkan sebuah situs: name: Input tidak valid: diharapkan string.*; isi berkas 7\nzone: Terlalu kecil/,
  );
});

describe("an empty data folder", () => {
  it("gets the site that was asked for, and Tarakan where none was", async () => {
    const asked = await opened(newFolder());
    await ensureSite(asked, "/data", "pontianak", "en");
    expect((await asked.site.get())?.value).toEqual(presets.pontianak().site);
    expect((await asked.layouts.list()).length).toBe(presets.pontianak().layouts.length);
    const plain = await opened(newFolder());
    await ensureSite(plain, "/data", null, "en");
    expect((await plain.site.get())?.value.id).toBe("tarakan");
  });

  it("is filled once: what is removed later stays removed", async () => {
    const store = await opened(newFolder());
    await ensureSite(store, "/data", "tarakan", "en");
    for (const { id } of await store.layouts.list()) await store.layouts.remove(id, null);
    await ensureSite(store, "/data", "tarakan", "en");
    expect(await store.layouts.list()).toEqual([]);
  });

  it("whose filling was cut short is filled to the end", async () => {
    const store = await opened(newFolder());
    const { site, layouts } = presets.tarakan();
    await store.site.put(site, null);
    for (const layout of layouts.slice(0, 1)) await store.layouts.add(layout);
    await ensureSite(store, "/data", null, "en");
    expect((await store.layouts.list()).length).toBe(layouts.length);
  });

  it("with another site in it is refused, and stays as it is", async () => {
    const store = await opened(newFolder());
    await ensureSite(store, "/srv/data", "pontianak", "en");
    const refused = ensureSite(store, "/srv/data", "tarakan", "en");
    await expect(refused).rejects.toThrow("--site is tarakan, but /srv/data holds the site pontianak");
    await expect(refused).rejects.toMatchObject({ exitCode: 2 });
    expect((await store.site.get())?.version).toBe(1);
  });
});
