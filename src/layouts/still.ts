import type { Content, Tile } from "./layout.ts";

/** What tells nothing of the city to a visitor. */
const still: ReadonlySet<Content["kind"]> = new Set(["text", "image", "clock", "empty"]);

/** Whether everybody may see a tile, whoever is in the room. */
export function isStill({ content }: Pick<Tile, "content">): boolean {
  return still.has(content.kind);
}
