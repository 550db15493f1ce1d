import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewport } from "../../../src/layouts/site.ts";
import { rotatedSize } from "../../../src/layouts/viewport.ts";
import type { Glass } from "../../../src/protocol/channel.ts";
import { type PageBench, startPageBench } from "../fixtures/bench-of-pages.ts";
import { type Clip, makeClip } from "../fixtures/clip.ts";
import { cameraTile, CANVAS, glassOf, grid, outputOf, viewportOf, wallShowing } from "../fixtures/glass.ts";
import { openPage, picture, wallStatsOf } from "../fixtures/pages.ts";
import { watchPicture } from "../fixtures/screencast.ts";

const LIVE = { timeout: 20_000 };
const COLOURS = ["red", "lime", "blue", "yellow"] as const;
let bench: PageBench;
let clips: Record<string, Clip>;
let checker: Clip;

beforeAll(async () => {
  const colours = COLOURS.map(
    async (colour): Promise<[string, Clip]> => [
      colour,
      await makeClip({ width: 424, height: 240, picture: `color=c=${colour}`, gop: 10 }),
    ],
  );
  const [started, board, ...made] = await Promise.all([
    startPageBench(),
    // Squares of 16 pixels: each macroblock is of one colour, so that coding adds nothing of its own.
    makeClip({
      width: 640,
      height: 320,
      picture: "nullsrc",
      filter: "geq=lum='if(mod(floor(X/16)+floor(Y/16),2),235,16)':cb=128:cr=128",
    }),
    ...colours,
  ]);
  bench = started;
  checker = board;
  clips = Object.fromEntries(made);
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Which of the colours a pixel is, or what it is instead. */
function name([r, g, b]: readonly [number, number, number]): string {
  const high = [r, g, b].map((value) => (value > 180 ? 1 : value < 80 ? 0 : 9)).join("");
  return { "100": "red", "010": "lime", "001": "blue", "110": "yellow" }[high] ?? `${r} ${g} ${b}`;
}

const four = grid(2, CANVAS, [...COLOURS]);
const corners = [
  [212, 100],
  [1060, 100],
  [212, 500],
  [1060, 500],
] as const;

describe("a take", () => {
  test("leaves no dark picture between the old one and the new one, in any frame of the compositor", async () => {
    await using wall = await bench.open(glassOf(four), clips, CANVAS);
    const state = async () => (await wall.stats()).tiles.map((tile) => tile.state);
    await expect.poll(state, LIVE).toEqual(Array(4).fill("live"));
    const watched = await watchPicture(wall.page);
    const turns = [
      grid(2, CANVAS, ["blue", "yellow", "red", "lime"]),
      grid(1, CANVAS, ["yellow"]),
      four,
      grid(1, CANVAS, ["lime"]),
    ];
    for (const tiles of turns) {
      const shown = wallShowing(tiles);
      wall.core.show(shown);
      const takeId = shown.walls[0]?.state.takeId;
      await expect
        .poll(() => wall.core.shown.filter((told) => told.takeId === takeId), LIVE)
        .toEqual([{ type: "shown", takeId, outputId: "out", visible: true, failures: [] }]);
      await expect.poll(async () => (await wall.stats()).takeId).toBe(takeId);
    }
    const frames = await watched.stop();
    expect(frames.length).toBeGreaterThan(4);
    // The first that is handed out may have been drawn before every camera's first picture was.
    const names = frames.map((frame) => corners.map(([x, y]) => name(frame.at(x, y))));
    const whole = names.findIndex((four) => four.every((one) => COLOURS.some((colour) => colour === one)));
    expect(whole).toBeGreaterThanOrEqual(0);
    const colours = new Set(names.slice(whole).flat());
    expect([...colours].toSorted()).toEqual(["blue", "lime", "red", "yellow"]);
    expect(wall.errors).toEqual([]);
  });

  test("never shows what is hidden: not on its way out, not while it waits to be moved, not in its new place", async () => {
    const hidden = wallShowing(four, CANVAS, ["t-1"]);
    await using wall = await bench.open({ ...glassOf(four), ...hidden }, clips, CANVAS);
    const states = async () => (await wall.stats()).tiles.map(({ state }) => state);
    await expect.poll(states, LIVE).toEqual(["hidden", "live", "live", "live"]);
    const seen = new Set<string>();
    const watched = await watchPicture(wall.page);
    const turns = [
      // To another place, under the id of another tile.
      wallShowing(grid(2, CANVAS, ["lime", "red", "blue", "yellow"]), CANVAS, ["t-2"]),
      // Beside a picture that is waited for.
      wallShowing(grid(2, CANVAS, ["lime", "missing", "red", "yellow"]), CANVAS, ["t-3"]),
      // Out.
      wallShowing([cameraTile("new", "missing", { x: 0, y: 0, ...CANVAS })]),
    ];
    for (const turn of turns) {
      wall.core.show(turn);
      const takeId = turn.walls[0]?.state.takeId;
      await expect.poll(() => wall.core.shown.some((told) => told.takeId === takeId), LIVE).toBe(true);
    }
    for (const frame of await watched.stop()) for (const [x, y] of corners) seen.add(name(frame.at(x, y)));
    expect([...seen]).toContain("lime");
    expect([...seen]).not.toContain("red");
  });

  test("keeps the old picture, marked as changing, where the new one does not come, and shows a slate after 5 s", async () => {
    await using wall = await bench.open(glassOf(grid(1, CANVAS, ["red"])), clips, CANVAS);
    await expect.poll(async () => (await wall.stats()).tiles[0]?.state, LIVE).toBe("live");
    wall.camera("blue").stop();
    const shown = wallShowing(grid(2, CANVAS, ["lime", "missing", "yellow", "missing"]));
    wall.core.show(shown);
    await expect
      .poll(() => wall.page.locator(".changing").allInnerTexts(), LIVE)
      .toEqual(["berganti…", "berganti…"]);
    const meanwhile = await picture(wall.page);
    expect(corners.map(([x, y]) => name(meanwhile.at(x, y)))).toEqual(["lime", "red", "yellow", "red"]);
    expect(wall.core.shown.filter(({ takeId }) => takeId === shown.walls[0]?.state.takeId)).toEqual([]);
    await expect
      .poll(() => wall.core.shown.at(-1), LIVE)
      .toMatchObject({
        takeId: shown.walls[0]?.state.takeId,
        failures: [{ tileId: "t-2" }, { tileId: "t-4" }],
      });
    expect(await wall.page.locator(".changing").count()).toBe(0);
    const after = await picture(wall.page);
    expect(name(after.at(1060, 100))).not.toBe("red");
  });
});

describe("pixels", () => {
  /** Differences from the checker board of canvas pixels that `colourAt` gives, within the first 320 lines. */
  function wrongPixels(
    width: number,
    height: number,
    colourAt: (x: number, y: number) => readonly number[],
  ): number {
    let wrong = 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const white = (Math.floor(x / 16) + Math.floor(y / 16)) % 2 === 1;
        const [r = -1, g = -1, b = -1] = colourAt(x, y);
        const off = white ? Math.min(r, g, b) < 250 : Math.max(r, g, b) > 5;
        if (off) wrong += 1;
      }
    }
    return wrong;
  }
  const board = { width: 640, height: 320 };
  // The label covers the lowest lines.
  const CLEAR = 280;

  test("of a checker board are exact across the seam of two outputs, in two windows and in one", async () => {
    const left = { x: 0, y: 0, width: 312, height: 320 };
    const right = { x: 312, y: 0, width: 328, height: 320 };
    const glass: Glass = {
      ...glassOf(grid(1, board, ["board"]), board),
      outputs: [outputOf("left", left), outputOf("right", right)],
      viewports: [viewportOf("left", left), viewportOf("right", right)],
    };
    await using both = await bench.open(glass, { board: checker }, board, { outputs: "left,right" });
    await expect
      .poll(async () => (await both.stats()).tiles.map(({ state }) => state), LIVE)
      .toEqual(["live"]);
    expect((await both.stats()).outputId).toBe("left");
    expect(await both.stats("right")).toMatchObject({ outputId: "right", tiles: [{ tileId: "t-1" }] });
    const one = await picture(both.page);
    expect(wrongPixels(640, CLEAR, one.at)).toBe(0);

    both.core.show({ outputs: [outputOf("right", right)], viewports: [viewportOf("right", right)] });
    await using second = await openPage(bench.browser, `${both.core.origin}/wall/right`, right);
    await expect.poll(() => wallStatsOf(second.page).then(({ tiles }) => tiles[0]?.state), LIVE).toBe("live");
    const half = await picture(second.page);
    expect(wrongPixels(640, CLEAR, (x, y) => (x < 312 ? one.at(x, y) : half.at(x - 312, y)))).toBe(0);
  });

  test.each([90, 180, 270] as const)(
    "are exact on an output that is turned by %i degrees",
    async (rotation) => {
      const size = rotatedSize(board, rotation);
      const viewport: Viewport = {
        wallId: "wall",
        outputId: "out",
        canvas: { x: 0, y: 0, ...board },
        output: { x: 0, y: 0, ...size },
        rotation,
      };
      const glass = glassOf(grid(1, board, ["board"]), board, {
        outputs: [outputOf("out", size)],
        viewports: [viewport],
      });
      await using wall = await bench.open(glass, { board: checker }, size);
      await expect.poll(async () => (await wall.stats()).tiles[0]?.state, LIVE).toBe("live");
      const { at } = await picture(wall.page);
      const turned: Record<typeof rotation, (x: number, y: number) => readonly number[]> = {
        90: (x, y) => at(size.width - 1 - y, x),
        180: (x, y) => at(size.width - 1 - x, size.height - 1 - y),
        270: (x, y) => at(y, size.height - 1 - x),
      };
      expect(wrongPixels(640, CLEAR, turned[rotation])).toBe(0);
    },
  );

  test.each([1.25, 2])("are exact on a display with %f device pixels a CSS pixel", async (pixelRatio) => {
    const window = { width: board.width / pixelRatio, height: board.height / pixelRatio };
    const glass = glassOf(grid(1, board, ["board"]), board);
    await using wall = await bench.open(glass, { board: checker }, window, { pixelRatio });
    await expect.poll(async () => (await wall.stats()).tiles[0]?.state, LIVE).toBe("live");
    const shot = await picture(wall.page);
    expect(shot).toMatchObject(board);
    expect(wrongPixels(640, CLEAR, shot.at)).toBe(0);
  });
});

