import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "playwright";
import { arrange } from "../../src/layouts/arrange.ts";
import type { Edit } from "../../src/layouts/edit/edit.ts";
import type { Layout } from "../../src/layouts/layout.ts";
import { editedLayoutSchema, editedWallSchema, editRequestSchema } from "../../src/protocol/edits.ts";
import { takeSchema, wallStateSchema } from "../../src/protocol/wall.ts";
import { type Appliance, CANVAS, startAppliance, WALL } from "../fixtures/appliance.ts";
import { chromiumArguments } from "../fixtures/chromium.ts";
import { eventually } from "../fixtures/eventually.ts";
import { startScreen } from "../fixtures/screen.ts";
import { startCameras } from "./cameras.ts";
import { makeClip } from "./clip.ts";
import { watchDarkness } from "./dark-watch.ts";
import { EditLedger } from "./edit-ledger.ts";
import { round } from "./scene.ts";

const CAMERAS = 16;
const CLIENTS = 10;
const BROWSERS = 2;
/** Each of them acts so often, milliseconds, from a moment of their own. */
const ACT_EVERY_MS = 4000;
/** One act in so many of a client is a take, and one a change of what is on the wall; the others change a layout. */
const ACTS = 8;
/** The layout that everybody edits and nobody takes. */
const SHARED = "bersama";

/** The same sixteen cameras in several orders, so that a take needs no camera that nobody reads. */
function layouts(): Layout[] {
  const contents = (turn: number) =>
    Array.from({ length: CAMERAS }, (_, at) => ({
      ...{ kind: "camera" as const, cameraId: `a-${(at * (turn * 2 + 1) + turn) % CAMERAS}` },
    }));
  return Array.from({ length: 4 }, (_, turn) => ({
    ...{ id: `susunan-${turn + 1}`, name: `Susunan ${turn + 1}`, wallId: WALL },
    tiles: arrange("16", CANVAS, contents(turn)),
  }));
}

/** A layout of a tile for each client and some that all of them change. */
function shared(): Layout {
  const tiles = Array.from({ length: CLIENTS + 4 }, (_, at) => ({
    ...{ id: `t${at}`, z: 0, fit: "contain" as const, priority: 5 },
    rect: { x: at * 100, y: 0, width: 100, height: 100 },
    content: { kind: "text" as const, text: "0" },
  }));
  return { id: SHARED, name: "Bersama", wallId: WALL, tiles };
}

interface Tally {
  readonly ledger: EditLedger;
  wallEdits: number;
  wallConflicts: number;
  takesAsked: number;
  /** When a client asked for a take, by the take's id: milliseconds since 1970. */
  readonly askedAt: Map<string, number>;
}

/** Acts of one client without a browser, until `signal`. */
async function client(appliance: Appliance, which: number, tally: Tally, signal: AbortSignal): Promise<void> {
  const all = layouts();
  let base = 1;
  await sleep((which * ACT_EVERY_MS) / CLIENTS);
  for (let act = which; !signal.aborted; act += 1) {
    const begun = performance.now();
    if (act % ACTS === 0) {
      tally.takesAsked += 1;
      const askedAt = Date.now();
      tally.askedAt.set(await appliance.take(all[act % all.length]?.id ?? ""), askedAt);
    } else if (act % ACTS === 4) await swapOnWall(appliance, act, tally);
    else {
      // Its own tile, or one that others change as well.
      const tile = shared().tiles[act % 3 === 0 ? CLIENTS + (act % 4) : which];
      if (tile === undefined) throw new Error("there is a tile for each client");
      const put: Edit = {
        kind: "put",
        tile: { ...tile, content: { kind: "text", text: `${which} ${act}` } },
      };
      base = await editShared(appliance, base, [put], tally.ledger);
    }
    await sleep(Math.max(0, ACT_EVERY_MS - (performance.now() - begun)));
  }
}

