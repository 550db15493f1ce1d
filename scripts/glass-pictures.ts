import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { type Content, type Tile, tileSchema } from "../src/layouts/layout.ts";
import type { Size } from "../src/layouts/rect.ts";
import type { Glass } from "../src/protocol/channel.ts";
import type { PictureState } from "../src/protocol/truth.ts";
import { CameraDouble } from "../tests/renderer/fixtures/camera-double.ts";
import { type Clip, makeClip } from "../tests/renderer/fixtures/clip.ts";
import { CoreDouble } from "../tests/renderer/fixtures/core-double.ts";
import { glassOf, outputOf, wallShowing } from "../tests/renderer/fixtures/glass.ts";
import { builtPages, launchChromium, openPage, wallStatsOf } from "../tests/renderer/fixtures/pages.ts";
import { ensurePages } from "./setup/pages.mjs";

/**
 * Pictures of the glass in every state, from the built pages in a real Chromium:
 * `node scripts/glass-pictures.ts [FOLDER] [WIDTH] [NAME]`, by default 960 pixels wide into docs/pictures. With the full width of
 * a canvas they are what a wall shows pixel by pixel.
 */
const folder = resolve(process.argv[2] ?? fileURLToPath(new URL("../docs/pictures", import.meta.url)));
const shownWidth = Number(process.argv[3] ?? 960);
const only = process.argv[4];
const HD: Size = { width: 1920, height: 1080 };

const demo = fileURLToPath(new URL("../assets/demo", import.meta.url));
const files = existsSync(demo) ? readdirSync(demo).filter((file) => file.endsWith("-sub.mp4")) : [];
const generated = ["testsrc2", "mandelbrot", "life=mold=10:ratio=0.1:life_color=#90a0b0"];
/** 64 cameras at 25 frames a second are more than a machine without a GPU decodes; a picture needs few. */
const SLOW = 2;
const makeClips = (fps: number) =>
  Array.from({ length: 6 }, (_, at): Promise<Clip> => {
    const file = files[at % Math.max(1, files.length)];
    return makeClip({
      width: 640,
      height: 360,
      fps,
      ...(file === undefined
        ? { picture: generated[at % generated.length] ?? "testsrc2" }
        : { file: join(demo, file) }),
    });
  });
const clips = await Promise.all(makeClips(25));
const slowClips = await Promise.all(makeClips(SLOW));

const names: [string, string][] = [
  ["Simpang Empat Mulawarman – Yos Sudarso", "Tarakan Tengah"],
  ["Pelabuhan Tengkayu I, dermaga penumpang sisi utara", "Pelabuhan"],
  ["Pasar Gusher", "Tarakan Barat"],
  ["Jl. Jenderal Sudirman km 3", "Tarakan Tengah"],
  ["Sungai Karang Anyar, pintu air", "Pengairan"],
  ["Bandara Juwata, jalan masuk", "Tarakan Barat"],
  ["Gedung Gabungan Dinas, lobi", "Gedung"],
  ["Jembatan Bongkok", "Tarakan Tengah"],
  ["Taman Oval Ladang", "Tarakan Tengah"],
];

function tilesOf(columns: number, rows: number, canvas: Size, contents: readonly Content[]): Tile[] {
  const edge = (at: number, count: number, length: number) => Math.round((at * length) / count);
  return contents.map((content, at) => {
    const column = at % columns;
    const row = Math.floor(at / columns);
    const x = edge(column, columns, canvas.width);
    const y = edge(row, rows, canvas.height);
    const rect = {
      x,
      y,
      width: edge(column + 1, columns, canvas.width) - x,
      height: edge(row + 1, rows, canvas.height) - y,
    };
    return tileSchema.parse({ id: `t-${at + 1}`, rect, fit: "cover", content });
  });
}

const cameras = (count: number): Content[] =>
  Array.from({ length: count }, (_, at) => ({ kind: "camera", cameraId: `c-${at + 1}` }));