describe("a page that has no wall to show", () => {
  test.each([
    [
      { type: "refused", error: { kind: "notFound", detail: {}, sentence: "" } } as const,
      "Tidak ada keluaran bernama out",
    ],
    [4401, "Layar ini belum diizinkan"],
    [4403, "Layar ini belum diizinkan"],
  ])("says what to do: %j", async (refuse, title) => {
    await using wall = await bench.open(glassOf(four), clips, CANVAS);
    wall.core.refuse = refuse;
    await wall.page.reload();
    await expect.poll(() => wall.page.innerText("h1"), LIVE).toBe(title);
    // Once it is admitted it shows the wall without being touched.
    wall.core.refuse = null;
    if (typeof refuse === "object") wall.core.show({});
    await expect.poll(() => wall.page.locator("video").count(), LIVE).toBe(4);
  });
});

test("a page of another build loads itself anew", async () => {
  await using wall = await bench.open(glassOf(four), clips, CANVAS);
  await expect.poll(() => wall.page.locator("video").count(), LIVE).toBe(4);
  await wall.page.evaluate(() => document.body.setAttribute("data-old", "true"));
  await wall.core.kill();
  wall.core.build = "two";
  await wall.core.start();
  await expect.poll(() => wall.page.locator("body[data-old]").count(), LIVE).toBe(0);
  await expect.poll(() => wall.page.locator("video").count(), LIVE).toBe(4);
});