/** Edits until they are saved, as a person does who is told of somebody else's change; answers the version. */
async function editShared(
  appliance: Appliance,
  from: number,
  edits: readonly Edit[],
  ledger: EditLedger,
): Promise<number> {
  for (let base = from; ; ) {
    const answer = editedLayoutSchema.parse(
      await appliance.call("POST", `/api/layouts/${SHARED}/edits`, { base, edits }),
    );
    if (answer.conflicts.length === 0) {
      ledger.save(answer.version, edits);
      return answer.version;
    }
    ledger.conflicts += 1;
    base = answer.version;
  }
}

/** Two tiles of the wall change their cameras; what was answered as taken must be there unless another take came after it. */
async function swapOnWall(appliance: Appliance, act: number, tally: Tally): Promise<void> {
  const state = async () => wallStateSchema.parse(await appliance.call("GET", `/api/walls/${WALL}`));
  const { tiles, revision } = await state();
  const [a, b] = [tiles[act % tiles.length], tiles[(act + 5) % tiles.length]];
  if (a === undefined || b === undefined) throw new Error("the wall has sixteen tiles");
  const edits: Edit[] = [
    { kind: "put", tile: { ...a, content: b.content } },
    { kind: "put", tile: { ...b, content: a.content } },
  ];
  const answer = editedWallSchema.parse(
    await appliance.call("POST", `/api/walls/${WALL}/edits`, { base: revision, edits }),
  );
  if (answer.conflicts.length > 0) {
    tally.wallConflicts += 1;
    return;
  }
  tally.wallEdits += 1;
  const after = await state();
  const isThere = after.tiles.some(
    ({ id, content }) => id === a.id && JSON.stringify(content) === JSON.stringify(b.content),
  );
  if (after.takeId === answer.takeId && !isThere) throw new Error(`take ${answer.takeId} lost its edits`);
}

/** Somebody at a desk who takes layouts by their digits; what the desk edits itself is written into the ledger. */
async function desk(page: Page, which: number, tally: Tally, signal: AbortSignal): Promise<void> {
  page.on("response", (response) => {
    if (!response.url().endsWith(`/api/layouts/${SHARED}/edits`) || response.request().method() !== "POST")
      return;
    const { edits } = editRequestSchema.parse(response.request().postDataJSON());
    void response.json().then((answer: unknown) => {
      const { version, conflicts } = editedLayoutSchema.parse(answer);
      if (conflicts.length > 0) tally.ledger.conflicts += 1;
      else tally.ledger.save(version, edits);
      return null;
    });
  });
  for (let act = which; !signal.aborted; act += 1) {
    tally.takesAsked += 1;
    await page.keyboard.press(String((act % 4) + 1));
    await sleep(ACT_EVERY_MS * 2);
  }
}

/** Every take that comes to the wall after `first`: how it ends, and after how many milliseconds. */
async function followTakes(appliance: Appliance, first: string, signal: AbortSignal) {
  const ends = new Map<string, number>();
  const completed: { readonly takeId: string; readonly takenAt: number; readonly at: number }[] = [];
  /** Of takes that showed a slate: when, and of which tiles why. */
  const failures: string[] = [];
  let last = first;
  while (!signal.aborted) {
    const { takeId } = wallStateSchema.parse(await appliance.call("GET", `/api/walls/${WALL}`));
    if (takeId === null || takeId === last) {
      await sleep(100);
      continue;
    }
    last = takeId;
    const take = await eventually("the end of a take", 30_000, async () => {
      const state = takeSchema.parse(await appliance.call("GET", `/api/takes/${takeId}`));
      return state.state === "pending" ? null : state;
    });
    ends.set(take.state, (ends.get(take.state) ?? 0) + 1);
    if (take.state === "failed")
      failures.push(`${take.takenAt} ${JSON.stringify(take.outputs.flatMap((output) => output.failures))}`);
    const at = take.outputs[0]?.completedAt;
    if (take.state === "complete" && at != null)
      completed.push({ takeId, takenAt: Date.parse(take.takenAt), at: Date.parse(at) });
  }
  return { ends: Object.fromEntries(ends), completed, failures };
}

