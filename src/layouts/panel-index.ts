import type { Panel } from "./panel.ts";
import type { Site } from "./site.ts";
import type { PanelRef } from "./wiring.ts";

/** Every panel of a site, found by name: looked for one by one, 2,000 on their cables would be four million questions. */
export class PanelIndex {
  readonly #walls: ReadonlyMap<string, ReadonlyMap<string, Panel>>;

  constructor({ walls }: Pick<Site, "walls">) {
    this.#walls = new Map(
      walls.map(({ id, panels }) => [id, new Map(panels.map((panel) => [panel.id, panel]))]),
    );
  }

  /** The last of its name, where a site breaks W1; undefined where there is none. */
  find({ wallId, panelId }: PanelRef): Panel | undefined {
    return this.#walls.get(wallId)?.get(panelId);
  }
}
