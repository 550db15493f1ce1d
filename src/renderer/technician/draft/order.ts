import type { Panel } from "../../../layouts/panel.ts";
import type { Site } from "../../../layouts/site.ts";
import { checked, type Outcome } from "./outcome.ts";

/** Lines whose middles are nearer than this part of a panel belong together. */
const TOGETHER = 0.5;

/** Panels in lines: columns from left to right, each from top to bottom, or rows from top to bottom. */
export function linesOf(panels: readonly Panel[], along: "columns" | "rows"): Panel[][] {
  const across = ({ xMm, yMm, widthMm, heightMm }: Panel) =>
    along === "columns" ? xMm + widthMm / 2 : yMm + heightMm / 2;
  const down = ({ xMm, yMm }: Panel) => (along === "columns" ? yMm : xMm);
  const size = ({ widthMm, heightMm }: Panel) => (along === "columns" ? widthMm : heightMm);
  const lines: { readonly at: number; readonly panels: Panel[] }[] = [];
  for (const panel of panels.toSorted((a, b) => across(a) - across(b))) {
    const last = lines.at(-1);
    if (last !== undefined && across(panel) - last.at < TOGETHER * size(panel)) last.panels.push(panel);
    else lines.push({ at: across(panel), panels: [panel] });
  }
  return lines.map((line) => line.panels.toSorted((a, b) => down(a) - down(b)));
}

/** One line after the other, every second one backwards, as a cable runs. */
export function serpentine(panels: readonly Panel[], along: "columns" | "rows"): Panel[] {
  return linesOf(panels, along).flatMap((line, index) => (index % 2 === 0 ? line : line.toReversed()));
}

/**
 * The panels of a wall under new ids, also where they are wired: `p-ROW-COLUMN` by rows, or `p-1` and on in the order of
 * `order`; panels that it leaves out come after.
 */
export function numberPanels(site: Site, wallId: string, order: "rows" | readonly string[]): Outcome {
  const wall = site.walls.find(({ id }) => id === wallId);
  if (wall === undefined) return { site };
  const names = new Map<string, string>();
  if (order === "rows") {
    linesOf(wall.panels, "rows").forEach((line, row) => {
      line.forEach(({ id }, column) => names.set(id, `p-${row + 1}-${column + 1}`));
    });
  } else {
    const given = new Set(order);
    const all = [...given, ...wall.panels.map(({ id }) => id)];
    for (const id of new Set(all)) names.set(id, `p-${names.size + 1}`);
  }
  const named = (id: string) => names.get(id) ?? id;
  const next: Site = {
    ...site,
    walls: site.walls.map((each) =>
      each.id === wallId
        ? { ...each, panels: each.panels.map((panel) => ({ ...panel, id: named(panel.id) })) }
        : each,
    ),
    ...(site.controllers !== undefined && {
      controllers: site.controllers.map((controller) => ({
        ...controller,
        ports: controller.ports.map((port) => ({
          ...port,
          panels: port.panels.map((ref) =>
            ref.wallId === wallId ? { ...ref, panelId: named(ref.panelId) } : ref,
          ),
        })),
      })),
    }),
  };
  return checked(site, next);
}