function quantiles(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  return (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? null;
}

/**
 * Two desks in browsers and ten clients of the API take and edit for `minutes`, on a wall of sixteen RTSP cameras at
 * which a screen is looked at ten times a second. Throws where an edit that was answered as saved is not there.
 */
export async function measureOperators(minutes: number): Promise<Record<string, unknown>> {
  const clip = await makeClip({ width: 640, height: 360, rate: 600_000 });
  const paths = Array.from({ length: CAMERAS }, (_, at) => `/c${at}`);
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: chromiumArguments });
  try {
    await using appliance = await startAppliance(screen.display);
    await appliance.takeEnds(
      await appliance.show(
        "a",
        paths.map((path) => cameras.url(path)),
      ),
    );
    for (const layout of [...layouts(), shared()]) await appliance.call("POST", "/api/layouts", layout);
    // The layout that showed the cameras first has the digit 1 no longer.
    const first = await appliance.take("susunan-1");
    await appliance.call("DELETE", "/api/layouts/a");
    await eventually("sixteen live tiles", 60_000, async () =>
      (await appliance.tiles()).filter(({ state }) => state === "live").length === CAMERAS ? true : null,
    );
    const tally: Tally = {
      ...{ ledger: new EditLedger(shared()), wallEdits: 0, wallConflicts: 0, takesAsked: 0 },
      askedAt: new Map(),
    };
    const pages = await Promise.all(
      Array.from({ length: BROWSERS }, async () => {
        const context = await browser.newContext({
          viewport: { width: 1366, height: 768 },
          extraHTTPHeaders: { authorization: `Bearer ${appliance.token}` },
        });
        const page = await context.newPage();
        await page.goto(appliance.origin);
        await page.locator(".program [role=option]").first().waitFor();
        return page;
      }),
    );
    const over = new AbortController();
    await using dark = watchDarkness(screen.display, CANVAS);
    const follower = followTakes(appliance, first, over.signal);
    const acting = [
      ...Array.from({ length: CLIENTS }, (_, which) => client(appliance, which, tally, over.signal)),
      ...pages.map((page, which) => desk(page, which, tally, over.signal)),
    ];
    const end = performance.now() + minutes * 60_000;
    const lost: number[] = [];
    const look = async () => {
      lost.push(...tally.ledger.missingFrom(await appliance.call("GET", `/api/layouts/${SHARED}/edits`)));
    };
    // The core remembers two hundred edits of a layout.
    while (performance.now() < end) {
      await Promise.race([Promise.all(acting), sleep(Math.min(30_000, end - performance.now()))]);
      await look();
    }
    over.abort();
    await Promise.all(acting);
    const takes = await follower;
    await look();
    if (lost.length > 0) throw new Error(`edits that were saved are not there: versions ${lost.join(", ")}`);
    if (!tally.ledger.makes(await appliance.call("GET", `/api/layouts/${SHARED}`)))
      throw new Error("the layout is not what its edits make");
    const taken = quantiles(takes.completed.map(({ takenAt, at }) => at - takenAt));
    const asked = quantiles(
      takes.completed.flatMap(({ takeId, at }) => {
        const askedAt = tally.askedAt.get(takeId);
        return askedAt === undefined ? [] : [at - askedAt];
      }),
    );
    return {
      ...{
        bench: "operators",
        minutes: round(minutes, 1),
        clients: CLIENTS,
        browsers: BROWSERS,
        cameras: CAMERAS,
      },
      ...{ takesAsked: tally.takesAsked, takes: takes.ends, failures: takes.failures },
      // From the moment the core has it, and from the moment a client asks: in both until the display has drawn it.
      ...{ takeP50Ms: taken(0.5), takeP95Ms: taken(0.95), takeMaxMs: taken(1) },
      ...{ askedP50Ms: asked(0.5), askedP95Ms: asked(0.95), askedMaxMs: asked(1) },
      ...{ edits: tally.ledger.saved, editsMet: tally.ledger.conflicts, editsLost: 0 },
      ...{ wallEdits: tally.wallEdits, wallEditsMet: tally.wallConflicts },
      ...dark.seen(),
    };
  } finally {
    await browser.close();
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}
