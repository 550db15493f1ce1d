import type { Locator } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Content, Tile } from "../../../src/layouts/layout.ts";
import type { Rect, Size } from "../../../src/layouts/rect.ts";
import type { Glass } from "../../../src/protocol/channel.ts";
import { type PageBench, startPageBench } from "../fixtures/bench-of-pages.ts";
import { type Clip, makeClip } from "../fixtures/clip.ts";
import { contrastsIn } from "../fixtures/contrast.ts";
import { glassOf, grid } from "../fixtures/glass.ts";
import { incident } from "../fixtures/incident.ts";
import { picture } from "../fixtures/pages.ts";

const LIVE = { timeout: 25_000 };
const HD: Size = { width: 1920, height: 1080 };
let bench: PageBench;
let clips: Record<string, Clip>;

beforeAll(async () => {
  const [started, grey] = await Promise.all([
    startPageBench(),
    makeClip({ width: 320, height: 180, picture: "color=c=0x404040", gop: 10, fps: 5 }),
  ]);
  bench = started;
  clips = Object.fromEntries(Array.from({ length: 64 }, (_, at) => [`c-${at + 1}`, grey]));
});
afterAll(() => bench[Symbol.asyncDispose]());

const LONG = "Simpang Empat Jenderal Besar Abdul Haris Nasution – Sultan Hasanuddin sisi timur laut";
const named = Array.from({ length: 64 }, (_, at) => ({
  id: `c-${at + 1}`,
  name: LONG,
  group: "Tarakan Tengah",
}));
const countsOf = (standing: number): Glass["incidentCounts"] => ({
  ...{ standing, open: standing, critical: 1, high: 1, medium: standing - 2, low: 0 },
});
const tileOf = (id: string, rect: Rect, content: Content): Tile => ({
  ...{ id, rect, content, z: 0, fit: "contain", priority: 5 },
});
const words = async (locator: Locator) => (await locator.innerText()).replace(/\s+/gu, " ").trim();
const boxOf = async (locator: Locator): Promise<Rect> => {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not to be seen");
  return box;
};
/** Whether one lies within the other, to a pixel. */
const within = (inner: Rect, outer: Rect) =>
  inner.x >= outer.x - 1 &&
  inner.y >= outer.y - 1 &&
  inner.x + inner.width <= outer.x + outer.width + 1 &&
  inner.y + inner.height <= outer.y + outer.height + 1;

