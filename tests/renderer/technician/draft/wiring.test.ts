import { describe, expect, it } from "vitest";
import { controllerLoads } from "../../../../src/layouts/load.ts";
import { presets } from "../../../../src/layouts/sites/index.ts";
import type { Site } from "../../../../src/layouts/site.ts";
import { validateSite } from "../../../../src/layouts/validate.ts";
import type { Controller, PanelRef, Port } from "../../../../src/layouts/wiring.ts";
import { serpentine } from "../../../../src/renderer/technician/draft/order.ts";
import type { Outcome } from "../../../../src/renderer/technician/draft/outcome.ts";
import {
  cablingOf,
  setSending,
  unwire,
  wireNext,
  wireSerpentine,
} from "../../../../src/renderer/technician/draft/wiring.ts";
import { onlyWall } from "../../../fixtures/walls.ts";

const led = presets.pontianak().site;
const cabling = { model: "gigabit-6", bits: 8, hertz: 60 } as const;
const utama = (panelId: string): PanelRef => ({ wallId: "utama", panelId });

function siteOf(outcome: Outcome): Site {
  if ("refused" in outcome) throw new Error(outcome.refused.map(({ message }) => message.en).join("; "));
  expect(validateSite(outcome.site)).toEqual([]);
  return outcome.site;
}

const rulesOf = (outcome: Outcome) =>
  "refused" in outcome ? outcome.refused.map(({ message }) => message.en) : [];

describe("cables", () => {
  it.each(["columns", "rows"] as const)(
    "along %s run through every whole cabinet once, none beyond its limit",
    (along) => {
      const site = siteOf(wireSerpentine(led, "utama", cabling, along));
      const refs = (site.controllers ?? []).flatMap(({ ports }) => ports.flatMap(({ panels }) => panels));
      expect(refs).toHaveLength(84);
      expect(new Set(refs.map(({ panelId }) => panelId)).size).toBe(84);
      expect(siteOf(unwire(site, "utama")).controllers).toEqual([]);
    },
  );

  it("go from one neighbour to the next", () => {
    const order = serpentine(onlyWall(led).panels, "rows");
    for (const [index, panel] of order.slice(1).entries()) {
      const before = order[index];
      const steps =
        Math.abs(panel.xMm - (before?.xMm ?? 0)) / 600 + Math.abs(panel.yMm - (before?.yMm ?? 0)) / 337.5;
      expect(steps).toBeCloseTo(1);
    }
  });

  it("are laid in the order of clicks; a click on a wired panel moves it", () => {
    let site = led;
    let last: string | null = null;
    for (const id of ["p-1-1", "p-2-2", null, "p-3-3", "p-1-1"]) {
      if (id !== null)
        site = siteOf(wireNext(site, "utama", id, cabling, last === null ? null : utama(last)));
      last = id;
    }
    expect(
      site.controllers?.map(({ ports }) => ports.map(({ panels }) => panels.map(({ panelId }) => panelId))),
    ).toEqual([[["p-2-2"], ["p-3-3", "p-1-1"]]]);
    expect(rulesOf(wireNext(led, "utama", "p-1-8", cabling, null))).toEqual([
      "Panel p-1-8 cannot be wired: only an LED cabinet that one output shows whole.",
    ]);
  });
});

it("a further panel goes on the last cable of its own, whatever spare comes after it", () => {
  const wired = siteOf(wireNext(led, "utama", "p-1-1", cabling, null));
  const [controller] = wired.controllers ?? [];
  const [port] = controller?.ports ?? [];
  if (controller === undefined || port === undefined) throw new Error("nothing is wired");
  const spare = { ...port, id: "cadangan", spareOf: port.id };
  const site = { ...wired, controllers: [{ ...controller, ports: [port, spare] }] };
  const next = wireNext(site, "utama", "p-1-2", cabling, utama("p-1-1"));
  expect(
    siteOf(next).controllers?.map(({ ports }) => ports.map(({ id, panels }) => [id, panels.length])),
  ).toEqual([
    [
      [port.id, 2],
      ["cadangan", 2],
    ],
  ]);
});