describe("the ticker", () => {
  const incident = (id: string, severity: "critical" | "low", text: string): Glass["incidents"][number] => ({
    id,
    kind: "flood",
    severity,
    text,
    place: "Jl. Yos Sudarso",
    source: "BPBD",
    status: "open",
    occurredAt: new Date(Date.now() - 300_000).toISOString(),
    receivedAt: new Date().toISOString(),
    version: 1,
  });

  test("tells severity in words, text, place, source and age; stands while it fits and lies over no label", async () => {
    const glass = glassOf(four, CANVAS, { incidents: [incident("a", "critical", "Genangan")] });
    await using wall = await bench.open(glass, clips, CANVAS);
    await expect
      .poll(async () => (await wall.page.innerText(".ticker")).replace(/\s+/gu, " "), LIVE)
      .toContain("kritis Genangan Jl. Yos Sudarso 5 mnt lalu · sumber BPBD");
    expect(await wall.page.evaluate(() => document.getAnimations().length)).toBe(0);
    const ticker = await wall.page.locator(".ticker").boundingBox();
    for (const label of await wall.page.locator(".label").all()) {
      const box = await label.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(ticker?.y ?? 0);
    }
  });

  test("moves by whole pixels a frame where it does not fit, the worst first", async () => {
    const incidents = [incident("a", "low", "Lampu padam"), incident("b", "critical", "Banjir ".repeat(30))];
    await using wall = await bench.open(glassOf(four, CANVAS, { incidents }), clips, CANVAS);
    await expect.poll(() => wall.page.evaluate(() => document.getAnimations().length), LIVE).toBe(1);
    const first = wall.page.locator(".ticker-item").first();
    expect(await first.getAttribute("data-severity")).toBe("critical");
    const places = await wall.page.evaluate(async () => {
      const belt = document.querySelector(".ticker-belt");
      const seen: number[] = [];
      while (seen.length < 12) {
        await new Promise(requestAnimationFrame);
        if (belt !== null) seen.push(new DOMMatrix(getComputedStyle(belt).transform).e);
      }
      return seen;
    });
    for (const place of places) expect(place).toBe(Math.round(place));
    expect(new Set(places).size).toBeGreaterThan(3);
  });

  test("moves on after the core was lost and came back", async () => {
    const incidents = [incident("b", "critical", "Banjir ".repeat(30))];
    await using wall = await bench.open(glassOf(four, CANVAS, { incidents }), clips, CANVAS);
    const moving = () => wall.page.evaluate(() => document.getAnimations().length);
    await expect.poll(moving, LIVE).toBe(1);
    await wall.core.kill();
    await expect.poll(() => wall.page.innerText(".ticker"), LIVE).toContain("terputus");
    expect(await moving()).toBe(0);
    await wall.core.start();
    await expect.poll(() => wall.page.innerText(".ticker"), LIVE).toContain("Banjir");
    await expect.poll(moving, LIVE).toBe(1);
    // Both turns of the belt, so that its end is followed by its beginning.
    expect(await wall.page.locator(".ticker-turn").count()).toBe(2);
  });
});

