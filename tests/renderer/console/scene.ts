import type { Layout, Tile } from "../../../src/layouts/layout.ts";
import type { Size } from "../../../src/layouts/rect.ts";
import type { Site } from "../../../src/layouts/site.ts";
import type { Camera } from "../../../src/protocol/camera.ts";
import type { Feed } from "../../../src/protocol/feed.ts";
import type { PictureState } from "../../../src/protocol/truth.ts";
import type { WallState } from "../../../src/protocol/wall.ts";
import type { Scene } from "./fixture.ts";

/** Names as they are in Indonesian cities: long, and with what no grid expects. */
const places: readonly (readonly [name: string, group: string])[] = [
  ["Simpang Empat Jalan Jenderal Sudirman – Jalan Yos Sudarso", "Lalu lintas"],
  ["Pasar Gusher, pintu timur", "Pasar"],
  ["Pelabuhan Tengkayu I, dermaga penyeberangan", "Pelabuhan"],
  ["Sungai Sebengkok, pos pantau tinggi muka air", "Sungai"],
  ["Bundaran Kampung Bugis", "Lalu lintas"],
  ["Gedung Kesehatan Masyarakat Kelurahan Karang Anyar Pantai", "Gedung"],
  ["Jembatan Mamburungan", "Lalu lintas"],
  ["Bandar Udara Juwata, jalan akses", "Lalu lintas"],
  ["Taman Berkampung", "Ruang publik"],
  ["Kawasan Konservasi Mangrove dan Bekantan", "Ruang publik"],
  ["Terminal Boom Panjang", "Angkutan"],
  ["SPBU Mulawarman", "Gedung"],
];

export const cameras: Camera[] = places.map(([name, group], index) => ({
  id: `kamera-${index + 1}`,
  number: index + 1,
  name,
  group,
  streams: [
    {
      role: "main",
      url: `rtsp://10.20.30.${index + 1}:554/Streaming/Channels/101`,
      username: "dinding",
      hasCredentials: true,
      transport: "tcp",
    },
    { role: "sub", url: `rtsp://10.20.30.${index + 1}:554/Streaming/Channels/102`, hasCredentials: false },
  ],
}));

/** An even grid of cameras over a canvas. */
function grid(id: string, name: string, wallId: string, canvas: Size, columns: number, rows: number): Layout {
  const tiles: Tile[] = Array.from({ length: columns * rows }, (_, index) => ({
    id: `t${index + 1}`,
    rect: {
      x: Math.round(((index % columns) * canvas.width) / columns),
      y: Math.round((Math.floor(index / columns) * canvas.height) / rows),
      width: Math.round(canvas.width / columns),
      height: Math.round(canvas.height / rows),
    },
    z: 0,
    fit: "contain",
    priority: 5,
    content: { kind: "camera", cameraId: `kamera-${(index % places.length) + 1}` },
  }));
  return { id, name, wallId, tiles };
}

export function feed(cameraId: string, state: PictureState, more: Partial<Feed> = {}): Feed {
  return {
    cameraId,
    stream: "sub",
    rung: null,
    state,
    codec: "avc1.4d401e",
    width: 640,
    height: 360,
    fps: state === "live" ? 25 : 0,
    bitrate: state === "live" ? 512_000 : 0,
    lastFrameAt: "2026-11-21T07:02:11.000Z",
    restarts: state === "live" ? 0 : 3,
    ...more,
  };
}

const canvas = { width: 1920, height: 1080 };

export const site: Site = {
  id: "tarakan",
  name: "Pusat Kendali Kota Tarakan",
  zone: "Asia/Makassar",
  rooms: [{ id: "ruang", name: "Ruang kendali" }],
  walls: [
    {
      id: "utama",
      name: "Dinding utama",
      roomId: "ruang",
      canvas,
      panels: [0, 1, 2, 3].map((index) => ({
        id: `panel-${index + 1}`,
        kind: "lcd",
        status: index === 3 ? "planned" : "present",
        xMm: (index % 2) * 1213,
        yMm: Math.floor(index / 2) * 684,
        widthMm: 1213,
        heightMm: 684,
        bezelMm: 1.75,
        canvas: { x: (index % 2) * 960, y: Math.floor(index / 2) * 540, width: 960, height: 540 },
      })),
    },
  ],
  outputs: [
    { id: "layar-1", name: "Dinding kiri", width: 1920, height: 1080, placement: { kind: "window" } },
    {
      id: "layar-2",
      name: "Layar ruang rapat wali kota",
      width: 1920,
      height: 1080,
      placement: { kind: "remote" },
    },
  ],
  viewports: [
    {
      wallId: "utama",
      outputId: "layar-1",
      canvas: { x: 0, y: 0, ...canvas },
      output: { x: 0, y: 0, ...canvas },
      rotation: 0,
    },
  ],
  notes: [],
};

