import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presets } from "../../../../src/layouts/sites/index.ts";
import type { Site } from "../../../../src/layouts/site.ts";
import { beginDraft, draftAfter } from "../../../../src/renderer/technician/draft/draft.ts";
import { mergedSites } from "../../../../src/renderer/technician/draft/merge.ts";
import { siteAtStage } from "../../../../src/renderer/technician/stages.ts";

const { site } = presets.pontianak();
const brighter = (of: Site, day: number): Site => ({
  ...of,
  brightness: { dayFrom: "06:00", nightFrom: "18:00", day, night: 40 },
});
const named = (of: Site, index: number, name: string): Site => ({
  ...of,
  outputs: of.outputs.map((output, at) => (at === index ? { ...output, name } : output)),
});
const dead = (of: Site, index: number): Site => ({
  ...of,
  walls: of.walls.map((wall, at) =>
    at === 0
      ? {
          ...wall,
          panels: wall.panels.map((panel, place) =>
            place === index ? { ...panel, status: "dead" as const } : panel,
          ),
        }
      : wall,
  ),
});
/** As it comes back from the core: nothing of it is the same object. */
const again = (of: Site): Site => structuredClone(of);

describe("a draft and a site that was stored beside it", () => {
  it("are one site where they touch nothing of each other, whichever is looked at first", () => {
    const mine = named(dead(site, 1), 0, "Kiri");
    const theirs = again(brighter(dead(site, 2), 80));
    const both = brighter(named(dead(dead(site, 1), 2), 0, "Kiri"), 80);
    expect(mergedSites(site, mine, theirs)).toEqual({ site: both, both: [] });
    expect(mergedSites(site, theirs, mine)).toEqual({ site: both, both: [] });
  });

  it("tell what both changed, and let the preferred side stand there alone", () => {
    const mine = brighter(named(site, 0, "Kiri"), 70);
    const theirs = again(brighter(named(dead(site, 3), 0, "Left"), 70));
    const path = ["outputs", site.outputs[0]?.id, "name"];
    expect(mergedSites(site, mine, theirs)).toEqual({
      site: brighter(named(dead(site, 3), 0, "Kiri"), 70),
      both: [path],
    });
    expect(mergedSites(site, theirs, mine)?.site.outputs[0]?.name).toBe("Left");
  });

  it("keep a stage of growth and the names that were drafted beside it", () => {
    const small = presets["tarakan-2x2"]().site;
    const stage = again(siteAtStage(small, "tarakan-3x3"));
    const name = "Ruang kendali";
    const mine = { ...small, rooms: small.rooms.map((room, at) => (at === 0 ? { ...room, name } : room)) };
    const joined = mergedSites(small, mine, stage);
    expect(joined?.both).toEqual([]);
    expect(joined?.site.walls).toEqual(stage.walls);
    expect(joined?.site.rooms[0]?.name).toBe(name);
  });

  it("lose nothing that came, and nothing that only went on one side", () => {
    const extra = {
      id: "extra",
      name: "Extra",
      width: 640,
      height: 360,
      placement: { kind: "window" },
    } as const;
    const mine: Site = { ...site, outputs: [...site.outputs, extra] };
    const note = { ...site, notes: [] };
    const joined = mergedSites(site, mine, again(note));
    expect(joined?.site.outputs.at(-1)?.id).toBe("extra");
    expect(joined?.site.notes).toEqual([]);
    // What one took away and the other changed is told.
    const gone = mergedSites(mine, site, named(mine, site.outputs.length, "Baru"));
    expect(gone?.both).toEqual([["outputs", "extra"]]);
    expect(gone?.site.outputs.map(({ id }) => id)).not.toContain("extra");
  });

  it("are no site where together they break a rule", () => {
    const [wall] = site.walls;
    const first = wall?.panels[0];
    if (wall === undefined || first === undefined) throw new Error("the preset has a panel");
    const add = (id: string): Site => ({
      ...site,
      walls: [{ ...wall, panels: [...wall.panels, { ...first, id }] }, ...site.walls.slice(1)],
    });
    expect(mergedSites(site, add("here"), add("there"))).toBeNull();
  });

  it("are the one side where the other changed nothing", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 5, max: 100 }), (panel, day) => {
        const changed = dead(brighter(site, day), panel % (site.walls[0]?.panels.length ?? 1));
        expect(mergedSites(site, changed, again(site))).toEqual({ site: changed, both: [] });
        expect(mergedSites(site, site, again(changed))).toEqual({ site: changed, both: [] });
      }),
    );
  });

  it("leave one step back: to what is stored", () => {
    const mine = named(site, 0, "Kiri");
    const stored = brighter(site, 80);
    const joined = mergedSites(site, mine, stored)?.site ?? site;
    const draft = draftAfter(beginDraft(site, '"1"'), { kind: "step", site: mine });
    const after = draftAfter(draft, { kind: "rebase", base: stored, etag: '"2"', site: joined });
    expect(after).toMatchObject({ etag: '"2"', base: stored, origin: stored });
    expect(draftAfter(after, { kind: "undo" }).site).toBe(stored);
  });
});
