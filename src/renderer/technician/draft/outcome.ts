import type { Problem, Words } from "../../../layouts/problem.ts";
import type { Site } from "../../../layouts/site.ts";
import { say } from "./sentences.ts";
import { problemsOf } from "./verdict.ts";

/** What was in the way of an act: a rule that it would break, or something that was entered. */
export interface Refused {
  readonly refused: readonly { readonly message: Words; readonly field: string | null }[];
}

/** The site after an act, or why it stays as it was. */
export type Outcome = { readonly site: Site } | Refused;

export function refusedFor(...messages: Words[]): Refused {
  return { refused: messages.map((message) => ({ message, field: null })) };
}

/** As `siteSchema` has them, whose parsing of 2,000 panels is slower than an edit may be. */
const MOST_PANELS = 4096;
const MOST = { walls: 32, outputs: 128, viewports: 512, controllers: 64 } as const;
const LONGEST_NAME = 120;
const LONGEST_SIDE_PX = 65_536;
const LONGEST_SIDE_MM = 100_000;
const FARTHEST_MM = 100_000;

function limitsOf(site: Site): Words | null {
  const counts = {
    walls: site.walls.length,
    outputs: site.outputs.length,
    viewports: site.viewports.length,
    controllers: site.controllers?.length ?? 0,
  };
  for (const list of ["walls", "outputs", "viewports", "controllers"] as const)
    if (counts[list] > MOST[list]) return say(`${list}TooMany`, { count: counts[list], most: MOST[list] });
  for (const { id, name, panels, canvas, widthMm = 1, heightMm = 1, standing } of site.walls) {
    if (name.length > LONGEST_NAME)
      return say("nameTooLong", { wall: id, count: name.length, most: LONGEST_NAME });
    if (panels.length > MOST_PANELS) return say("tooManyPanels", { count: panels.length, most: MOST_PANELS });
    if (Math.max(canvas.width, canvas.height) > LONGEST_SIDE_PX)
      return say("canvasTooLong", { ...canvas, most: LONGEST_SIDE_PX });
    if (Math.max(widthMm, heightMm) > LONGEST_SIDE_MM)
      return say("faceTooLong", { width: widthMm, height: heightMm, most: LONGEST_SIDE_MM });
    const { xMm, yMm, baseMm } = standing ?? { xMm: 0, yMm: 0, baseMm: 0 };
    if (Math.max(Math.abs(xMm), Math.abs(yMm), baseMm) > FARTHEST_MM)
      return say("standsTooFar", { wall: id, x: xMm, y: yMm, base: baseMm, most: FARTHEST_MM });
  }
  return null;
}

const placeOf = ({ rule, field }: Problem): string => `${rule} ${field}`;

/**
 * `after`, unless it breaks a rule W* that `before` did not: a draft that was sound stays so, and what is applied from it
 * is never refused for its rules. `after` differs from `before` in places that `siteSchema` allows; sizes that grow with an
 * act are looked at here.
 */
export function checked(before: Site, after: Site): Outcome {
  const limit = limitsOf(after);
  if (limit !== null) return refusedFor(limit);
  const found = problemsOf(after, before);
  if (found.length === 0) return { site: after };
  const known = new Set(problemsOf(before).map(placeOf));
  const fresh = found.filter((problem) => !known.has(placeOf(problem)));
  return fresh.length === 0
    ? { site: after }
    : { refused: fresh.map(({ message, field }) => ({ message, field })) };
}
