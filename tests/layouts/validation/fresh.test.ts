import fc from "fast-check";
import { expect, it } from "vitest";
import { controllerModels } from "../../../src/layouts/controllers.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import type { Panel } from "../../../src/layouts/panel.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { validateSite } from "../../../src/layouts/validate.ts";
import { wireSerpentine } from "../../../src/renderer/technician/draft/wiring.ts";

/** Pontianak's wall, wired. */
function sound(): Site {
  const [model = ""] = Object.keys(controllerModels);
  const wired = wireSerpentine(presets.pontianak().site, "utama", { model, bits: 8, hertz: 60 }, "columns");
  if ("refused" in wired) throw new Error("not wired");
  expect(validateSite(wired.site)).toEqual([]);
  return wired.site;
}

const step = fc.constantFrom(-700, -600, -1, 0, 1, 40, 600);
const change: fc.Arbitrary<(panel: Panel) => Panel | null> = fc.oneof(
  fc.record({ mm: step, px: step }).map(({ mm, px }) => (panel: Panel) => ({
    ...panel,
    xMm: panel.xMm + mm,
    canvas: { ...panel.canvas, x: Math.max(0, panel.canvas.x + px) },
  })),
  fc.constant((panel: Panel) => ({ ...panel, kind: "lcd" as const })),
  fc.constant((panel: Panel) => ({ ...panel, bezelMm: 400 })),
  fc.constant((panel: Panel) => ({ ...panel, id: "p-1-1" })),
  fc.constant(() => null),
);

/** What an edit may do besides panels. */
const others: readonly ((site: Site) => Site)[] = [
  (site) => site,
  (site) => ({ ...site, viewports: site.viewports.slice(1) }),
  (site) => ({ ...site, outputs: site.outputs.slice(1) }),
  (site) => ({ ...site, zone: "+07:00" }),
  (site) => ({ ...site, walls: site.walls.map((wall) => ({ ...wall, widthMm: 8000 })) }),
  (site) => ({ ...site, walls: site.walls.map((wall) => ({ ...wall, panels: wall.panels.toReversed() })) }),
  (site) => ({
    ...site,
    controllers: (site.controllers ?? []).map((controller) => ({
      ...controller,
      ports: controller.ports.flatMap((port) => [port, { ...port, id: `${port.id}-again` }]),
    })),
  }),
];

it("[W1] [W4] [W5] [W20] [W21] an edit of a sound site is judged as it is without what is known", () => {
  const before = sound();
  const edits = fc.array(fc.tuple(fc.nat(89), change), { maxLength: 4 });
  fc.assert(
    fc.property(edits, fc.constantFrom(...others), (changes, other) => {
      const by = new Map(changes);
      const after = other({
        ...before,
        walls: before.walls.map((wall) => ({
          ...wall,
          panels: wall.panels.flatMap((panel, at) => {
            const changed = by.get(at);
            return changed === undefined ? panel : (changed(panel) ?? []);
          }),
        })),
      });
      expect(validateSite(after, before)).toEqual(validateSite(after));
    }),
    { numRuns: 200 },
  );
});