describe("a picture near to an incident", () => {
  const fire = incident("fire", {
    ...{ kind: "fire", severity: "critical", text: "Kebakaran rumah", nearCameraIds: ["c-1"] },
  });

  test("has a frame in the severity's colour and says shape, severity, kind and how many more in its label", async () => {
    const flood = incident("flood", { kind: "flood", severity: "high", nearCameraIds: ["c-1", "c-2"] });
    const taken = { ...flood, id: "taken", nearCameraIds: ["c-3"], status: "acknowledged" as const };
    await using wall = await bench.open(
      glassOf(grid(2, HD), HD, {
        incidents: [fire, flood, taken],
        cameras: named,
        incidentCounts: countsOf(3),
      }),
      clips,
      HD,
    );
    const tile = (id: string) => wall.page.locator(`[data-tile="${id}"]`);
    await expect.poll(() => tile("t-1").locator(".near-frame").count(), LIVE).toBe(1);
    await expect.poll(async () => (await wall.stats()).tiles[0]?.state, LIVE).not.toBe("connecting");
    expect(await words(tile("t-1").locator(".near-badge"))).toContain("kritis Kebakaran");
    expect(await words(tile("t-1").locator(".near-badge"))).toContain("+1");
    expect(await words(tile("t-2").locator(".near-badge"))).toContain("tinggi Banjir");
    expect(await tile("t-2").locator(".near-badge").getAttribute("data-hollow")).toBe("false");
    // Somebody has taken care of it: outlined, and two lines.
    expect(await tile("t-3").locator(".near-badge").getAttribute("data-hollow")).toBe("true");
    expect(
      await tile("t-3")
        .locator(".near-frame")
        .evaluate((one) => getComputedStyle(one).borderStyle),
    ).toBe("double");
    expect(await tile("t-4").locator(".near-frame").count()).toBe(0);
    const seen = await picture(wall.page);
    const [r, g, b] = seen.at(3, 270);
    // #ff7369, in the middle of the left edge.
    expect(Math.abs(r - 0xff) + Math.abs(g - 0x73) + Math.abs(b - 0x69)).toBeLessThan(12);
    expect(wall.errors).toEqual([]);
  });

  test("is covered by no more than its label may, on 64 tiles and on one, and the words stay inside", async () => {
    const [one = ""] = Object.keys(clips);
    for (const count of [8, 3, 1]) {
      const tiles = grid(count, HD);
      const near = { ...fire, nearCameraIds: tiles.map((_, at) => `c-${at + 1}`) };
      await using wall = await bench.open(
        glassOf(tiles, HD, { incidents: [near], cameras: named, incidentCounts: countsOf(1) }),
        Object.fromEntries(Object.entries(clips).filter(([id]) => id === one)),
        HD,
      );
      await expect.poll(() => wall.page.locator(".near-badge").count(), LIVE).toBe(count * count);
      // Also in a tag of some ten characters.
      await expect
        .poll(() => words(wall.page.locator('[data-tile="t-1"] .near-badge')), LIVE)
        .toContain("Kebakaran");
      const labels = await wall.page.locator(".tile .label").all();
      const area = (HD.width / count) * (HD.height / count);
      for (const label of labels.slice(0, 3)) {
        const box = await boxOf(label);
        expect(box.width * box.height).toBeLessThanOrEqual(area * 0.08 + box.width);
        expect(within(await boxOf(label.locator(".near-badge")), box)).toBe(true);
      }
    }
  });

  test("pulses once where something critical has just come, and nothing blinks", async () => {
    await using wall = await bench.open(glassOf(grid(1, HD), HD, { cameras: named }), clips, HD);
    await expect.poll(() => wall.page.locator("video").count(), LIVE).toBe(1);
    await wall.page.evaluate(() => {
      const seen: string[] = [];
      Reflect.set(window, "pulses", seen);
      document.addEventListener("animationstart", ({ animationName }) => seen.push(animationName), true);
    });
    const now = new Date().toISOString();
    wall.core.show({ incidents: [{ ...fire, receivedAt: now }], incidentCounts: countsOf(1) });
    const pulses = () => wall.page.evaluate(() => Reflect.get(window, "pulses") as unknown);
    await expect.poll(pulses, LIVE).toEqual(["arriving"]);
    await expect.poll(() => wall.page.locator('[data-arriving="true"]').count(), LIVE).toBe(0);
    wall.core.show({ incidents: [{ ...fire, receivedAt: now, version: 2 }] });
    await expect.poll(() => wall.page.evaluate(() => document.getAnimations().length), LIVE).toBe(0);
    expect(await pulses()).toEqual(["arriving"]);
  });

  test("keeps its own frame beside that of a broken one and of a replay: whole lines, broken lines, light lines", async () => {
    await using wall = await bench.open(
      glassOf(grid(1, HD), HD, { incidents: [fire], cameras: named, incidentCounts: countsOf(1) }),
      clips,
      HD,
    );
    const style = (selector: string) =>
      wall.page.locator(selector).evaluate((one) => {
        const { borderTopStyle, borderTopColor, borderTopWidth } = getComputedStyle(one);
        return { borderTopStyle, borderTopColor, width: Number.parseFloat(borderTopWidth) };
      });
    await expect.poll(() => wall.page.locator(".near-frame").count(), LIVE).toBe(1);
    const near = await style(".near-frame");
    expect(near.borderTopStyle).toBe("solid");
    expect(near.borderTopColor).not.toBe("rgb(236, 238, 241)");
    wall.camera("c-1").damage = (bytes, sequence) => (sequence % 10 === 7 ? null : bytes);
    // Of one moment: a picture that is late meanwhile has no such line.
    const broken = () =>
      wall.page.evaluate(() => {
        const [line, frame] = [".broken-line", ".near-frame"].map((one) => document.querySelector(one));
        if (line == null || frame == null) return null;
        const insideBy = line.getBoundingClientRect().x - frame.getBoundingClientRect().x;
        return { style: getComputedStyle(line).borderTopStyle, insideBy };
      });
    // Within the other, and over none of it.
    await expect
      .poll(broken, LIVE)
      .toEqual({ style: "dashed", insideBy: expect.toSatisfy((by: number) => by >= near.width - 1) });
  });
});