describe("times on the glass", () => {
  const AHEAD = 5 * 3_600_000;
  const zone = 8 * 3_600_000;
  /** Seconds that `shown`, the time in it of the site's zone, is behind `at` of this machine and the core's lead. */
  function secondsBehind(shown: string, at: number): number {
    const time = /\d\d:\d\d:\d\d/u.exec(shown)?.[0] ?? "none";
    const told = new Date(`1970-01-01T${time}Z`).getTime();
    const day = 86_400_000;
    return (((at + AHEAD + zone - told + day / 2) % day) - day / 2) / 1000;
  }

  test("tell the age of a frame also after the core's clock was set", async () => {
    await using wall = await bench.open(glassOf(grid(1, CANVAS, ["red"])), clips, CANVAS);
    const tile = async () => (await wall.stats()).tiles[0];
    await expect.poll(async () => (await tile())?.state, LIVE).toBe("live");
    for (const aheadMs of [AHEAD, 0]) {
      const presented = async () => (await tile())?.framesPresented ?? 0;
      const before = await presented();
      // Pictures tell the new time before an exchange of clocks does.
      wall.camera("red").clockAheadMs = aheadMs;
      await expect.poll(presented, LIVE).toBeGreaterThan(before + 5);
      wall.core.clockAheadMs = aheadMs;
      // An exchange later, and the picture has not stopped for it.
      await expect.poll(presented, LIVE).toBeGreaterThan(before + 75);
      await expect.poll(async () => (await tile())?.frameAgeMs, LIVE).toBeGreaterThan(0);
      expect((await tile())?.frameAgeMs).toBeLessThan(5000);
      await expect.poll(async () => (await tile())?.state, LIVE).toBe("live");
    }
    expect(wall.errors).toEqual([]);
  });

  test("are the core's, whatever the clock of the display PC is and is set to; a loss is told since it began", async () => {
    const clock = {
      ...cameraTile("clock", "x", { x: 636, y: 0, width: 636, height: 720 }),
      content: { kind: "clock" } as const,
    };
    const camera = cameraTile("t", "red", { x: 0, y: 0, width: 636, height: 720 });
    await using wall = await bench.open(glassOf([camera, clock]), clips, CANVAS);
    await expect.poll(async () => (await wall.stats()).tiles[0]?.framesPresented, LIVE).toBeGreaterThan(0);
    await wall.core.kill();
    wall.core.clockAheadMs = AHEAD;
    await wall.core.start();
    // It is read when it has just been written, and that is now, or it is wrong by hours.
    const shown = async () => secondsBehind(await wall.page.innerText(".clock"), Date.now());
    await expect.poll(async () => Math.abs(await shown()), LIVE).toBeLessThan(60);
    await expect.poll(() => wall.page.locator(".ticker").count(), LIVE).toBe(0);
    await wall.page.evaluate(() => {
      const before = Date.now.bind(Date);
      Date.now = () => before() + 3_600_000;
      document.querySelector(".clock-time > span")!.textContent = "";
    });
    await expect.poll(() => wall.page.innerText(".clock"), LIVE).toMatch(/^\d\d:/u);
    expect(Math.abs(await shown())).toBeLessThan(60);

    await expect.poll(async () => (await wall.stats()).tiles[0]?.state, LIVE).toBe("delayed");
    await wall.core.kill();
    const lostAt = Date.now();
    await expect.poll(() => wall.page.innerText(".ticker"), LIVE).toContain("sejak");
    // Whole seconds are told. An attempt to reach the core that fails is no new loss.
    const strip = secondsBehind(await wall.page.innerText(".ticker"), lostAt);
    expect(strip).toBeGreaterThan(-1);
    expect(strip).toBeLessThan(30);
    const why = secondsBehind(await wall.page.innerText(".why-since"), lostAt);
    expect(why).toBeGreaterThan(-1);
    expect(why).toBeLessThan(30);
  });
});

