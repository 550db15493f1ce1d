import { type Layer, layersOn } from "../../layouts/patterns/layers.ts";
import type { Glass } from "../../protocol/channel.ts";

/** What test patterns draw on each output of a page, by output id; outputs without one are absent. */
export type PatternPlan = ReadonlyMap<string, readonly Layer[]>;

/** Makes plans; as long as nothing that matters is another, the same plan, so that nothing is drawn anew. */
export class PatternPlans {
  private key = "";
  private plan: PatternPlan = new Map();

  /** The plan of the patterns that have not ended by `coreNow`, milliseconds since 1970 on the core's clock. */
  at(glass: Glass, coreNow: number): PatternPlan {
    const patterns = running(glass, coreNow);
    if (patterns.length === 0) {
      if (this.key !== "") this.plan = new Map();
      this.key = "";
      return this.plan;
    }
    const { outputs, viewports } = glass;
    const site = { walls: glass.site.walls, outputs, viewports, controllers: glass.site.controllers };
    const key = JSON.stringify([patterns.map(({ target, pattern }) => [target, pattern]), site]);
    if (key === this.key) return this.plan;
    this.key = key;
    this.plan = new Map(
      outputs.flatMap(({ id }) => {
        const layers = layersOn(site, patterns, id);
        return layers.length === 0 ? [] : [[id, layers] as const];
      }),
    );
    return this.plan;
  }
}

/** Patterns that have not ended; a page that hears of the core no more ends them by itself. */
function running({ patterns }: Pick<Glass, "patterns">, coreNow: number): Glass["patterns"] {
  return patterns.filter(({ endsAt }) => endsAt > coreNow);
}
