import { z } from "zod";
import { identifierSchema } from "../identifier.ts";
import { intersection, type Rect } from "../rect.ts";
import type { Site, Viewport } from "../site.ts";

/** What a test pattern covers. */
export const patternTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("wall"), wallId: identifierSchema }),
  z.object({ kind: z.literal("panel"), wallId: identifierSchema, panelId: identifierSchema }),
  z.object({ kind: z.literal("output"), outputId: identifierSchema }),
]);
export type PatternTarget = z.infer<typeof patternTargetSchema>;

/** How a target is written in an address: `wall:ID`, `panel:WALL:ID` or `output:ID`; ids have no colon. */
export function targetKey(target: PatternTarget): string {
  if (target.kind === "wall") return `wall:${target.wallId}`;
  if (target.kind === "output") return `output:${target.outputId}`;
  return `panel:${target.wallId}:${target.panelId}`;
}

/** The target of that key; null where it is none. */
export function targetOf(key: string): PatternTarget | null {
  const [kind, one, two, ...more] = key.split(":");
  if (more.length > 0 || (kind !== "panel" && two !== undefined)) return null;
  const given =
    kind === "output" ? { kind, outputId: one } : { kind, wallId: one, ...(two && { panelId: two }) };
  return patternTargetSchema.safeParse(given).data ?? null;
}

type Covered = Pick<Site, "walls" | "outputs">;

/** Which pixels of the wall's canvas, or of the output, a target is; null where the site has it not. */
export function targetRect(site: Covered, target: PatternTarget): Rect | null {
  if (target.kind === "output") {
    const output = site.outputs.find(({ id }) => id === target.outputId);
    return output === undefined ? null : { x: 0, y: 0, width: output.width, height: output.height };
  }
  const wall = site.walls.find(({ id }) => id === target.wallId);
  if (wall === undefined) return null;
  if (target.kind === "wall") return { x: 0, y: 0, ...wall.canvas };
  return wall.panels.find(({ id }) => id === target.panelId)?.canvas ?? null;
}

/** The canvas pixels of a viewport that lie under a pattern on `target`; null where there are none. */
export function coveredIn(site: Covered, target: PatternTarget, viewport: Viewport): Rect | null {
  if (target.kind === "output") return target.outputId === viewport.outputId ? viewport.canvas : null;
  if (target.wallId !== viewport.wallId) return null;
  const rect = targetRect(site, target);
  return rect === null ? null : intersection(rect, viewport.canvas);
}
