import type { Layout } from "../../../src/layouts/layout.ts";
import type { Site } from "../../../src/layouts/site.ts";
import type { StoredClip } from "../../../src/main/store/followup-store.ts";
import type { StoredTake } from "../../../src/main/store/wall-store.ts";

/** A site of walls without panels: id and canvas of each. */
export function siteOf(...walls: readonly (readonly [string, number, number])[]): Site {
  return {
    id: "uji",
    name: "Uji",
    zone: "Asia/Makassar",
    rooms: [{ id: "ruang", name: "Ruang" }],
    walls: walls.map(([id, width, height]) => ({
      id,
      name: id,
      roomId: "ruang",
      canvas: { width, height },
      panels: [],
    })),
    outputs: [{ id: "layar", name: "Layar", width: 1920, height: 1080, placement: { kind: "window" } }],
    viewports: [],
    notes: [],
  };
}

/** A layout of two tiles side by side that fill a canvas. */
export function halves(id: string, wallId: string, width: number, height: number): Layout {
  const tile = (tileId: string, x: number) => ({
    id: tileId,
    rect: { x, y: 0, width: width / 2, height },
    z: 0,
    fit: "contain" as const,
    priority: 5,
    content: { kind: "camera" as const, cameraId: "kamera-1" },
  });
  return { id, name: id, wallId, tiles: [tile("kiri", 0), tile("kanan", width / 2)] };
}

export function takeOf(id: string, layout: Layout, revision: number): StoredTake {
  return {
    id,
    wallId: layout.wallId,
    layoutId: layout.id,
    revision,
    tiles: layout.tiles,
    takenAt: "2026-11-21T08:00:00.000Z",
    takenBy: "operator",
  };
}

export function clipOf(id: string): StoredClip {
  const at = "2026-11-21T08:00:00.000Z";
  return {
    ...{ id, cameraId: "camera", cameraName: "Kamera", site: { id: "uji", name: "Uji" }, stream: "main" },
    ...{ from: at, to: at, startsAt: at, endsAt: at, coding: "h264", copied: true, width: 64, height: 48 },
    ...{ frames: 25, bytes: 1000, sha256: "0".repeat(64), madeAt: at, madeBy: "oki" },
  };
}
