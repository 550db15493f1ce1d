import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openSite, siteFile, siteFileSchema } from "../../src/layouts/site-file.ts";
import { SITE_VERSION } from "../../src/layouts/site.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import { walls } from "../fixtures/walls.ts";

const folder = new URL("../fixtures/sites/", import.meta.url);
const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

describe("a site file", () => {
  test("there is a fixture of every form that was ever written, and each opens", () => {
    const names = readdirSync(folder).toSorted();
    expect(names).toEqual(Array.from({ length: SITE_VERSION }, (_, at) => `form-${at + 1}.json`));
    for (const name of names)
      expect(openSite(fixture(name)), name).toHaveProperty("site.version", SITE_VERSION);
  });

  test("of the first form says what it said", () => {
    const opened = openSite(fixture("form-1.json"));
    expect(opened).toEqual({ site: { ...presets["tarakan-2x2"]().site, version: SITE_VERSION } });
  });

  test.each([
    ...Object.values(presets).map((make) => make().site),
    ...Object.values(walls).map((make) => make()),
  ])("of $id comes back as it was written", (site) => {
    expect(openSite(JSON.parse(siteFile(site)))).toEqual({ site: { ...site, version: SITE_VERSION } });
  });

  test("of the future is refused with both forms, whatever else is in it", () => {
    for (const version of [SITE_VERSION + 1, 99]) {
      const opened = openSite({ version, somethingNew: true });
      expect(opened).toMatchObject({ problems: [{ rule: "W24", values: { version, known: SITE_VERSION } }] });
    }
  });

  test("that is none names every field that does not fit", () => {
    const bent = { ...presets.pontianak().site, walls: [{ id: "w" }], name: 7 };
    const opened = openSite(bent);
    const fields = "unfit" in opened ? opened.unfit.map(({ field }) => field) : [];
    expect(fields).toEqual(["name", "walls.0.name", "walls.0.roomId", "walls.0.canvas", "walls.0.panels"]);
    for (const json of [null, 3, "site", [], { version: "2" }, { version: 0 }])
      expect(openSite(json)).toHaveProperty("unfit");
  });

  test("with figures that are none, or a million panels, is refused", () => {
    const { site } = presets.pontianak();
    const [wall] = site.walls;
    const [panel] = wall?.panels ?? [];
    if (wall === undefined || panel === undefined) throw new Error("no panel");
    const withPanels = (panels: unknown[]) => openSite({ ...site, walls: [{ ...wall, panels }] });
    for (const xMm of [Number.NaN, Number.POSITIVE_INFINITY, null, "0", 1e9])
      expect(withPanels([{ ...panel, xMm }])).toMatchObject({ unfit: [{ field: "walls.0.panels.0.xMm" }] });
    for (const widthMm of [0, -1])
      expect(withPanels([{ ...panel, widthMm }])).toMatchObject({
        unfit: [{ field: "walls.0.panels.0.widthMm" }],
      });
    const million = Array.from({ length: 1_000_000 }, () => panel);
    expect(withPanels(million)).toMatchObject({
      unfit: expect.arrayContaining([expect.objectContaining({ field: "walls.0.panels" })]),
    });
  });

  test("with a field that no site has is refused, and one that names the schema is not", () => {
    const { site } = presets.pontianak();
    const misspelt = { ...site, walls: site.walls.map((wall) => ({ ...wall, standng: { xMm: 0 } })) };
    expect(openSite(misspelt)).toMatchObject({ unfit: [{ field: "walls.0.standng" }] });
    expect(openSite({ ...site, $schema: "site.schema.json" })).toHaveProperty("site.id", site.id);
  });

  test("of anything at all opens or is refused, and never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(Object.keys(openSite(json))).toHaveLength(1);
      }),
    );
  });

  test("has a schema that names what must be there", () => {
    expect(siteFileSchema()).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      required: ["id", "name", "zone", "rooms", "walls", "outputs", "viewports"],
    });
  });

  test("has a published schema that is current, that takes every preset and refuses what is refused here", () => {
    const published: object = JSON.parse(
      readFileSync(new URL("../../docs/site.schema.json", import.meta.url), "utf8"),
    );
    expect(published, "node scripts/node24.mjs scripts/site-schema.ts writes it").toEqual(siteFileSchema());
    const takes = new Ajv2020({ strict: false, validateFormats: false }).compile(published);
    for (const { site } of Object.values(presets).map((make) => make())) {
      expect(takes(JSON.parse(siteFile(site))), takes.errors?.[0]?.message).toBe(true);
      for (const change of [{ zones: "x" }, { id: "Balai Kota" }, { rooms: [] }, { name: 7 }])
        expect(takes({ ...site, ...change })).toBe(false);
    }
  });

  test("has a schema in which no secret has a place", () => {
    expect(JSON.stringify(siteFileSchema())).not.toMatch(/password|token|secret|username|url"/i);
  });
});
