import { describe, expect, test } from "vitest";
import { layoutSchema } from "../../src/layouts/layout.ts";
import { pitchOf } from "../../src/layouts/panel.ts";
import { bottom, right } from "../../src/layouts/rect.ts";
import { isPresetName, moveToStage, presets, stages } from "../../src/layouts/sites/index.ts";
import { siteSchema } from "../../src/layouts/site.ts";
import { validateSite } from "../../src/layouts/validate.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

const byName = Object.entries(presets);

describe("presets", () => {
  test.each(byName)(
    "%s fits the schemas as it is and has the name of its first stage as id",
    (name, make) => {
      const { site, layouts } = make();
      expect(siteSchema.parse(site)).toEqual(site);
      // In the schema's order too, so that a stored site can be compared with a preset as text.
      expect(JSON.stringify(siteSchema.parse(site))).toBe(JSON.stringify(site));
      expect(layouts.map((layout) => layoutSchema.parse(layout))).toEqual(layouts);
      expect(name.startsWith(site.id) && isPresetName(site.id)).toBe(true);
      expect(new Set(layouts.map(({ id }) => id)).size).toBe(3);
      expect(isPresetName(name)).toBe(true);
      expect(isPresetName("toString")).toBe(false);
    },
  );

  test.each(byName)("%s is made anew at each call", (_, make) => {
    const first = make();
    onlyWall(first.site).canvas.width = 1;
    first.layouts.length = 0;
    expect(onlyWall(make().site).canvas.width).not.toBe(1);
    expect(make().layouts).toHaveLength(3);
  });

  test.each(byName)("%s says of everything assumed that it is, in both languages", (_, make) => {
    const { notes } = make().site;
    expect(notes.some(({ basis }) => basis === "assumed")).toBe(true);
    expect(notes.every(({ en }) => en !== undefined)).toBe(true);
  });

  test.each(byName)("%s shows all twelve demo cameras in its layouts", (name, make) => {
    const shown = make().layouts.flatMap(({ tiles }) =>
      tiles.flatMap(({ content }) => (content.kind === "camera" ? [content.cameraId] : [])),
    );
    const demo = Array.from({ length: 12 }, (_, index) => `cam-${String(index + 1).padStart(2, "0")}`);
    expect([...new Set(shown)].toSorted(), name).toEqual(demo);
  });

  test("Pontianak: 9 m of LED in a room of 20 x 6 m, 15 x 6 cabinets, two outputs", () => {
    const { site } = presets.pontianak();
    const wall = onlyWall(site);
    expect(site.zone).toBe("Asia/Pontianak");
    expect(site.rooms).toMatchObject([{ widthMm: 20_000, depthMm: 6000 }]);
    expect(wall).toMatchObject({ widthMm: 9000, heightMm: 2025, canvas: { width: 4800, height: 1080 } });
    expect(wall.panels).toHaveLength(90);
    expect(wall.panels.at(-1)).toMatchObject({
      kind: "led",
      xMm: 8400,
      yMm: 1687.5,
      canvas: { x: 4480, y: 900, width: 320, height: 180 },
    });
    expect(site.outputs.map(({ width, height }) => [width, height])).toEqual([
      [2400, 1080],
      [2400, 1080],
    ]);
    const texts = site.notes.filter(({ basis }) => basis === "assumed").map(({ en }) => en?.text);
    expect(texts.some((text) => text?.includes("600 x 337.5 mm"))).toBe(true);
  });

  test("Tarakan: WITA, a window without panels, then planned monitors", () => {
    const { site } = presets.tarakan();
    expect(site).toMatchObject({ zone: "Asia/Makassar", outputs: [{ placement: { kind: "window" } }] });
    expect(onlyWall(site).panels).toEqual([]);
    for (const [stage, count] of [
      ["tarakan-2x2", 4],
      ["tarakan-3x3", 9],
    ] as const) {
      const later = presets[stage]().site;
      expect(later.outputs).toHaveLength(count);
      expect(onlyWall(later).panels.map(({ status }) => status)).toEqual(Array(count).fill("planned"));
    }
  });

  test("a stage keeps who the site is and what its rooms are called", () => {
    const { site, layouts } = presets.tarakan();
    const own = { ...site, name: "Ruang Kendali", rooms: [{ id: "lantai-2", name: "Lantai 2" }] };
    const moved = moveToStage(own, layouts, "tarakan-2x2");
    expect(moved.site).toMatchObject({ id: "tarakan", name: "Ruang Kendali", zone: "Asia/Makassar" });
    expect(moved.site.rooms.map(({ id }) => id)).toEqual(["lantai-2", "ruang-komando"]);
    expect(validateSite(siteSchema.parse(moved.site))).toEqual([]);
    const renamed = { ...site, rooms: [{ id: "ruang-komando", name: "Ruang Rapat" }] };
    expect(moveToStage(renamed, layouts, "tarakan-3x3").site.rooms).toEqual(renamed.rooms);
    expect(stages.tarakan).toEqual(["tarakan", "tarakan-2x2", "tarakan-3x3"]);
  });
});

describe("walls of equal panels", () => {
  const gridded = [
    presets.pontianak().site,
    presets["tarakan-3x3"]().site,
    walls["7 x 2 monitors"](),
    walls["1 x 9 cabinets folded onto one output"](),
    walls["3 x 2 monitors hung in portrait"](),
  ];

  test("[G5] every panel lies within half a pixel of where its millimetres say", () => {
    for (const { canvas, panels } of gridded.map(onlyWall)) {
      for (const panel of panels) {
        const { x: pitchX, y: pitchY } = pitchOf(panel);
        expect(Math.abs(panel.xMm / pitchX - panel.canvas.x)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(panel.yMm / pitchY - panel.canvas.y)).toBeLessThanOrEqual(0.5);
      }
      expect(Math.max(...panels.map((panel) => right(panel.canvas)))).toBe(canvas.width);
      expect(Math.max(...panels.map((panel) => bottom(panel.canvas)))).toBe(canvas.height);
    }
  });
});
