import { describe, expect, test } from "vitest";
import { presets } from "../../../src/layouts/sites/index.ts";
import { siteChanges } from "../../../src/renderer/technician/site-changes.ts";

const { site } = presets.pontianak();

describe("what a file changes of a site", () => {
  test("is nothing where it says the same, in another order or form too", () => {
    expect(siteChanges(site, { ...site, version: 2 })).toEqual([]);
    expect(siteChanges(site, { ...site, outputs: site.outputs.toReversed() })).toEqual([]);
  });

  test("names a field by the things that it belongs to, with both values", () => {
    const walls = site.walls.map((wall) => ({
      ...wall,
      panels: wall.panels.map((panel, index) =>
        index === 1 ? { ...panel, status: "dead" as const } : panel,
      ),
    }));
    expect(siteChanges(site, { ...site, walls })).toEqual([
      { path: ["walls", "utama", "panels", "p-1-2", "status"], before: '"present"', after: '"dead"' },
    ]);
  });

  test("counts what comes and what goes as one each", () => {
    const { notes, ...rest } = site;
    const added = { id: "rapat", name: "Ruang rapat" };
    const changed = siteChanges(site, { ...rest, notes: notes.slice(1), rooms: [...site.rooms, added] });
    expect(changed).toEqual([
      { path: ["rooms", "rapat"], before: null, after: JSON.stringify(added) },
      { path: ["notes", notes[0]?.about], before: expect.stringMatching(/^\{.*…$/), after: null },
    ]);
  });
});
