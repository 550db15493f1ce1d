import type { Layout } from "../../layouts/layout.ts";
import { openOn } from "../../layouts/open-on.ts";
import type { Site, Wall } from "../../layouts/site.ts";

/**
 * What can be put on a wall: its own layouts, then those of the other walls as they would lie on it, with the name of the
 * wall that each was made for. One that has no room on it is left out.
 */
export function layoutsFor(layouts: readonly Layout[], site: Pick<Site, "walls">, wallId: string): Layout[] {
  const find = (id: string) => site.walls.find((wall) => wall.id === id);
  const to = find(wallId);
  const own = layouts.filter((layout) => layout.wallId === wallId);
  if (to === undefined) return own;
  const others = layouts.flatMap((layout) => {
    const from = layout.wallId === wallId ? undefined : find(layout.wallId);
    return from === undefined ? [] : (opened(layout, from, to) ?? []);
  });
  return [...own, ...others];
}

function opened(layout: Layout, from: Wall, to: Wall): Layout | null {
  try {
    const tiles = openOn(layout.tiles, from, to);
    return { ...layout, name: `${layout.name} · ${from.name}`, wallId: to.id, tiles };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
