import type { Layout } from "../layout.ts";
import type { Site } from "../site.ts";
import { cameras, layoutOf } from "./layouts.ts";
import { MonitorSite } from "./monitors.ts";

const source = "http://kabar6.com/pemkot-tangerang-bangun-command-center/?page28332434234=3";

/**
 * Tangerang: four rooms of published sizes. They do not fit side by side into the published 10 x 17.2 m: beside the
 * command centre of 9.3 x 10.9 m there are 0.7 m on one side and 6.3 m on the other; the meeting room of 3.5 x 7.2 m goes
 * there only across, and leaves 2.8 m for a server room of 4.6 m. Which monitors stand there is assumed.
 */
export function tangerang(): { site: Site; layouts: Layout[] } {
  const pc = new MonitorSite();
  const main = pc.hang({
    ...{
      id: "utama",
      name: "Dinding utama",
      roomId: "command-center",
      model: "lcd-55-1.8",
      status: "planned",
    },
    ...{ columns: 4, rows: 2 },
    standing: { xMm: 2200, yMm: 0, baseMm: 1000, facingDeg: 0 },
    viewing: { nearestMm: 3000, farthestMm: 9000 },
  });
  const operator = pc.hang({
    ...{
      id: "operator",
      name: "Monitor operator",
      roomId: "ruang-operator",
      model: "lcd-43",
      status: "planned",
    },
    ...{ columns: 2, rows: 1 },
  });
  const meeting = pc.hang({
    ...{ id: "rapat", name: "Monitor rapat", roomId: "ruang-rapat", model: "lcd-65-4k", status: "planned" },
    ...{ columns: 1, rows: 1 },
  });
  const site = pc.site({
    id: "tangerang",
    name: "Command Center Kota Tangerang",
    zone: "Asia/Jakarta",
    rooms: [
      {
        id: "command-center",
        name: "Command Center",
        widthMm: 9300,
        depthMm: 10_900,
        place: { xMm: 0, yMm: 0 },
      },
      {
        id: "ruang-rapat",
        name: "Ruang Rapat",
        widthMm: 7200,
        depthMm: 3500,
        place: { xMm: 0, yMm: 10_900 },
      },
      {
        id: "ruang-server",
        name: "Ruang Server",
        widthMm: 4600,
        depthMm: 4600,
        place: { xMm: 7200, yMm: 10_900 },
      },
      {
        id: "ruang-operator",
        name: "Ruang Operator",
        widthMm: 3500,
        depthMm: 2500,
        place: { xMm: 0, yMm: 14_400 },
      },
    ],
    notes: [
      {
        about: "Ukuran ruang",
        basis: "published",
        text: "Rapat 3,5 x 7,2 m, operator 3,5 x 2,5 m, server 4,6 x 4,6 m, command center 9,3 x 10,9 m; seluruhnya 10 x 17,2 m.",
        en: {
          about: "Sizes of the rooms",
          text: "Meeting 3.5 x 7.2 m, operator 3.5 x 2.5 m, server 4.6 x 4.6 m, command centre 9.3 x 10.9 m; all of it 10 x 17.2 m.",
        },
        source,
      },
      {
        about: "Pertentangan ukuran",
        basis: "assumed",
        text: "Keempat ruang tidak muat berdampingan dalam 10 x 17,2 m: di samping command center tersisa 0,7 m dan 6,3 m; ruang rapat hanya muat melintang dan menyisakan 2,8 m untuk server 4,6 m. Letak ruang di sini diandaikan dan melewati batas itu; ukur di tempat.",
        en: {
          about: "Sizes that contradict each other",
          text: "The four rooms do not fit side by side into 10 x 17.2 m: beside the command centre 0.7 m and 6.3 m remain; the meeting room fits only across and leaves 2.8 m for the server room of 4.6 m. Where they lie here is assumed and goes beyond that; measure on site.",
        },
      },
      {
        about: "Monitor",
        basis: "assumed",
        text: "Sumber tidak menyebut layar. Diandaikan 4 x 2 monitor 55 inci di command center, dua 43 inci untuk operator, satu 65 inci di ruang rapat, masing-masing pada keluaran sendiri.",
        en: {
          about: "Monitors",
          text: "The source names no displays. Assumed: 4 x 2 monitors of 55 inches in the command centre, two of 43 inches for the operators, one of 65 inches in the meeting room, each on an output of its own.",
        },
      },
    ],
  });
  const layouts = [
    layoutOf("delapan", "Delapan", main, "all", cameras(1, 8)),
    layoutOf("ringkasan", "Ringkasan", main, "1+7", cameras(5, 12)),
    layoutOf("operator-dua", "Operator", operator, "all", cameras(1, 2)),
    layoutOf("rapat-empat", "Rapat", meeting, "4", cameras(9, 12)),
  ];
  return { site, layouts };
}
