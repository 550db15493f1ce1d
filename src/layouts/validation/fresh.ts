import type { Site, Wall } from "../site.ts";
import type { PanelRef } from "../wiring.ts";

/** More panels than this are asked with all others at once. */
const FEW = 64;

/**
 * What of a site is other than in a sound one, which breaks no rule: what is the same object in the same place breaks none
 * with what is. Without a sound one everything is fresh.
 */
export class Fresh {
  readonly #walls = new Map<string, { readonly panels: readonly number[]; readonly named: boolean }>();
  readonly #ids = new Map<string, ReadonlySet<string>>();
  /** True where cables, outputs and viewports are the same, and so are the walls and the names of what hangs on them. */
  readonly sameCables: boolean;

  constructor(site: Site, sound: Site | null) {
    for (const wall of site.walls) {
      const before = sound?.walls.find(({ id }) => id === wall.id);
      if (before === undefined) continue;
      const panels = [...wall.panels.keys()].filter((at) => wall.panels[at] !== before.panels[at]);
      const named = panels.some((at) => wall.panels[at]?.id !== before.panels[at]?.id);
      this.#walls.set(wall.id, { panels, named: named || wall.panels.length !== before.panels.length });
      this.#ids.set(wall.id, new Set(panels.flatMap((at) => wall.panels[at]?.id ?? [])));
    }
    this.sameCables =
      sound !== null &&
      site.controllers === sound.controllers &&
      site.outputs === sound.outputs &&
      site.viewports === sound.viewports &&
      site.walls.length === sound.walls.length &&
      site.walls.every(({ id }) => this.#walls.get(id)?.named === false);
  }

  /** Places in the wall's list of panels that are to be asked with all others; null for each with each. */
  panelsOf({ id }: Wall): readonly number[] | null {
    const panels = this.#walls.get(id)?.panels;
    return panels === undefined || panels.length > FEW ? null : panels;
  }

  /** False where every panel has the name that it had. */
  names({ id }: Wall): boolean {
    return this.#walls.get(id)?.named ?? true;
  }

  /** True where it is to be asked whether a panel's cable still fits it. */
  hangs({ wallId, panelId }: PanelRef): boolean {
    return !this.sameCables || (this.#ids.get(wallId)?.has(panelId) ?? true);
  }
}
