import type { Layout } from "../layout.ts";
import type { Site } from "../site.ts";
import { cameras, layoutOf } from "./layouts.ts";
import { MonitorSite } from "./monitors.ts";

const source =
  "https://www.indobrita.co/2017/07/24/command-center-smart-city-harus-segera-diaktifkan/?replytocom=13";

/** Bitung: a video wall and four monitors on the third floor of the mayor's office; how large they are is assumed. */
export function bitung(): { site: Site; layouts: Layout[] } {
  const roomId = "command-center";
  const pc = new MonitorSite();
  const main = pc.hang({
    ...{ id: "video-wall", name: "Video wall", roomId, model: "lcd-55-3.5", status: "present" },
    ...{ columns: 3, rows: 2 },
    standing: { xMm: 2150, yMm: 0, baseMm: 900, facingDeg: 0 },
    viewing: { nearestMm: 2500, farthestMm: 6000 },
  });
  const monitors = [1, 2, 3, 4].map((number) =>
    pc.hang({
      ...{ id: `monitor-${number}`, name: `Monitor ${number}`, roomId, model: "lcd-43", status: "present" },
      ...{ columns: 1, rows: 1 },
      // Two on either side wall, the first of each nearer to the video wall.
      standing:
        number <= 2
          ? { xMm: 0, yMm: 1500 * number + 1000, baseMm: 1200, facingDeg: 270 }
          : { xMm: 8000, yMm: 1500 * (number - 2), baseMm: 1200, facingDeg: 90 },
    }),
  );
  const site = pc.site({
    id: "bitung",
    name: "Command Center Kota Bitung",
    zone: "Asia/Makassar",
    rooms: [{ id: roomId, name: "Command Center, lantai III", widthMm: 8000, depthMm: 7000 }],
    notes: [
      {
        about: "Layar",
        basis: "published",
        text: "Satu video wall dan 4 unit layar monitor, di lantai III Kantor Walikota; panic button belum terintegrasi dan operator masih kurang.",
        en: {
          about: "Displays",
          text: "A video wall and 4 monitors on the third floor of the mayor's office; the panic button is not integrated yet and operators are lacking.",
        },
        source,
      },
      {
        about: "Ukuran",
        basis: "assumed",
        text: "Video wall 3 x 2 monitor 55 inci dengan celah 3,5 mm, empat monitor 43 inci di dinding samping, ruang 8 x 7 m; sumber tidak menyebut ukuran.",
        en: {
          about: "Sizes",
          text: "A video wall of 3 x 2 monitors of 55 inches with gaps of 3.5 mm, four monitors of 43 inches on the side walls, a room of 8 x 7 m; the source gives no size.",
        },
      },
    ],
  });
  const layouts = [
    layoutOf("ringkasan", "Ringkasan", main, "1+7", cameras(1, 8)),
    layoutOf("enam", "Enam", main, "all", cameras(1, 6)),
    ...monitors.map((wall, index) =>
      layoutOf(`${wall.id}-satu`, wall.name, wall, "1", cameras(9 + index, 9 + index)),
    ),
  ];
  return { site, layouts };
}