describe("what is told along the wall's edges", () => {
  test("a ticker of 10,000 holds twenty and the number of the others", async () => {
    const incidents = Array.from({ length: 100 }, (_, at) =>
      incident(`i-${at}`, { text: "Banjir ".repeat(60) }),
    );
    await using wall = await bench.open(
      glassOf(grid(2, HD), HD, { incidents, incidentCounts: countsOf(10_000) }),
      {},
      HD,
    );
    const turn = wall.page.locator(".ticker-line").first();
    await expect.poll(() => turn.locator(".ticker-item").count(), LIVE).toBe(21);
    expect(await words(turn.locator(".ticker-more"))).toBe("dan 9980 lagi");
    expect((await words(turn.locator("strong").first())).length).toBeLessThan(170);
  });

  test("a source of which nothing is heard is hatched and told with the time of the site's zone", async () => {
    const silentSince = Date.UTC(2026, 10, 22, 6, 2);
    const incidents = [incident("flood", { kind: "flood", silentSince, severity: "high" })];
    const tiles = [
      tileOf("list", { x: 0, y: 0, width: 960, height: 800 }, { kind: "incidents" }),
      tileOf("card", { x: 960, y: 0, width: 960, height: 800 }, { kind: "incident" }),
    ];
    await using wall = await bench.open(
      glassOf(tiles, HD, { incidents, incidentCounts: countsOf(1) }),
      {},
      HD,
    );
    for (const place of [".ticker", ".banner", ".incident-list", ".incident-card"]) {
      const silent = wall.page.locator(`${place} .silent`).first();
      await expect.poll(() => silent.count(), LIVE).toBe(1);
      expect(await words(silent)).toMatch(/^sumber tidak terdengar sejak (\d\d\/\d\d )?14:02 WITA$/u);
      expect(await silent.locator(".silent-mark").count()).toBe(1);
      expect(await words(wall.page.locator(place).first())).toContain("sumber BPBD");
    }
  });

  test("a banner counts down to the end, leaves by itself, and gives way to the next that asks for somebody", async () => {
    const warning = incident("rain", {
      ...{ kind: "weather", severity: "high", text: "Hujan lebat", source: "BMKG", place: "Kota Tarakan" },
      expiresAt: new Date(Date.now() + 8000).toISOString(),
    });
    const next = incident("tree", {
      severity: "high",
      text: "Pohon tumbang",
      occurredAt: warning.receivedAt,
    });
    const older = { ...next, occurredAt: new Date(Date.now() - 3_600_000).toISOString() };
    await using wall = await bench.open(
      glassOf(grid(2, HD), HD, { incidents: [warning, older], incidentCounts: countsOf(2), cameras: named }),
      {},
      HD,
    );
    const banner = wall.page.locator(".banner");
    await expect.poll(() => banner.count(), LIVE).toBe(1);
    expect(await words(banner)).toMatch(
      /^tinggi Cuaca Hujan lebat berlaku s\.d\. \d\d:\d\d WITA, \d dtk lagi 10 mnt lalu sumber BMKG Kota Tarakan 1 dari 2$/u,
    );
    await expect.poll(() => words(banner), LIVE).toContain("Pohon tumbang");
    expect(await words(banner)).not.toContain("1 dari");
    wall.core.show({ incidents: [{ ...older, status: "acknowledged", version: 2 }] });
    await expect.poll(() => banner.count(), LIVE).toBe(0);
  });

  test.each([
    ["1920 x 1080", HD, 3],
    ["4800 x 1080", { width: 4800, height: 1080 }, 4],
    ["portrait", { width: 1080, height: 1920 }, 4],
    ["64 tiles", HD, 8],
  ])("on %s hide no label and stay on the canvas, with the longest words", async (_, canvas, count) => {
    const long = incident("long", {
      ...{ kind: "disturbance", severity: "critical", text: `${LONG} `.repeat(5).slice(0, 500) },
      ...{ place: LONG, source: "Dinas Kependudukan dan Pencatatan Sipil Kota Tarakan", drill: true },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      nearCameraIds: ["c-1"],
    });
    await using wall = await bench.open(
      glassOf(grid(count, canvas), canvas, {
        ...{ incidents: [long], cameras: named, incidentCounts: countsOf(1), drill: true },
      }),
      {},
      canvas,
    );
    await expect.poll(() => wall.page.locator(".banner").count(), LIVE).toBe(1);
    await expect.poll(() => wall.page.locator(".tile .label").count(), LIVE).toBe(count * count);
    const banner = await boxOf(wall.page.locator(".banner"));
    const strip = await boxOf(wall.page.locator(".drill-strip"));
    const whole = { x: 0, y: 0, ...canvas };
    for (const box of [banner, strip]) expect(within(box, whole)).toBe(true);
    for (const label of await wall.page.locator(".tile .label").all()) {
      const { y, height } = await boxOf(label);
      expect(y + height).toBeLessThanOrEqual(banner.y + 1);
      expect(y).toBeGreaterThanOrEqual(strip.y + strip.height - 1);
    }
    // What must be told is on the canvas, whatever is cut to make room.
    for (const part of await wall.page.locator(".banner-severity, .banner .expiry").all())
      expect(within(await boxOf(part), banner)).toBe(true);
    expect(wall.errors).toEqual([]);
  });

  test("an exercise is marked on badge, ticker, banner, list and card, and along the upper edge", async () => {
    const drill = incident("drill", { severity: "critical", nearCameraIds: ["c-1"], drill: true });
    const tiles = [
      tileOf("camera", { x: 0, y: 0, width: 960, height: 540 }, { kind: "camera", cameraId: "c-1" }),
      tileOf("list", { x: 960, y: 0, width: 960, height: 540 }, { kind: "incidents" }),
      tileOf("card", { x: 0, y: 540, width: 1920, height: 540 }, { kind: "incident" }),
    ];
    const glass = glassOf(tiles, HD, { incidents: [drill], incidentCounts: countsOf(1), drill: true });
    await using wall = await bench.open(glass, {}, HD);
    const places = [".near-badge", ".ticker", ".banner", ".incident-list", ".incident-card", ".drill-strip"];
    for (const place of places)
      await expect.poll(async () => words(wall.page.locator(place).first()), LIVE).toContain("LATIHAN");
    // The strip lies over none of the list.
    const strip = await boxOf(wall.page.locator(".drill-strip"));
    expect((await boxOf(wall.page.locator(".incident-list-head"))).y).toBeGreaterThanOrEqual(
      strip.height - 1,
    );
    wall.core.show({ incidents: [], drill: false, incidentCounts: countsOf(0) });
    await expect.poll(() => wall.page.locator(".drill-strip").count(), LIVE).toBe(0);
    expect(await words(wall.page.locator(".incident-list"))).not.toContain("LATIHAN");
  });
});