function glass(canvas: Size, tiles: readonly Tile[], change: Partial<Glass> = {}): Glass {
  return {
    ...glassOf(tiles, canvas, {
      outputs: [outputOf("out", canvas, { kind: "window" })],
      cameras: Array.from({ length: 64 }, (_, at) => {
        const [name, group] = names[at % names.length] ?? ["", ""];
        return { id: `c-${at + 1}`, name, group };
      }),
    }),
    ...change,
  };
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const incident = (
  id: string,
  severity: Glass["incidents"][number]["severity"],
  text: string,
  place: string,
  source: string,
  minutes: number,
): Glass["incidents"][number] => ({
  ...{ id, kind: "sample", severity, text, place, source, status: "open", version: 1 },
  ...{ occurredAt: minutesAgo(minutes), receivedAt: minutesAgo(minutes) },
});
const incidents = [
  incident("a", "critical", "Kebakaran rumah", "Kel. Selumit Pantai RT 12", "Damkar", 4),
  incident("b", "medium", "Pohon tumbang", "Jl. Kusuma Bangsa", "BPBD", 37),
];

mkdirSync(folder, { recursive: true });
await ensurePages();
const browser = await launchChromium();

async function scene(
  name: string,
  shown: Glass,
  act: (core: CoreDouble, page: Page, live: (count: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (only !== undefined && only !== name) return;
  const { width, height } = shown.walls[0]?.state.canvas ?? HD;
  const crowded = (shown.walls[0]?.state.tiles.length ?? 0) > 16;
  const scale = Math.min(1, shownWidth / Math.max(width, height));
  await using core = new CoreDouble(builtPages, shown);
  for (let at = 1; at <= 64; at += 1) {
    const clip = (crowded ? slowClips : clips)[at % clips.length];
    if (clip !== undefined && at !== 9) core.cameras.set(`c-${at}`, new CameraDouble(`c-${at}`, clip));
  }
  await core.start();
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  await using view = await openPage(browser, `${core.origin}/wall/out`, size);
  const live = async (count: number) => {
    await until(async () => (await statesOf(view.page)).filter((state) => state === "live").length >= count);
  };
  await act(core, view.page, live);
  const path = join(folder, `${name}.png`);
  await view.page.screenshot({ path });
  if (process.argv[3] === undefined) reduce(path);
  console.log(`${name}.png ${size.width} x ${size.height}`);
}

/** Fewer colours, for a README: a fifth of the bytes. */
function reduce(path: string): void {
  const palette = "split[a][b];[a]palettegen=max_colors=256[p];[b][p]paletteuse=dither=none";
  const reduced = `${path}.reduced.png`;
  execFileSync("ffmpeg", ["-v", "error", "-y", "-i", path, "-vf", palette, reduced]);
  renameSync(reduced, path);
}

async function statesOf(page: Page): Promise<PictureState[]> {
  return (await wallStatsOf(page)).tiles.map(({ state }) => state);
}

async function until(ready: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await ready())) {
    if (performance.now() > end) throw new Error("what the picture shows did not come");
    await new Promise((done) => setTimeout(done, 100));
  }
}

const nine = tilesOf(3, 3, HD, cameras(9));
await scene(
  "tile-states",
  glass(HD, nine, { ...wallShowing(nine, HD, ["t-8"]), frozenAfterMs: 2000, incidents }),
  async (core, page, live) => {
    await live(7);
    const camera = (id: string) => core.cameras.get(id);
    camera("c-2")?.stop({
      kind: "unreachable",
      detail: { host: "10.20.30.41", port: 554, problem: "waktu habis" },
      sentence: "",
    });
    camera("c-3")?.stop();
    const delayed = camera("c-4");
    if (delayed !== undefined) delayed.lagMs = 7000;
    const degraded = camera("c-5");
    if (degraded !== undefined) degraded.damage = (bytes, sequence) => (sequence % 50 === 7 ? null : bytes);
    camera("c-6")?.change(await makeClip({ width: 640, height: 360, picture: "smptehdbars", gop: 25 }));
    await until(async () => {
      const { tiles } = await wallStatsOf(page);
      const states = tiles.map(({ state }) => state).join(" ");
      return (
        states === "live lost stale delayed degraded live live hidden connecting" &&
        (tiles[5]?.frozen ?? false)
      );
    });
  },
);

await scene("core-lost", glass(HD, nine), async (core, page, live) => {
  await live(8);
  await core.kill();
  await until(async () => (await page.locator(".ticker").count()) > 0);
});

await scene(
  "sixteen",
  glass(HD, tilesOf(4, 4, HD, cameras(16)), { incidents: incidents.slice(0, 1) }),
  async (core, _page, live) => {
    core.cameras.get("c-9")?.play();
    await live(15);
  },
);

await scene(
  "sixty-four",
  glass(HD, tilesOf(8, 8, HD, cameras(64)), { frozenAfterMs: 60_000 }),
  async (core, _page, live) => {
    await live(63);
    core.cameras.get("c-11")?.stop();
    await new Promise((done) => setTimeout(done, 2500));
  },
);

const portrait: Size = { width: 1080, height: 1920 };
await scene(
  "portrait",
  glass(portrait, tilesOf(2, 4, portrait, cameras(8)), { incidents }),
  async (_core, _page, live) => {
    await live(8);
  },
);

const led: Size = { width: 4800, height: 1080 };
await scene(
  "led-wall",
  glass(
    led,
    tilesOf(5, 2, led, [
      ...cameras(8),
      { kind: "clock" },
      { kind: "text", text: "Posko Siaga Banjir\nCall center 112" },
    ]),
    {
      incidents: [
        ...incidents,
        incident("c", "high", "Kecelakaan beruntun", "Jl. Adi Sucipto km 7", "Satlantas", 12),
        incident(
          "d",
          "low",
          "Lampu jalan padam di sepanjang jembatan, petugas menuju lokasi",
          "Jembatan Kapuas I",
          "Dinas Perhubungan",
          95,
        ),
      ],
    },
  ),
  async (_core, _page, live) => {
    await live(8);
  },
);

const minutesAhead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
/** A day on which much happens; with what is near, what is silent and what expires. */
const busy: Glass["incidents"] = [
  {
    ...incident(
      "fire",
      "critical",
      "Kebakaran rumah, api sudah di atap",
      "Kel. Selumit Pantai RT 12",
      "Damkar",
      4,
    ),
    ...{ kind: "fire", nearCameraIds: ["c-1", "c-4"] },
    agencies: [
      { agencyId: "damkar", assignedAt: minutesAgo(3), acceptedAt: minutesAgo(2) },
      { agencyId: "pln", assignedAt: minutesAgo(1) },
    ],
  },
  {
    ...incident("panic", "critical", "Tombol panik ditekan", "Pasar Gusher, pos 2", "Tombol panik", 9),
    ...{ kind: "panic", nearCameraIds: ["c-3"], status: "acknowledged", acknowledgedAt: minutesAgo(8) },
  },
  {
    ...incident(
      "rain",
      "high",
      "Hujan sangat lebat disertai kilat dan angin kencang",
      "Kota Tarakan",
      "BMKG",
      33,
    ),
    ...{ kind: "weather", expiresAt: minutesAhead(48), nearCameraIds: ["c-5"] },
  },
  {
    ...incident(
      "flood",
      "high",
      "Genangan 40 cm, satu lajur ditutup",
      "Sungai Karang Anyar, pintu air",
      "BPBD",
      21,
    ),
    ...{ kind: "flood", nearCameraIds: ["c-5", "c-8"], silentSince: Date.now() - 17 * 60_000 },
  },
  {
    ...incident("tree", "medium", "Pohon tumbang menutup satu lajur", "Jl. Kusuma Bangsa", "BPBD", 37),
    ...{ kind: "tree", nearCameraIds: ["c-2"] },
  },
  {
    ...incident(
      "light",
      "low",
      "Lampu jalan padam di sepanjang jembatan",
      "Jembatan Bongkok",
      "Pengaduan 112",
      95,
    ),
    ...{ kind: "light", nearCameraIds: ["c-9"] },
  },
];
const countsOf = (standing: number): Glass["incidentCounts"] => ({
  ...{ standing, open: standing - 1, critical: 2, high: 2, medium: 1, low: standing - 5 },
});
const busyGlass = { incidents: busy, incidentCounts: countsOf(43) };

await scene(
  "incidents-near",
  glass(HD, tilesOf(3, 3, HD, cameras(9)), busyGlass),
  async (core, _page, live) => {
    core.cameras.get("c-9")?.play();
    await live(8);
  },
);

await scene(
  "incidents-64",
  glass(HD, tilesOf(8, 8, HD, cameras(64)), { ...busyGlass, frozenAfterMs: 60_000 }),
  async (_core, _page, live) => {
    await live(63);
  },
);

await scene(
  "incidents-board",
  glass(
    HD,
    [
      { ...{ x: 0, y: 0, width: 1120, height: 1080 }, content: { kind: "incidents" as const } },
      { ...{ x: 1120, y: 0, width: 800, height: 630 }, content: { kind: "incident" as const } },
      {
        ...{ x: 1120, y: 630, width: 800, height: 450 },
        content: { kind: "camera" as const, cameraId: "c-1" },
      },
    ].map(({ content, ...rect }, at) => tileSchema.parse({ id: `t-${at + 1}`, rect, fit: "cover", content })),
    busyGlass,
  ),
  async (_core, _page, live) => {
    await live(3);
  },
);

await scene(
  "incidents-portrait",
  glass(
    portrait,
    [
      { ...{ x: 0, y: 0, width: 1080, height: 600 }, content: { kind: "incident" as const } },
      { ...{ x: 0, y: 600, width: 1080, height: 712 }, content: { kind: "incidents" as const } },
      {
        ...{ x: 0, y: 1312, width: 1080, height: 608 },
        content: { kind: "camera" as const, cameraId: "c-1" },
      },
    ].map(({ content, ...rect }, at) => tileSchema.parse({ id: `t-${at + 1}`, rect, fit: "cover", content })),
    busyGlass,
  ),
  async (_core, _page, live) => {
    await live(3);
  },
);

await scene(
  "incidents-led",
  glass(
    led,
    tilesOf(5, 2, led, [{ kind: "incidents" }, ...cameras(7), { kind: "incident" }, { kind: "clock" }]),
    busyGlass,
  ),
  async (_core, _page, live) => {
    await live(10);
  },
);

await scene(
  "drill",
  glass(HD, tilesOf(2, 2, HD, [...cameras(2), { kind: "incidents" }, { kind: "incident" }]), {
    incidents: busy.slice(0, 4).map((one) => ({ ...one, drill: true as const })),
    incidentCounts: { ...countsOf(4), low: 0, medium: 0 },
    drill: true,
  }),
  async (_core, _page, live) => {
    await live(4);
  },
);

await scene("changing", glass(HD, tilesOf(1, 1, HD, cameras(1))), async (core, page, live) => {
  await live(1);
  core.show(wallShowing(tilesOf(2, 2, HD, [...cameras(3), { kind: "camera", cameraId: "c-9" }]), HD));
  await until(async () => (await page.locator(".changing").count()) === 1);
});

await browser.close();
