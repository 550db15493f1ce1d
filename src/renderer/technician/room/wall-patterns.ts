import { layersOn } from "../../../layouts/patterns/layers.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { outputToCanvas } from "../../../layouts/viewport.ts";
import type { ShownPattern } from "../../../protocol/pattern.ts";
import { paintMoment } from "../../tiles/pattern-painter.ts";

/** The test patterns that lie over a wall, as its outputs draw them: on the face they lie where the glass has them. */
export class WallPatterns {
  /** By output of `of`; drawn anew only where it is another, or moves. */
  private readonly drawn = new Map<string, { readonly key: string; readonly canvas: HTMLCanvasElement }>();
  private of: Site | null = null;

  /** Paints those of `patterns` that have not ended by `now`, milliseconds since 1970, over the wall's `picture`. */
  paint(
    picture: HTMLCanvasElement,
    site: Site,
    wall: Wall,
    patterns: readonly ShownPattern[],
    now: number,
  ): void {
    if (site !== this.of) this.drawn.clear();
    this.of = site;
    const running = patterns.filter(({ endsAt }) => Date.parse(endsAt) > now);
    const context = picture.getContext("2d");
    if (running.length === 0 || context === null) {
      this.drawn.clear();
      return;
    }
    const scale = [picture.width / wall.canvas.width, picture.height / wall.canvas.height] as const;
    for (const viewport of site.viewports.filter(({ wallId }) => wallId === wall.id)) {
      const output = this.output(site, viewport.outputId, running, now);
      if (output === null) continue;
      const { x, y, width, height } = viewport.canvas;
      context.save();
      context.setTransform(scale[0], 0, 0, scale[1], 0, 0);
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      context.transform(...outputToCanvas(viewport));
      context.drawImage(output, 0, 0);
      context.restore();
    }
  }

  private output(
    site: Site,
    outputId: string,
    running: readonly ShownPattern[],
    now: number,
  ): HTMLCanvasElement | null {
    const output = site.outputs.find(({ id }) => id === outputId);
    if (output === undefined) return null;
    const moves = running.some(({ pattern }) => pattern === "moving") ? String(now) : "";
    const shown = JSON.stringify(running.map(({ target, pattern }) => [target, pattern]));
    const key = `${shown} ${output.width}x${output.height} ${moves}`;
    const known = this.drawn.get(outputId);
    if (known?.key === key) return known.canvas;
    const layers = layersOn(site, running, outputId);
    const canvas = known?.canvas ?? document.createElement("canvas");
    canvas.width = output.width;
    canvas.height = output.height;
    paintMoment(canvas, layers, now);
    this.drawn.set(outputId, { key, canvas });
    return canvas;
  }
}
