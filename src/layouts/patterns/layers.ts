import { intersection, type Rect } from "../rect.ts";
import type { Site } from "../site.ts";
import { canvasToOutput, type Matrix, mapRect } from "../viewport.ts";
import { marksOf, type PatternName } from "./all.ts";
import type { Mark } from "./mark.ts";
import { surfaceOf } from "./surface.ts";
import { coveredIn, type PatternTarget, targetRect } from "./target.ts";

/** A pattern as one viewport of an output shows it. */
export interface Layer {
  /** From the pixels of the marks to those of the output. */
  readonly matrix: Matrix;
  /** Pixels of the output that it covers, every one of them [T1]. */
  readonly clip: Rect;
  readonly marks: readonly Mark[];
}

/** What patterns draw on an output, later ones above earlier ones [T5]. */
export function layersOn(
  site: Pick<Site, "walls" | "outputs" | "viewports" | "controllers">,
  patterns: readonly { readonly target: PatternTarget; readonly pattern: PatternName }[],
  outputId: string,
): Layer[] {
  return patterns.flatMap(({ target, pattern }): Layer[] => {
    const surface = surfaceOf(site, target, outputId);
    if (surface === null) return [];
    if (target.kind === "output") {
      const clip = target.outputId === outputId ? targetRect(site, target) : null;
      return clip === null ? [] : [{ matrix: [1, 0, 0, 1, 0, 0], clip, marks: marksOf(pattern, surface) }];
    }
    const shown = site.viewports.flatMap((viewport) => {
      const covered = viewport.outputId === outputId ? coveredIn(site, target, viewport) : null;
      return covered === null ? [] : [{ covered, matrix: canvasToOutput(viewport) }];
    });
    if (shown.length === 0) return [];
    const marks = marksOf(pattern, surface);
    return shown.flatMap(({ covered, matrix }) => {
      const output = site.outputs.find(({ id }) => id === outputId);
      const whole = { x: 0, y: 0, width: output?.width ?? 0, height: output?.height ?? 0 };
      const clip = intersection(mapRect(matrix, covered), whole);
      return clip === null ? [] : [{ matrix, clip, marks }];
    });
  });
}
