import { same } from "../../../layouts/rect.ts";
import type { Output, Site, Viewport } from "../../../layouts/site.ts";
import { viewportsOf } from "../../../layouts/viewport.ts";
import { checked, type Outcome } from "./outcome.ts";

/** The outputs that show the same as one [W19]: its spares, or its original and that one's other spares. */
export function twinsOf({ outputs }: Pick<Site, "outputs">, outputId: string): Output[] {
  const original = outputs.find(({ id }) => id === outputId)?.spareOf ?? outputId;
  return outputs.filter(({ id, spareOf }) => id !== outputId && (id === original || spareOf === original));
}

/** The site with an output changed; its size goes to those that show the same. */
export function withOutput(site: Site, outputId: string, change: (output: Output) => Output): Site {
  const twins = new Set(twinsOf(site, outputId).map(({ id }) => id));
  const now = site.outputs.find(({ id }) => id === outputId);
  if (now === undefined) return site;
  const after = change(now);
  const { width, height } = after;
  const outputs = site.outputs.map((output) => {
    if (output === now) return after;
    return twins.has(output.id) ? { ...output, width, height } : output;
  });
  return { ...site, outputs };
}

const showSame = (a: Viewport, b: Viewport): boolean =>
  a.wallId === b.wallId && a.rotation === b.rotation && same(a.canvas, b.canvas) && same(a.output, b.output);

/**
 * The site with viewport number `index` changed, or taken away where `change` gives null; and so with the same one of each
 * output that shows the same.
 */
export function withViewport(
  site: Site,
  index: number,
  change: (viewport: Viewport) => Viewport | null,
): Site {
  const before = site.viewports[index];
  if (before === undefined) return site;
  const after = change(before);
  const twins = new Set(twinsOf(site, before.outputId).map(({ id }) => id));
  const viewports = site.viewports.flatMap((each, at) => {
    if (at === index) return after ?? [];
    if (!twins.has(each.outputId) || !showSame(each, before)) return each;
    return after === null ? [] : { ...after, outputId: each.outputId };
  });
  return { ...site, viewports };
}

/** The site with a viewport more, the first of those that are added; each output that shows the same gets it too. */
export function withOneMore(site: Site, viewport: Viewport): Site {
  const twins = twinsOf(site, viewport.outputId);
  const added = [viewport, ...twins.map(({ id }) => ({ ...viewport, outputId: id }))];
  return { ...site, viewports: [...site.viewports, ...added] };
}

/**
 * An output as the spare of another: of its size, with its viewports in the place of its own. `original` null: a spare no
 * more; it goes on showing what it showed.
 */
export function setSpare(site: Site, outputId: string, original: string | null): Outcome {
  const of = original === null ? null : site.outputs.find(({ id }) => id === original);
  if (of === undefined) return { site };
  const outputs = site.outputs.map((each) => {
    if (each.id !== outputId) return each;
    const { spareOf, ...output } = each;
    if (of === null) return spareOf === undefined ? each : output;
    return { ...output, width: of.width, height: of.height, spareOf: of.id };
  });
  if (of === null) return checked(site, { ...site, outputs });
  const others = site.viewports.filter((viewport) => viewport.outputId !== outputId);
  const shown = viewportsOf(site, of.id).map((viewport) => ({ ...viewport, outputId }));
  return checked(site, { ...site, outputs, viewports: [...others, ...shown] });
}
