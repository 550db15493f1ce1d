import type { Browser, Page } from "playwright";
import { z } from "zod";
import { siteSchema } from "../../src/layouts/site.ts";
import type { Content } from "../../src/layouts/layout.ts";
import type { TileStats } from "../../src/protocol/output.ts";
import { sessionSchema } from "../../src/protocol/session.ts";
import { emptyData, type RealCore, startRealCore } from "../renderer/console/real-core.ts";
import { openPage, wallStatsOf } from "../renderer/fixtures/pages.ts";

export interface OneTile extends AsyncDisposable {
  readonly core: RealCore;
  readonly page: Page;
  readonly errors: string[];
  readonly tile: () => Promise<TileStats | undefined>;
  /** Asks the core as an admin. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Response>;
}

const TOKEN = z.object({ token: z.string() });

/** A real core with these cameras, and a wall of one tile with `content` and `size` on a page. */
export async function showOneTile(
  browser: Browser,
  cameras: readonly Record<string, unknown>[],
  content: Content,
  size = { width: 640, height: 360 },
): Promise<OneTile> {
  const data = emptyData();
  const core = await startRealCore(data.path, { demo: true });
  const headers = { "content-type": "application/json", origin: core.url };
  // The demo's visitor is an operator: who adds cameras signs in.
  const setUp = await fetch(`${core.url}/api/setup`, {
    method: "POST",
    headers,
    body: JSON.stringify({ password: "kata-sandi-panjang" }),
  });
  const { token } = sessionSchema.and(TOKEN).parse(await setUp.json());
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(core.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const done = async (method: string, path: string, body: unknown) => {
    const answer = await ask(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  for (const camera of cameras) await done("POST", "/api/cameras", camera);
  const rect = { x: 0, y: 0, ...size };
  await done("POST", "/api/layouts", {
    id: "satu",
    name: "Satu",
    wallId: "utama",
    tiles: [{ id: "t", rect, content }],
  });
  await done("POST", "/api/walls/utama/take", { layoutId: "satu" });
  const site = siteSchema.parse(await core.get("/api/site"));
  const outputId = site.outputs[0]?.id ?? "";
  const opened = await openPage(browser, `${core.url}/wall/${outputId}`, { width: 1920, height: 1080 });
  const { page, errors } = opened;
  return {
    ...{ core, page, errors, ask },
    tile: async () => (await wallStatsOf(page)).tiles[0],
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      await core[Symbol.asyncDispose]();
      data[Symbol.dispose]();
    },
  };
}
