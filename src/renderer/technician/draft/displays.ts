import { bezelsOf, type Panel } from "../../../layouts/panel.ts";
import { same } from "../../../layouts/rect.ts";
import type { Site } from "../../../layouts/site.ts";
import { type Display, displayOf } from "../../../protocol/display.ts";
import { checked, type Outcome } from "./outcome.ts";
import { withOutput } from "./spares.ts";

/** Connected displays that no output of the site but `outputId` is shown on. */
export function freeDisplays(site: Site, displays: readonly Display[], outputId: string): Display[] {
  const used = new Set(
    site.outputs.flatMap(({ id, placement }) =>
      id === outputId ? [] : [displayOf(placement, displays)?.names[0]],
    ),
  );
  return displays.filter(({ names }) => !used.has(names[0]));
}

/**
 * The output as the connected display has it: its place there, monitor, connector, pixels and name; and where the output
 * is one monitor of a wall, that one's size, unless it would no longer fit among the others.
 */
export function takeDisplay(site: Site, outputId: string, display: Display): Outcome {
  const { monitor, names, rect } = display;
  const [connector] = names;
  const taken = withOutput(site, outputId, (output) => {
    const called = monitor?.name.trim() || connector;
    return {
      ...output,
      ...(called !== undefined && { name: called }),
      ...{ width: rect.width, height: rect.height },
      placement: {
        kind: "display" as const,
        ...(connector !== undefined && { connector: connector.slice(0, 64) }),
        ...{ x: rect.x, y: rect.y },
        ...(monitor !== undefined && {
          monitor: { maker: monitor.maker, product: monitor.product, serial: monitor.serial },
        }),
      },
    };
  });
  const sized = checked(site, { ...taken, walls: wallsWith(site, outputId, display) });
  return "refused" in sized ? checked(site, taken) : sized;
}

/** Walls in which the one monitor that the output shows has the size that its EDID tells of its picture. */
function wallsWith(site: Site, outputId: string, { monitor }: Display): Site["walls"] {
  const { widthMm, heightMm } = monitor ?? {};
  const shown = site.viewports.filter((viewport) => viewport.outputId === outputId);
  const [only] = shown;
  if (only === undefined || shown.length > 1 || widthMm === undefined || heightMm === undefined)
    return site.walls;
  const sized = (panel: Panel): Panel => {
    if (panel.kind !== "lcd" || !same(panel.canvas, only.canvas)) return panel;
    const { left, right, top, bottom } = bezelsOf(panel);
    const [across, down] = (panel.turn ?? 0) % 180 === 0 ? [widthMm, heightMm] : [heightMm, widthMm];
    return { ...panel, widthMm: across + left + right, heightMm: down + top + bottom };
  };
  return site.walls.map((wall) =>
    wall.id === only.wallId ? { ...wall, panels: wall.panels.map(sized) } : wall,
  );
}
