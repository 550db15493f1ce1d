import { siteSchema, type Placement, type Site } from "../../../src/layouts/site.ts";

/** A site with one wall and the given outputs, each 640 x 360 unless it says otherwise. */
export function siteWith(outputs: Record<string, Placement & { width?: number; height?: number }>): Site {
  return siteSchema.parse({
    id: "test",
    name: "Test",
    zone: "Asia/Makassar",
    rooms: [{ id: "room", name: "Room" }],
    walls: [{ id: "wall", name: "Wall", roomId: "room", canvas: { width: 1280, height: 360 }, panels: [] }],
    outputs: Object.entries(outputs).map(([id, { width = 640, height = 360, ...placement }]) => ({
      id,
      name: id,
      width,
      height,
      placement,
    })),
    viewports: [],
  });
}