test("every word of what lies over the pictures stands out by 7:1, whatever the picture is", async () => {
  const severities = ["critical", "high", "medium", "low"] as const;
  const incidents = [...severities, ...severities].map((severity, at) =>
    incident(`i-${at}`, {
      ...{
        severity,
        nearCameraIds: [`c-${at + 1}`],
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
      ...(at < 4 ? {} : { status: "acknowledged" as const, acknowledgedAt: new Date().toISOString() }),
    }),
  );
  const half = { width: 960, height: 270 };
  const tiles = [
    ...incidents.map((_, at) =>
      tileOf(
        `camera-${at}`,
        { x: (at % 4) * 240, y: Math.floor(at / 4) * 270, width: 240, height: 270 },
        { kind: "camera", cameraId: `c-${at + 1}` },
      ),
    ),
    tileOf("list", { x: 960, y: 0, ...half, height: 540 }, { kind: "incidents" }),
    tileOf("card", { x: 0, y: 540, ...half }, { kind: "incident" }),
    tileOf("over", { x: 960, y: 540, ...half }, { kind: "incident", incidentId: "gone" }),
  ];
  const glass = glassOf(tiles, HD, { incidents, incidentCounts: countsOf(90), cameras: named });
  await using wall = await bench.open(glass, clips, HD);
  await expect.poll(() => wall.page.locator(".near-badge").count(), LIVE).toBe(8);
  const places = [".near-badge", ".ticker", ".banner", ".incident-list", ".incident-card", ".drill-strip"];
  const look = async () => {
    for (const place of places) {
      const seen = await contrastsIn(wall.page, place);
      if (place !== ".drill-strip") expect(seen.length, place).toBeGreaterThan(0);
      expect(
        seen.filter(({ ratio }) => ratio < 7),
        place,
      ).toEqual([]);
    }
  };
  // The edges are filled once they are measured.
  for (const place of places.filter((one) => one !== ".drill-strip"))
    await expect
      .poll(async () => (await contrastsIn(wall.page, place)).length, { ...LIVE, message: place })
      .toBeGreaterThan(0);
  await look();
  const silentSince = Date.now() - 86_400_000;
  wall.core.show({ drill: true, incidents: incidents.map((one) => ({ ...one, drill: true, silentSince })) });
  await expect.poll(() => wall.page.locator(".drill-strip").count(), LIVE).toBe(1);
  await look();
});

describe("what is hidden by hand", () => {
  test("is out of the page where it is words, and the whole wall with everything that is told above it, until it is shown", async () => {
    const half = { y: 0, width: 640, height: 1080 };
    const tiles = [
      tileOf("t-1", { x: 0, ...half }, { kind: "camera", cameraId: "c-1" }),
      tileOf("t-2", { x: 640, ...half }, { kind: "text", text: "Nomor pelapor 0812" }),
      tileOf("t-3", { x: 1280, ...half }, { kind: "incidents" }),
    ];
    const shown = glassOf(tiles, HD, {
      incidents: [
        incident("fire", { severity: "critical", text: "Kebakaran rumah", nearCameraIds: ["c-1"] }),
      ],
      incidentCounts: countsOf(1),
      cameras: named,
    });
    const hiding = (hiddenTileIds: string[], covered: boolean): Glass => ({
      ...shown,
      walls: shown.walls.map((wall) => ({ ...wall, hiddenTileIds, covered })),
    });
    await using wall = await bench.open(shown, clips, HD);
    const body = () => words(wall.page.locator("body"));
    await expect.poll(async () => (await wall.stats()).tiles[0]?.state, LIVE).toBe("live");
    for (const word of ["0812", "Kebakaran rumah", LONG]) expect(await body()).toContain(word);

    wall.core.show(hiding(["t-1", "t-2", "t-3"], false));
    await expect.poll(() => wall.page.locator(".tile .slate").count(), LIVE).toBe(3);
    expect(await body()).not.toContain("0812");
    expect(await wall.page.locator(".tile .near-frame, .incident-list").count()).toBe(0);
    // Its incident is still told along the edges.
    expect(await body()).toContain("Kebakaran rumah");

    wall.core.show(hiding(["t-1", "t-2", "t-3"], true));
    await expect.poll(() => wall.page.locator(".standby").innerText(), LIVE).toBe("Site");
    expect(await boxOf(wall.page.locator(".standby"))).toEqual({ x: 0, y: 0, ...HD });
    expect(await wall.page.locator(".overlays").count()).toBe(0);
    for (const word of ["0812", "Kebakaran"]) expect(await body()).not.toContain(word);
    const seen = await picture(wall.page);
    const colours = [200, 900, 1700].map((x) => seen.at(x, 1060).join());
    expect(new Set(colours).size).toBe(1);
    expect((await wall.stats()).tiles.map(({ state }) => state)).toEqual(["hidden", "hidden", "hidden"]);

    const before = (await wall.stats()).tiles[0]?.framesPresented ?? 0;
    wall.core.show(shown);
    await expect.poll(body, LIVE).toContain("0812");
    expect(await wall.page.locator(".standby").count()).toBe(0);
    // Its pictures went on all the while, so that it is live at once.
    expect((await wall.stats()).tiles[0]?.framesPresented).toBeGreaterThanOrEqual(before);
    expect(wall.errors).toEqual([]);
  });
});

describe("tiles of incidents", () => {
  test("are complete at once; a list has whole rows and says how many more; a card tells the course", async () => {
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const fire = incident("fire", {
      ...{ kind: "fire", severity: "critical", text: "Kebakaran rumah", place: "Selumit Pantai RT 12" },
      ...{ status: "acknowledged", acknowledgedAt: at(5) },
      agencies: [{ agencyId: "damkar", name: "Damkar", assignedAt: at(4), acceptedAt: at(3) }],
    });
    const incidents = [fire, ...Array.from({ length: 60 }, (_, n) => incident(`i-${n}`))];
    const tiles = [
      tileOf("list", { x: 0, y: 0, width: 1200, height: 1080 }, { kind: "incidents" }),
      tileOf("card", { x: 1200, y: 0, width: 720, height: 700 }, { kind: "incident" }),
    ];
    const glass = glassOf(tiles, HD, { incidents, incidentCounts: countsOf(61) });
    await using wall = await bench.open(glass, {}, HD);
    const takeId = glass.walls[0]?.state.takeId;
    await expect.poll(() => wall.core.shown, LIVE).toMatchObject([{ takeId, failures: [] }]);
    const list = wall.page.locator(".incident-list");
    const rows = await wall.page.locator(".incident-row").all();
    const room = await boxOf(wall.page.locator('[data-tile="list"] .worded'));
    for (const row of rows) expect(within(await boxOf(row), room)).toBe(true);
    expect(rows.length).toBeGreaterThan(10);
    expect(await words(list.locator(".incident-more"))).toBe(`dan ${61 - rows.length} lagi`);
    const card = await words(wall.page.locator(".incident-card"));
    for (const part of ["kritis", "Kebakaran rumah", "Selumit Pantai RT 12", "sumber BPBD", "10 mnt lalu"])
      expect(card).toContain(part);
    expect(card).toMatch(/dilaporkan .*diterima .*Damkar diminta .*Damkar menerima/u);
  });

  test("follow what they ask for, and say so when it is over", async () => {
    const tiles = [
      tileOf("floods", { x: 0, y: 0, width: 960, height: 900 }, { kind: "incidents", kinds: ["flood"] }),
      tileOf("one", { x: 960, y: 0, width: 960, height: 900 }, { kind: "incident", incidentId: "far" }),
    ];
    const far = incident("far", { kind: "flood", severity: "low", text: "Genangan 10 cm" });
    const selections = (incidents: readonly (typeof far)[]) =>
      ["floods", "one"].map((tileId) => ({
        ...{ wallId: "wall", tileId, total: incidents.length, incidents: [...incidents] },
      }));
    await using wall = await bench.open(
      glassOf(tiles, HD, {
        incidents: [incident("tree")],
        incidentCounts: countsOf(500),
        selections: selections([far]),
      }),
      {},
      HD,
    );
    await expect.poll(() => wall.page.locator(".incident-row").count(), LIVE).toBe(1);
    expect(await words(wall.page.locator(".incident-list"))).toContain("Genangan 10 cm");
    expect(await words(wall.page.locator(".incident-card"))).toContain("Genangan 10 cm");
    wall.core.show({ selections: selections([]) });
    await expect.poll(() => words(wall.page.locator(".incident-list")), LIVE).toContain("Tidak ada insiden");
    expect(await words(wall.page.locator(".incident-card"))).toBe("Insiden ini sudah selesai");
  });

  test("a card with the longest text keeps source, age and course on its tile, also in a small one", async () => {
    const long = incident("long", {
      text: `${LONG} `.repeat(6).slice(0, 500),
      place: LONG,
      severity: "high",
    });
    for (const [width, height] of [
      [1920, 900],
      [640, 480],
      [480, 900],
    ] as const) {
      const tiles = [tileOf("card", { x: 0, y: 0, width, height }, { kind: "incident" })];
      await using wall = await bench.open(
        glassOf(tiles, HD, { incidents: [long], incidentCounts: countsOf(1) }),
        {},
        HD,
      );
      await expect.poll(() => wall.page.locator(".incident-card-facts").count(), LIVE).toBe(1);
      const room = await boxOf(wall.page.locator(".worded").first());
      for (const part of [".incident-card-head", ".incident-card-facts", ".incident-course"])
        expect(within(await boxOf(wall.page.locator(part)), room), `${part} in ${width}`).toBe(true);
    }
  });
});

test("a change of one incident draws anew the tiles that it is near to, and no others", async () => {
  const tiles = grid(8, HD);
  const incidents = Array.from({ length: 100 }, (_, at) =>
    incident(`i-${at}`, { severity: at === 0 ? "high" : "medium", nearCameraIds: [`c-${(at % 64) + 1}`] }),
  );
  await using wall = await bench.open(
    glassOf(tiles, HD, { incidents, cameras: named, incidentCounts: countsOf(100) }),
    {},
    HD,
  );
  await expect.poll(() => wall.page.locator(".near-badge").count(), LIVE).toBe(64);
  await wall.page.evaluate(() => {
    const changed = new Set<string>();
    Reflect.set(window, "changed", changed);
    new MutationObserver((records) => {
      for (const { target } of records) {
        const at = target instanceof Element ? target : target.parentElement;
        const tile = at?.closest<HTMLElement>("[data-tile]")?.dataset.tile;
        if (tile !== undefined) changed.add(tile);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const other = incidents.map((one, at) =>
    at === 5 ? { ...one, version: 2, severity: "low" as const } : one,
  );
  wall.core.show({ incidents: other });
  await expect
    .poll(() => wall.page.locator('[data-tile="t-6"] .near-badge[data-severity="low"]').count(), LIVE)
    .toBe(0);
  wall.core.show({ incidents: other.filter((_, at) => at !== 69) });
  await expect
    .poll(() => wall.page.locator('[data-tile="t-6"] .near-badge[data-severity="low"]').count(), LIVE)
    .toBe(1);
  const changed = await wall.page.evaluate(() => {
    const seen: unknown = Reflect.get(window, "changed");
    return seen instanceof Set ? [...seen].map(String) : [];
  });
  expect(changed).toEqual(["t-6"]);
});