const three = presets["pontianak-3"]().site;
const panelsOf = (site: Site, wallId: string) => site.walls.find(({ id }) => id === wallId)?.panels ?? [];
const used = ({ ports }: Controller) => ports.filter(({ panels }) => panels.length > 0);

/** The nine columns of the main room on one controller of 10 bits, five cabinets a port, each port with its spare. */
function rack(): Site {
  const refs = serpentine(panelsOf(three, "utama"), "columns").map(({ id }) => utama(id));
  const ports = Array.from({ length: 11 }, (_, at): Port[] => {
    const panels = refs.slice(at * 5, at * 5 + 5);
    const spare = { id: `s-${at + 1}`, panels: panels.toReversed(), spareOf: `a-${at + 1}` };
    return [{ id: `a-${at + 1}`, panels }, spare];
  });
  const controller: Controller = {
    ...{ id: "rak-a", name: "Rak A", model: "gigabit-20", outputId: "out-2", bits: 10, hertz: 60 },
    ports: ports.flat(),
  };
  return siteOf({ site: { ...three, controllers: [controller] } });
}

describe("a wall that is wired already", () => {
  it("is wired anew by the controller that drives it: its name, bits, ports and spares stay", () => {
    const before = rack();
    const site = siteOf(wireSerpentine(before, "utama", null, "rows"));
    expect(site.controllers).toHaveLength(1);
    const [controller] = site.controllers ?? [];
    expect(controller).toMatchObject({ id: "rak-a", name: "Rak A", bits: 10, hertz: 60 });
    expect(controller?.ports.map(({ id, spareOf }) => [id, spareOf])).toEqual(
      before.controllers?.[0]?.ports.map(({ id, spareOf }) => [id, spareOf]),
    );
    expect(controller?.ports[0]?.panels.map(({ panelId }) => panelId)).toEqual([
      "p-1-1",
      "p-1-2",
      "p-1-3",
      "p-1-4",
      "p-1-5",
    ]);
    expect(controller?.ports[1]?.panels).toEqual(controller?.ports[0]?.panels.toReversed());
    const loads = controllerLoads(site).flatMap(({ ports }) => ports);
    expect(loads.every(({ pixels, limit }) => pixels <= limit)).toBe(true);
    expect(siteOf(wireSerpentine(site, "utama", null, "columns"))).toEqual(before);
  });

  it("has a click go on there, by that controller's bits", () => {
    const before = rack();
    // Every port of the model is taken: a further controller of the same kind.
    expect(siteOf(wireNext(before, "utama", "p-1-1", null, null)).controllers).toMatchObject([
      { id: "rak-a" },
      { id: "ctl-2", model: "gigabit-20", bits: 10, ports: [{ panels: [utama("p-1-1")] }] },
    ]);
    const by = cablingOf(before, "utama");
    const begun = siteOf(wireNext(siteOf(unwire(before, "utama")), "utama", "p-1-1", by, null));
    expect(begun.controllers).toMatchObject([{ model: "gigabit-20", bits: 10 }]);
    const full = ["p-1-2", "p-1-3", "p-1-4", "p-1-5", "p-1-6"].reduce(
      (now, id) => siteOf(wireNext(now, "utama", id, null, utama("p-1-1"))),
      begun,
    );
    expect(full.controllers?.map(({ ports }) => ports.map(({ panels }) => panels.length))).toEqual([[5, 1]]);
  });

  it("goes to another model where that is chosen, and what drove it is gone", () => {
    const chosen = { model: "gigabit-10", bits: 8, hertz: 60 } as const;
    const site = siteOf(wireSerpentine(rack(), "utama", chosen, "columns"));
    expect(site.controllers?.map(({ id, model, bits }) => ({ id, model, bits }))).toEqual([
      { id: "ctl-2", model: "gigabit-10", bits: 8 },
    ]);
  });

  it("keeps a controller an output, each of its model, and opens further ones that send alike", () => {
    const at = (outputId: string, model: string, bits: 8 | 12): Controller => ({
      ...{ id: `c-${outputId}`, name: outputId, model, outputId, bits, hertz: 50 },
      ports: [{ id: "1", panels: [utama(outputId === "out-1" ? "p-1-1" : "p-1-15")] }],
    });
    const two = { ...led, controllers: [at("out-1", "gigabit-20", 8), at("out-2", "gigabit-6", 12)] };
    const site = siteOf(wireSerpentine(siteOf({ site: two }), "utama", null, "columns"));
    expect(site.controllers?.map(({ model, bits, hertz }) => [model, bits, hertz])).toEqual([
      ["gigabit-20", 8, 50],
      ["gigabit-6", 12, 50],
      // 42 cabinets at six a port need seven ports.
      ["gigabit-6", 12, 50],
    ]);
  });

  it("gets other bits and pictures a second, with every controller that drives it", () => {
    const site = siteOf(setSending(rack(), "utama", { bits: 12, hertz: 50 }));
    expect(cablingOf(site, "utama")).toEqual({ model: "gigabit-20", bits: 12, hertz: 50 });
    expect(cablingOf(site, "kontrol")).toEqual({ model: "gigabit-10", bits: 8, hertz: 60 });
  });
});

