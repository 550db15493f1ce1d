import type { Layout } from "../layout.ts";
import { wallOf } from "../panel-grid.ts";
import type { Note, Output, Site, Viewport, Wall } from "../site.ts";
import { cameras, layoutOf } from "./layouts.ts";
import { placeNotes } from "./notes.ts";

const CABINET = {
  kind: "led",
  status: "present",
  rows: 6,
  widthMm: 600,
  heightMm: 337.5,
  bezelMm: 0,
} as const;
const PIXELS = { width: 320, height: 180 };
const OUTPUT = { width: 2400, height: 1080 };

const source = "https://pontianak.tribunnews.com/amp/2016/10/25/pemkot-gandeng-pds-kelola-command-center";

const published: Note = {
  about: "Panjang LED dan ukuran ruang",
  basis: "published",
  text: "LED sepanjang 9 m di ruang 20 x 6 m, ditempatkan dalam ruang kontrol, operator dan ruang utama; 12 orang tiap giliran. Sumber tidak menyebut hal lain.",
  en: {
    about: "Length of the LED and size of the room",
    text: "An LED 9 m long in a room of 20 x 6 m, placed in a control, an operator and a main room; 12 people a shift. The source gives nothing else.",
  },
  source,
};

const cabinets: Note = {
  about: "Kabinet dan pitch",
  basis: "assumed",
  text: "15 x 6 kabinet 600 x 337,5 mm dengan 320 x 180 px (pitch 1,875 mm); tinggi 2,025 m mengikuti dari itu. Ukur di tempat.",
  en: {
    about: "Cabinets and pitch",
    text: "15 x 6 cabinets of 600 x 337.5 mm with 320 x 180 px (pitch 1.875 mm); the height of 2.025 m follows. Measure on site.",
  },
};

function preset(
  parts: Pick<Site, "rooms" | "walls" | "outputs" | "viewports">,
  notes: Note[],
  layouts: Layout[],
) {
  const site: Site = {
    // The same site however its LED is divided, so that it changes in its own data folder.
    id: "pontianak",
    name: "Pusat Komando Kota Pontianak",
    zone: "Asia/Pontianak",
    ...parts,
    notes: [published, cabinets, ...notes, ...placeNotes(parts)],
  };
  return { site, layouts };
}

/**
 * Pontianak: an LED 9 m long in a room of 20 x 6 m, on two outputs of one display PC. The source gives that length and
 * the room and nothing else; cabinets, pitch and outputs are assumed, and the notes say so.
 */
