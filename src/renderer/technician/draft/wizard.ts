import type { Panel } from "../../../layouts/panel.ts";
import { wallOf } from "../../../layouts/panel-grid.ts";
import type { Size } from "../../../layouts/rect.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import type { Millimetres } from "../../../layouts/units.ts";
import type { Cabling } from "./cables.ts";
import { checked, type Outcome, refusedFor } from "./outcome.ts";
import { type Arrangement, layOut, newOutputs } from "./outputs.ts";
import { freeId } from "./panels.ts";
import { say } from "./sentences.ts";
import { unwired } from "./walls.ts";
import { wireSerpentine } from "./wiring.ts";

/** As `wallSchema` has it. */
const MOST_PANELS = 4096;

/** A wall as it is described in one go. */
export interface WallPlan {
  readonly name: string;
  readonly roomId: string;
  /** The wall that it is built in the place of, under that one's id, so that its layouts follow; null for one more. */
  readonly replaces: string | null;
  readonly kind: Panel["kind"];
  readonly status: Panel["status"];
  readonly model: string | null;
  /** Of one panel, upright. */
  readonly widthMm: Millimetres;
  readonly heightMm: Millimetres;
  readonly bezelMm: Millimetres;
  readonly pixels: Size;
  readonly columns: number;
  readonly rows: number;
  readonly gapMm: Millimetres;
  readonly turn: NonNullable<Panel["turn"]>;
  readonly outputs: { readonly count: number; readonly size: Size; readonly arrangement: Arrangement };
  readonly cabling: Cabling | null;
}

/** An id made of a name: `Dinding LED 2` becomes `dinding-led-2`. */
function idOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50);
  return freeId(plain === "" ? "dinding" : plain, taken);
}

/** The face, canvas and panels of a plan; a refusal where they would be too many. */
export function faceOf(plan: WallPlan): Pick<Wall, "widthMm" | "heightMm" | "canvas" | "panels"> | null {
  const { columns, rows, turn, pixels, widthMm, heightMm, kind, status, bezelMm, gapMm, model } = plan;
  if (columns * rows > MOST_PANELS) return null;
  const sideways = turn === 90 || turn === 270;
  return wallOf({
    ...{ kind, status, columns, rows, bezelMm, gapMm, turn },
    widthMm: sideways ? heightMm : widthMm,
    heightMm: sideways ? widthMm : heightMm,
    pixels: sideways ? { width: pixels.height, height: pixels.width } : pixels,
    ...(model !== null && { model }),
  });
}

/** A site without a wall and what only that wall needed: its cables, and outputs that show nothing else. */
function without(site: Site, wallId: string): Site {
  const viewports = site.viewports.filter((viewport) => viewport.wallId !== wallId);
  const needed = new Set(viewports.map(({ outputId }) => outputId));
  const its = new Set(
    site.viewports.flatMap((viewport) =>
      viewport.wallId === wallId && !needed.has(viewport.outputId) ? [viewport.outputId] : [],
    ),
  );
  const { controllers, ...bare } = unwired(site, (onWall) => onWall === wallId);
  return {
    ...bare,
    viewports,
    outputs: site.outputs.filter(({ id }) => !its.has(id)),
    ...(controllers !== undefined && {
      controllers: controllers.filter(({ outputId }) => !its.has(outputId)),
    }),
  };
}

export function removeWall(site: Site, wallId: string): Outcome {
  const next = without(site, wallId);
  const walls = site.walls.filter(({ id }) => id !== wallId);
  if (walls.length === 0 || next.outputs.length === 0) return refusedFor(say("lastOne"));
  return checked(site, { ...next, walls });
}

/** The sizes of the outputs that a plan asks for. */
function sizesOf({ outputs, pixels }: WallPlan, face: Pick<Wall, "panels">): Size[] {
  return outputs.arrangement === "panel"
    ? face.panels.map(() => pixels)
    : Array.from({ length: outputs.count }, () => outputs.size);
}

/** The site with the planned wall on outputs of its own, wired where that is asked for. */
export function buildWall(site: Site, plan: WallPlan): Outcome & { readonly wallId?: string } {
  const count = plan.columns * plan.rows;
  const face = faceOf(plan);
  if (face === null) return refusedFor(say("tooManyPanels", { count, most: MOST_PANELS }));
  const old = site.walls.find(({ id }) => id === plan.replaces);
  const rest = old === undefined ? site : without(site, old.id);
  const id = old?.id ?? idOf(plan.name, new Set(site.walls.map((wall) => wall.id)));
  const { standing, viewing } = old ?? {};
  const wall: Wall = {
    ...{ id, name: plan.name, roomId: plan.roomId, ...face },
    ...(standing !== undefined && { standing }),
    ...(viewing !== undefined && { viewing }),
  };
  const sizes = sizesOf(plan, face);
  const outputs = newOutputs(rest.outputs, sizes, plan.name);
  const walls = old === undefined ? [...site.walls, wall] : site.walls.map((w) => (w === old ? wall : w));
  const bare: Site = { ...rest, walls, outputs: [...rest.outputs, ...outputs] };
  const sound = checked(site, bare);
  if ("refused" in sound) return sound;
  const laid = layOut(bare, wall, outputs, plan.outputs.arrangement, plan.columns);
  if ("refused" in laid || plan.cabling === null) return { ...laid, wallId: id };
  return { ...wireSerpentine(laid.site, id, plan.cabling, "columns"), wallId: id };
}
