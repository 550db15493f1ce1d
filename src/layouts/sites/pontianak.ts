import type { Layout } from "../layout.ts";
import { wallOf } from "../panel-grid.ts";
import type { Output, Site, Viewport, Wall } from "../site.ts";
import { cameras, layoutOf } from "./layouts.ts";

const OUTPUT = { width: 2400, height: 1080 };

/**
 * Pontianak: an LED 9 m long in a room of 20 x 6 m, on two outputs of one display PC. The source gives that length and
 * the room and nothing else; cabinets, pitch and outputs are assumed, and the notes say so.
 */
export function pontianak(): { site: Site; layouts: Layout[] } {
  const wall: Wall = {
    id: "utama",
    name: "Dinding LED",
    roomId: "ruang-komando",
    ...wallOf({
      kind: "led",
      status: "present",
      columns: 15,
      rows: 6,
      widthMm: 600,
      heightMm: 337.5,
      bezelMm: 0,
      pixels: { width: 320, height: 180 },
    }),
  };
  const outputs: Output[] = [
    { id: "out-1", name: "LED kiri", ...OUTPUT, placement: { kind: "display", x: 0, y: 0 } },
    { id: "out-2", name: "LED kanan", ...OUTPUT, placement: { kind: "display", x: OUTPUT.width, y: 0 } },
  ];
  const viewports = outputs.map(
    (output, index): Viewport => ({
      wallId: wall.id,
      outputId: output.id,
      canvas: { x: index * OUTPUT.width, y: 0, ...OUTPUT },
      output: { x: 0, y: 0, ...OUTPUT },
      rotation: 0,
    }),
  );
  const site: Site = {
    id: "pontianak",
    name: "Pusat Komando Kota Pontianak",
    zone: "Asia/Pontianak",
    rooms: [{ id: "ruang-komando", name: "Ruang Komando", widthMm: 20_000, depthMm: 6000 }],
    walls: [wall],
    outputs,
    viewports,
    notes: [
      {
        about: "Panjang LED dan ukuran ruang",
        basis: "published",
        text: "LED sepanjang 9 m di ruang 20 x 6 m; sumber tidak menyebut hal lain.",
        en: {
          about: "Length of the LED and size of the room",
          text: "An LED 9 m long in a room of 20 x 6 m; the source gives nothing else.",
        },
      },
      {
        about: "Kabinet dan pitch",
        basis: "assumed",
        text: "15 x 6 kabinet 600 x 337,5 mm dengan 320 x 180 px (pitch 1,875 mm); tinggi 2,025 m mengikuti dari itu. Ukur di tempat.",
        en: {
          about: "Cabinets and pitch",
          text: "15 x 6 cabinets of 600 x 337.5 mm with 320 x 180 px (pitch 1.875 mm); the height of 2.025 m follows. Measure on site.",
        },
      },
      {
        about: "Keluaran",
        basis: "assumed",
        text: "Dua keluaran 2400 x 1080 px berdampingan di satu PC; pengendali LED perlu mode layar itu.",
        en: {
          about: "Outputs",
          text: "Two outputs of 2400 x 1080 px side by side on one PC; the LED controllers need that display mode.",
        },
      },
    ],
  };
  const layouts = [
    layoutOf("ringkasan", "Ringkasan", wall, "1+7", cameras(1, 8)),
    layoutOf("sepuluh", "Sepuluh", wall, "all", cameras(1, 10)),
    layoutOf("empat", "Empat", wall, "4", cameras(9, 12)),
  ];
  return { site, layouts };
}
