import type { Layout } from "../layout.ts";
import { wallOf } from "../panel-grid.ts";
import type { Note, Output, Site, Viewport, Wall } from "../site.ts";
import { cameras, layoutOf } from "./layouts.ts";

const SCREEN = { width: 1920, height: 1080 };

/**
 * A 55-inch monitor of a class sold for video walls, pixel pitch 0.63 mm: picture 1209.6 x 680.4 mm, 3.9 mm from picture
 * to picture. Assumed: the panels are not bought.
 */
const MONITOR = { widthMm: 1213.5, heightMm: 684.3, bezelMm: 1.95 };

interface Stage {
  readonly wall: Wall;
  readonly outputs: Output[];
  readonly viewports: Viewport[];
  readonly notes: Note[];
}

const wallName = { id: "utama", name: "Dinding utama", roomId: "ruang-komando" };

function preset({ wall, outputs, viewports, notes }: Stage): { site: Site; layouts: Layout[] } {
  const site: Site = {
    // The same site at every stage, so that it grows in its own data folder.
    id: "tarakan",
    name: "Pusat Komando Kota Tarakan",
    zone: "Asia/Makassar",
    rooms: [{ id: "ruang-komando", name: "Ruang Komando" }],
    walls: [wall],
    outputs,
    viewports,
    notes,
  };
  const layouts = [
    layoutOf("ringkasan", "Ringkasan", wall, "1+7", cameras(1, 8)),
    layoutOf("sembilan", "Sembilan", wall, "9", cameras(1, 9)),
    layoutOf("empat", "Empat", wall, "4", cameras(9, 12)),
    layoutOf("insiden", "Insiden", wall, "4", [
      { kind: "incidents" },
      { kind: "incident" },
      ...cameras(1, 2),
    ]),
    layoutOf("peta", "Peta", wall, "1+7", [{ kind: "map" }, ...cameras(1, 7)]),
  ];
  return { site, layouts };
}

/** Tarakan today: no panel is bought, and the wall is a window on a desk. */
export function tarakanWindow(): { site: Site; layouts: Layout[] } {
  const wall: Wall = { ...wallName, canvas: { ...SCREEN }, panels: [] };
  const output: Output = { id: "out-1", name: "Jendela", ...SCREEN, placement: { kind: "window" } };
  const whole = { x: 0, y: 0, ...SCREEN };
  return preset({
    wall,
    outputs: [output],
    viewports: [{ wallId: wall.id, outputId: output.id, canvas: whole, output: { ...whole }, rotation: 0 }],
    notes: [
      {
        about: "Panel",
        basis: "published",
        text: "Panel belum dibeli; dinding tampil di sebuah jendela. Tahap berikutnya: tarakan-2x2, lalu tarakan-3x3.",
        en: {
          about: "Panels",
          text: "No panel is bought yet; the wall is shown in a window. Next stages: tarakan-2x2, then tarakan-3x3.",
        },
        source:
          "https://www.tarakantv.co.id/command-center-menggunakan-eks-kantor-dinas-komunikasi-informatika-dan-persandian-tarakan",
      },
      {
        about: "Ruang",
        basis: "assumed",
        text: "Ukuran ruang tidak diketahui.",
        en: { about: "Room", text: "The size of the room is not known." },
      },
    ],
  });
}

/** Tarakan with `side` x `side` LCD monitors, each on an output of its own. */
export function tarakanMonitors(side: number): { site: Site; layouts: Layout[] } {
  const wall: Wall = {
    ...wallName,
    ...wallOf({ kind: "lcd", status: "planned", columns: side, rows: side, ...MONITOR, pixels: SCREEN }),
  };
  const outputs = wall.panels.map((_, index): Output => {
    const column = index % side;
    const row = Math.floor(index / side);
    return {
      id: `out-${index + 1}`,
      name: `Monitor baris ${row + 1} kolom ${column + 1}`,
      ...SCREEN,
      placement: { kind: "display", x: column * SCREEN.width, y: row * SCREEN.height },
    };
  });
  const viewports = wall.panels.map(
    (panel, index): Viewport => ({
      wallId: wall.id,
      outputId: `out-${index + 1}`,
      canvas: { ...panel.canvas },
      output: { x: 0, y: 0, ...SCREEN },
      rotation: 0,
    }),
  );
  return preset({
    wall,
    outputs,
    viewports,
    notes: [
      {
        about: "Panel",
        basis: "assumed",
        text: `Belum dibeli. Diandaikan ${side} x ${side} monitor 55 inci, 1213,5 x 684,3 mm, bingkai 1,95 mm tiap sisi (3,9 mm antargambar), 1920 x 1080 px.`,
        en: {
          about: "Panels",
          text: `Not bought yet. Assumed: ${side} x ${side} monitors of 55 inches, 1213.5 x 684.3 mm, bezel 1.95 mm on each side (3.9 mm from picture to picture), 1920 x 1080 px.`,
        },
      },
      {
        about: "Keluaran",
        basis: "assumed",
        text: "Satu keluaran 1920 x 1080 px tiap monitor, berdampingan di desktop satu PC.",
        en: {
          about: "Outputs",
          text: "One output of 1920 x 1080 px for each monitor, side by side on the desktop of one PC.",
        },
      },
    ],
  });
}