export const layouts: Layout[] = [
  grid("empat", "Empat persimpangan utama", "utama", canvas, 2, 2),
  grid("sembilan", "Sembilan kamera kota dan pelabuhan, giliran malam", "utama", canvas, 3, 3),
  grid("satu", "Satu kamera", "utama", canvas, 1, 1),
  grid("enam-belas", "Enam belas", "utama", canvas, 4, 4),
];

/** A wall that shows `layout`. */
export function showing(wallId: string, name: string, size: Size, layout: Layout | null): WallState {
  return {
    id: wallId,
    name,
    canvas: size,
    layoutId: layout?.id ?? null,
    takeId: layout === null ? null : "take-1",
    takenAt: layout === null ? null : "2026-11-21T06:02:11.000Z",
    takenBy: layout === null ? null : "operator",
    revision: layout === null ? 0 : 1,
    tiles: layout?.tiles ?? [],
  };
}

/** An evening with some of everything: two cameras lost, one late, three incidents. */
export function busyEvening(): Scene {
  const nine = layouts[1] ?? null;
  const states: Partial<Record<string, PictureState>> = {
    "kamera-3": "lost",
    "kamera-5": "delayed",
    "kamera-6": "stale",
    "kamera-8": "connecting",
  };
  const error = {
    kind: "unreachable" as const,
    detail: { host: "10.20.30.3", port: 554, problem: "waktu habis" },
    sentence: "10.20.30.3 does not answer on port 554: timed out.",
  };
  return structuredClone({
    me: {
      ...{ name: "Sri Wahyuningsih", role: "technician", demo: false, needsAdmin: false, language: null },
      ...{
        scope: null,
        hasAccount: false,
        hasPin: false,
        lockAfterMinutes: null,
        locked: false,
        simple: false,
      },
    },
    site,
    cameras,
    feeds: cameras
      .slice(0, 9)
      .map(({ id }) => feed(id, states[id] ?? "live", id === "kamera-3" ? { error } : {})),
    layouts,
    outputs: [
      {
        outputId: "layar-1",
        state: "connected",
        lastSeenAt: "2026-11-21T07:03:00.000Z",
        tiles: (nine?.tiles ?? []).map(({ id, content }) => {
          const cameraId = content.kind === "camera" ? content.cameraId : null;
          return {
            tileId: id,
            cameraId,
            stream: "sub",
            state: states[cameraId ?? ""] ?? "live",
            frozen: cameraId === "kamera-9",
            framesPresented: 9000,
            dropped: 3,
            fps: 25,
            frameAgeMs: 82,
            ageBasis: "arrival",
            width: 640,
            height: 360,
          };
        }),
      },
      { outputId: "layar-2", state: "lost", lastSeenAt: "2026-11-21T06:40:00.000Z", tiles: [] },
    ],
    incidents: [
      {
        id: "i-3",
        kind: "flood",
        severity: "critical",
        text: "Banjir rob setinggi 40 cm menutup dua lajur",
        place: "Jalan Yos Sudarso, depan Pasar Gusher",
        source: "BPBD Kota Tarakan",
        occurredAt: "2026-11-21T06:58:00+00:00",
        status: "open",
        receivedAt: "2026-11-21T06:58:04.000Z",
        updatedAt: "2026-11-21T06:58:04.000Z",
        version: 1,
      },
      {
        id: "i-2",
        kind: "traffic",
        severity: "high",
        text: "Truk mogok di Bundaran Kampung Bugis",
        source: "Dinas Perhubungan",
        occurredAt: "2026-11-21T06:31:00+00:00",
        status: "open",
        receivedAt: "2026-11-21T06:31:04.000Z",
        updatedAt: "2026-11-21T06:31:04.000Z",
        version: 1,
      },
      {
        id: "i-1",
        kind: "power",
        severity: "low",
        text: "Pemadaman bergilir di Karang Anyar sampai pukul 18.00",
        source: "PLN",
        occurredAt: "2026-11-21T03:00:00+00:00",
        status: "acknowledged",
        receivedAt: "2026-11-21T03:00:04.000Z",
        updatedAt: "2026-11-21T03:10:04.000Z",
        version: 2,
      },
    ],
    walls: { utama: showing("utama", "Dinding utama", canvas, nine) },
    takes: {},
  } satisfies Scene);
}
