import type { Layout } from "../layout.ts";
import type { Site } from "../site.ts";
import { cameras, layoutOf } from "./layouts.ts";
import { MonitorSite } from "./monitors.ts";

const source =
  "https://megapolitan.antaranews.com/amp/berita/42554/diskominfo-bekasi-bangun-command-center-awal-2019";

/** Kabupaten Bekasi: monitors for CCTV and for reports, in one room of many departments; how many is assumed. */
export function bekasi(): { site: Site; layouts: Layout[] } {
  const roomId = "command-center";
  const pc = new MonitorSite();
  const cctv = pc.hang({
    ...{ id: "cctv", name: "Monitor CCTV", roomId, model: "lcd-55-3.5", status: "planned" },
    ...{ columns: 3, rows: 2 },
    standing: { xMm: 500, yMm: 0, baseMm: 900, facingDeg: 0 },
    viewing: { nearestMm: 2500, farthestMm: 7000 },
  });
  const reports = pc.hang({
    ...{ id: "laporan", name: "Monitor laporan", roomId, model: "lcd-65-4k", status: "planned" },
    ...{ columns: 2, rows: 1 },
    standing: { xMm: 4900, yMm: 0, baseMm: 1000, facingDeg: 0 },
    viewing: { nearestMm: 2500, farthestMm: 7000 },
  });
  const site = pc.site({
    id: "bekasi",
    name: "Command Center Kabupaten Bekasi",
    zone: "Asia/Jakarta",
    rooms: [{ id: roomId, name: "Command Center, gedung Data Center", widthMm: 9000, depthMm: 8000 }],
    notes: [
      {
        about: "Layar",
        basis: "published",
        text: "Layar pantau untuk CCTV dan sistem penanganan laporan, di lantai dasar gedung Data Center, dipantau 24 jam bersama sejumlah dinas.",
        en: {
          about: "Displays",
          text: "Monitors for CCTV and a system for reports, on the ground floor of the data centre building, watched around the clock together with several departments.",
        },
        source,
      },
      {
        about: "Jumlah dan ukuran",
        basis: "assumed",
        text: "3 x 2 monitor 55 inci untuk CCTV, dua monitor 65 inci untuk laporan, ruang 9 x 8 m; sumber tidak menyebutnya.",
        en: {
          about: "Number and sizes",
          text: "3 x 2 monitors of 55 inches for CCTV, two of 65 inches for reports, a room of 9 x 8 m; the source does not say.",
        },
      },
    ],
  });
  const layouts = [
    layoutOf("enam", "Enam", cctv, "all", cameras(1, 6)),
    layoutOf("ringkasan", "Ringkasan", cctv, "1+7", cameras(5, 12)),
    layoutOf("laporan-dua", "Laporan", reports, "all", cameras(1, 2)),
    layoutOf("insiden", "Insiden", reports, "all", [{ kind: "incidents" }, { kind: "incident" }]),
  ];
  return { site, layouts };
}
