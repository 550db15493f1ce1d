import type { Place } from "./chosen.ts";
import { edges } from "./drop.ts";

/** What a chosen tile is sized by with a hand; by key Shift and the arrows do it. */
export function EdgeHandles({ on, tileId }: { on: Place; tileId: string }) {
  return edges.map((edge) => (
    <span
      key={edge}
      className="edge"
      aria-hidden="true"
      data-drag="edge"
      data-drag-on={on}
      data-drag-id={tileId}
      data-drag-edge={edge}
    />
  ));
}
