import type { TileStats, WallStats } from "../../protocol/output.ts";
import type { OutputPage } from "./output-page.ts";

declare global {
  interface Window {
    /** See *Contract* in the design; `outputId` picks one output of a page over several. */
    wallStats(outputId?: string): WallStats;
  }
}

/** Of the parts of a tile that lies on several outputs, the one that has seen least. */
function least(tiles: readonly TileStats[]): TileStats[] {
  const byId = new Map<string, TileStats>();
  for (const tile of tiles) {
    const known = byId.get(tile.tileId);
    if (known === undefined || tile.framesPresented < known.framesPresented) byId.set(tile.tileId, tile);
  }
  return [...byId.values()];
}

/** What `window.wallStats()` gives. A page over several outputs gives the tiles of all, each once, under its first output. */
export function wallStats(page: OutputPage, outputId?: string): WallStats {
  const ids = outputId === undefined ? page.outputIds : [outputId];
  const outputs = ids.map((id) => page.stats(id));
  const [first] = outputs;
  if (first === undefined || outputs.length === 1) return first ?? page.stats("");
  return { ...first, tiles: least(outputs.flatMap(({ tiles }) => tiles)) };
}