test("[L11] words fill a wide bar: what is left free about them follows its shorter side", async () => {
  const rect = { x: 0, y: 0, width: CANVAS.width, height: 60 };
  const content = { kind: "text", text: "Banjir" } as const;
  await using wall = await bench.open(glassOf([{ ...cameraTile("bar", "x", rect), content }]), {}, CANVAS);
  const text = wall.page.locator(".text > p");
  // 60 px less 2.4 px above and below hold a line of 44 px; a twentieth of the width would leave none.
  const size = async () =>
    Number.parseFloat(await text.evaluate((element) => getComputedStyle(element).fontSize));
  await expect.poll(size, LIVE).toBeGreaterThanOrEqual(42);
  expect(await text.evaluate((element) => element.scrollHeight)).toBeLessThanOrEqual(60);
});

test("texts and clocks are drawn, the clock in the site's zone", async () => {
  const tiles = [
    {
      ...cameraTile("clock", "x", { x: 0, y: 0, width: 636, height: 360 }),
      content: { kind: "clock" } as const,
    },
    {
      ...cameraTile("text", "x", { x: 636, y: 0, width: 636, height: 360 }),
      content: { kind: "text", text: "Posko Banjir\nSungai Karang Mumus" } as const,
    },
  ];
  await using wall = await bench.open(glassOf(tiles), {}, CANVAS);
  await expect
    .poll(() => wall.page.innerText(".clock"), LIVE)
    .toMatch(/^\d\d:\d\d:\d\d WITA\s+\S+, \d+ \S+ \d{4}$/u);
  expect(await wall.page.innerText(".text")).toContain("Sungai Karang Mumus");
  const shown = new Date(`1970-01-01T${(await wall.page.innerText(".clock")).slice(0, 8)}Z`).getTime();
  const now = (Date.now() + 8 * 3_600_000) % 86_400_000;
  expect(Math.abs(now - shown)).toBeLessThan(3000);
  await expect.poll(() => wall.core.shown.length, LIVE).toBe(1);
});