describe("a controller of two walls", () => {
  const by = { model: "gigabit-20", bits: 8, hertz: 60 } as const;
  const first = siteOf(wireSerpentine(three, "kontrol", by, "columns"));
  const both = siteOf(wireSerpentine(first, "operator", null, "columns"));

  it("is wired again and again without a port more", () => {
    expect(both.controllers).toHaveLength(1);
    let site = both;
    for (let time = 0; time < 10; time += 1) {
      site = siteOf(wireSerpentine(site, "operator", null, "columns"));
      site = siteOf(wireSerpentine(site, "kontrol", by, "columns"));
    }
    expect(site.controllers).toEqual(both.controllers);
  });

  it("has a new cable begin at a port that is free, and clicks go on there", () => {
    const [controller] = both.controllers ?? [];
    const ports = controller?.ports.length;
    let site = siteOf(unwire(both, "kontrol"));
    expect(site.controllers?.flatMap(used)).toHaveLength((ports ?? 0) / 2);
    site = siteOf(wireNext(site, "kontrol", "p-1-1", null, null));
    site = siteOf(wireNext(site, "kontrol", "p-2-1", null, { wallId: "kontrol", panelId: "p-1-1" }));
    expect(site.controllers?.[0]?.ports).toHaveLength(ports ?? 0);
    expect(site.controllers?.[0]?.ports[0]?.panels).toEqual([
      { wallId: "kontrol", panelId: "p-1-1" },
      { wallId: "kontrol", panelId: "p-2-1" },
    ]);
  });

  it("has clicks go on behind the panel before, though a later port is the wall's too", () => {
    // The first port is emptied panel by panel, then taken again.
    const [first] = both.controllers?.[0]?.ports ?? [];
    let site = both;
    let after: PanelRef | null = null;
    for (const ref of first?.panels ?? []) {
      site = siteOf(wireNext(site, "kontrol", ref.panelId, null, after));
      after = ref;
    }
    expect(site.controllers?.[0]?.ports[0]?.panels).toEqual([]);
    const again = siteOf(wireNext(site, "kontrol", "p-6-3", null, null));
    const next = siteOf(wireNext(again, "kontrol", "p-5-3", null, { wallId: "kontrol", panelId: "p-6-3" }));
    expect(next.controllers?.[0]?.ports[0]?.panels.map(({ panelId }) => panelId)).toEqual(["p-6-3", "p-5-3"]);
  });
});