export function pontianak(): { site: Site; layouts: Layout[] } {
  const wall: Wall = {
    id: "utama",
    name: "Dinding LED",
    roomId: "ruang-komando",
    ...wallOf({ ...CABINET, columns: 15, pixels: PIXELS }),
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
  const rooms = [{ id: "ruang-komando", name: "Ruang Komando", widthMm: 20_000, depthMm: 6000 }];
  const notes: Note[] = [
    {
      about: "Keluaran",
      basis: "assumed",
      text: "Dua keluaran 2400 x 1080 px berdampingan di satu PC; pengendali LED perlu mode layar itu.",
      en: {
        about: "Outputs",
        text: "Two outputs of 2400 x 1080 px side by side on one PC; the LED controllers need that display mode.",
      },
    },
  ];
  return preset({ rooms, walls: [wall], outputs, viewports }, notes, [
    layoutOf("ringkasan", "Ringkasan", wall, "1+7", cameras(1, 8)),
    layoutOf("sepuluh", "Sepuluh", wall, "all", cameras(1, 10)),
    layoutOf("empat", "Empat", wall, "4", cameras(9, 12)),
  ]);
}

/** A part of the 9 m: a room across the whole depth, with its wall in the middle of its back. */
interface Part {
  readonly wallId: string;
  readonly name: string;
  readonly room: { readonly id: string; readonly name: string; readonly widthMm: number };
  readonly columns: number;
}

/** In the order in which they lie side by side, from the left; 20 m of rooms, 15 columns of cabinets. */
const parts: readonly Part[] = [
  {
    wallId: "kontrol",
    name: "LED kontrol",
    room: { id: "ruang-kontrol", name: "Ruang Kontrol", widthMm: 5000 },
    columns: 3,
  },
  {
    wallId: "operator",
    name: "LED operator",
    room: { id: "ruang-operator", name: "Ruang Operator", widthMm: 5000 },
    columns: 3,
  },
  {
    wallId: "utama",
    name: "Dinding LED",
    room: { id: "ruang-utama", name: "Ruang Utama", widthMm: 10_000 },
    columns: 9,
  },
];

/**
 * The same 9 m as three walls in the control, operator and main room. The two small walls share an output, the large one
 * has its own. Which room has how much is assumed.
 */
export function pontianakThree(): { site: Site; layouts: Layout[] } {
  const walls = parts.map(({ wallId, name, room, columns }): Wall => {
    const face = wallOf({ ...CABINET, columns, pixels: PIXELS });
    const xMm = (room.widthMm - (face.widthMm ?? 0)) / 2;
    return {
      ...{ id: wallId, name, roomId: room.id },
      ...face,
      standing: { xMm, yMm: 0, baseMm: 900, facingDeg: 0 },
    };
  });
  const rooms = parts.map(({ room }, index) => ({
    ...{ id: room.id, name: room.name, widthMm: room.widthMm, depthMm: 6000 },
    place: { xMm: parts.slice(0, index).reduce((sum, part) => sum + part.room.widthMm, 0), yMm: 0 },
  }));
  const outputs: Output[] = [
    {
      id: "out-1",
      name: "LED kontrol dan operator",
      width: 1920,
      height: 1080,
      placement: { kind: "display", x: 0, y: 0 },
    },
    {
      id: "out-2",
      name: "LED utama",
      width: 2880,
      height: 1080,
      placement: { kind: "display", x: 1920, y: 0 },
    },
  ];
  const viewports = walls.map(({ id, canvas }): Viewport => {
    const whole = { x: 0, y: 0, ...canvas };
    const output = id === "operator" ? { ...whole, x: 960 } : { ...whole };
    return { wallId: id, outputId: id === "utama" ? "out-2" : "out-1", canvas: whole, output, rotation: 0 };
  });
  const notes: Note[] = [
    {
      about: "Pembagian LED dan ruang",
      basis: "assumed",
      text: "9 m dibagi menjadi 1,8 m (kontrol), 1,8 m (operator) dan 5,4 m (utama); ruang 20 x 6 m menjadi 5, 5 dan 10 m.",
      en: {
        about: "How LED and room are divided",
        text: "The 9 m become 1.8 m (control), 1.8 m (operator) and 5.4 m (main); the room of 20 x 6 m becomes 5, 5 and 10 m.",
      },
    },
    {
      about: "Keluaran",
      basis: "assumed",
      text: "Satu keluaran 1920 x 1080 px untuk dua dinding kecil, satu 2880 x 1080 px untuk dinding utama.",
      en: {
        about: "Outputs",
        text: "One output of 1920 x 1080 px for the two small walls, one of 2880 x 1080 px for the main wall.",
      },
    },
  ];
  const [control, operator, main] = walls;
  const layouts =
    control === undefined || operator === undefined || main === undefined
      ? []
      : [
          layoutOf("ringkasan", "Ringkasan", main, "1+7", cameras(1, 8)),
          layoutOf("sepuluh", "Sepuluh", main, "all", cameras(1, 10)),
          layoutOf("empat", "Empat", main, "4", cameras(9, 12)),
          layoutOf("kontrol-empat", "Kontrol", control, "4", cameras(1, 4)),
          layoutOf("operator-empat", "Operator", operator, "4", cameras(5, 8)),
        ];
  return preset({ rooms, walls, outputs, viewports }, notes, layouts);
}
