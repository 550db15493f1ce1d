import type { Layout } from "../../../src/layouts/layout.ts";
import type { Site } from "../../../src/layouts/site.ts";

/** A site of walls without panels, each by id, width and height, and an output of 1920 x 1080 that shows none. */
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

/** The wall `utama` of 1600 x 400 over the outputs `kiri` and `kanan`, and the wall `kecil` that nothing shows. */
export function twoOutputs(): Site {
  const half = (outputId: string, x: number) => ({
    wallId: "utama",
    outputId,
    canvas: { x, y: 0, width: 800, height: 400 },
    output: { x: 0, y: 0, width: 800, height: 400 },
    rotation: 0 as const,
  });
  return {
    ...siteOf(["utama", 1600, 400], ["kecil", 400, 400]),
    outputs: ["kiri", "kanan"].map((id) => ({
      id,
      name: id,
      width: 800,
      height: 400,
      placement: { kind: "window" },
    })),
    viewports: [half("kiri", 0), half("kanan", 800)],
  };
}

/** A layout of the tiles `kiri` and `kanan`, side by side, both of camera `kamera-1`, that fill a canvas. */
export function halves(id: string, wallId: string, width: number, height: number): Layout {
  const tile = (tileId: string, x: number): Layout["tiles"][number] => ({
    id: tileId,
    rect: { x, y: 0, width: width / 2, height },
    z: 0,
    fit: "contain",
    priority: 5,
    content: { kind: "camera", cameraId: "kamera-1" },
  });
  return { id, name: id, wallId, tiles: [tile("kiri", 0), tile("kanan", width / 2)] };
}

/** Walls that nobody has locked. */
export const unlocked = { refuse: () => undefined };

/** Who changes layouts here. */
export const editor = { by: "oki", at: "2026-11-22T10:00:00.000Z" };
