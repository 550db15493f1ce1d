import { once } from "node:events";
import { statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { WebSocket } from "ws";
import { incidentSourceSchema } from "../../src/protocol/incident-source.ts";
import { glassChannelPath } from "../../src/protocol/channel.ts";
import { eventually } from "../fixtures/eventually.ts";
import { ownFolder, prepared, startCoreProcess } from "../fixtures/core-process.ts";
import { treeUse } from "../fixtures/process-tree.ts";

const PAGE = 2000;
const OUTPUT = "out-1";
/** Of all so many stand; the others are over by the time that they are heard of, as in a city's own archive. */
const MOST_STANDING = 10_000;
/** How often people ask the core meanwhile, milliseconds. */
const ASK_EVERY_MS = 100;

/** A city's server of so many incidents as pages of GeoJSON, of which each names the next (OGC API - Features). */
async function cityOf(count: number) {
  const standing = Math.min(MOST_STANDING, Math.ceil(count / 10));
  const step = Math.floor(count / standing);
  const over = new Date(Date.now() - 3_600_000).toISOString();
  const feature = (at: number) => ({
    ...{ type: "Feature", id: at },
    geometry: {
      type: "Point",
      // Over a city of 40 km.
      coordinates: [117.4 + ((at * 7919) % 4003) / 11_000, 3.1 + ((at * 104_729) % 3989) / 11_000],
    },
    properties: {
      ...{ name: `Laporan warga nomor ${at}`, level: ["low", "medium", "high"][at % 3] },
      ...{
        kind: ["flood", "traffic", "road", "waste"][at % 4],
        at: new Date(1.7e12 + at * 30_000).toISOString(),
      },
      ...(at % step === 0 ? {} : { until: over }),
    },
  });
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const from = Number(new URL(request.url ?? "/", "http://x").searchParams.get("from") ?? 0);
    const until = Math.min(count, from + PAGE);
    response.writeHead(200, { "content-type": "application/geo+json" });
    response.end(
      JSON.stringify({
        type: "FeatureCollection",
        features: Array.from({ length: until - from }, (_, at) => feature(from + at)),
        links: until < count ? [{ rel: "next", href: `/laporan?from=${until}` }] : [],
      }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return {
    ...{ url: `http://127.0.0.1:${address.port}/laporan`, standing: Math.ceil(count / step) },
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function quantile(values: readonly number[], share: number): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN);
}

/**
 * `count` reports come from a city's server to a core, page by page. Seconds until all are stored, and CPU seconds of the core; memory of the core's
 * process, in which the thread of its sources is, at its start and at most, MB; 95 % of what a desk asks for meanwhile,
 * milliseconds; the largest message to a page of the wall, bytes; the database, MB; and how many are stored and stand.
 */
export async function measureMillion(count: number) {
  using folder = ownFolder();
  await using city = await cityOf(count);
  const mapping = {
    fields: {
      ...{ text: "properties.name", severity: "properties.level", kind: "properties.kind" },
      ...{ occurredAt: "properties.at", expiresAt: "properties.until" },
    },
  };
  const adapter = { kind: "geojson" as const, url: city.url, mapping };
  const tokens = await prepared(folder.path, OUTPUT, [
    { id: "kota", name: "Kota", adapter, everyS: 86_400, enabled: true },
  ]);
  const begun = performance.now();
  await using core = await startCoreProcess(folder.path);
  const startBytes = treeUse([core.pid]).memoryBytes;
  const headers = { authorization: `Bearer ${tokens.operator}` };
  const get = async (path: string): Promise<unknown> => {
    const answer = await fetch(core.origin + path, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };

  let [messages, largest] = [0, 0];
  const page = new WebSocket(core.origin.replace(/^http/, "ws") + glassChannelPath, {
    headers: { cookie: `dinding_session=${tokens.page}`, origin: core.origin },
  });
  page.on("message", (data: Buffer) => {
    messages += 1;
    largest = Math.max(largest, data.length);
  });
  await once(page, "open");
  page.send(JSON.stringify({ type: "hello", outputIds: [OUTPUT], abilities: [] }));

  const asked: Record<string, number[]> = { counts: [], desk: [], health: [] };
  const paths: Record<string, string> = {
    ...{ counts: "/api/incidents/counts", health: "/api/health" },
    desk: "/api/incidents?status=standing&order=urgent&limit=200",
  };
  let mostBytes = startBytes;
  const stop = new AbortController();
  async function ask(): Promise<void> {
    while (!stop.signal.aborted) {
      for (const [name, path] of Object.entries(paths)) {
        const from = performance.now();
        await get(path);
        asked[name]?.push(performance.now() - from);
      }
      mostBytes = Math.max(mostBytes, treeUse([core.pid]).memoryBytes);
      await sleep(ASK_EVERY_MS);
    }
  }
  const asking = ask();
  try {
    await eventually(
      `${count} reports`,
      60_000 + count * 30,
      async () => {
        const { state } = incidentSourceSchema.parse(await get("/api/incident-sources/kota"));
        if (state.error !== undefined) throw new Error(state.error.sentence);
        return state.phase === "waiting" && state.received >= count ? true : null;
      },
      200,
    );
  } finally {
    stop.abort();
    await asking;
    page.terminate();
  }
  const seconds = (performance.now() - begun) / 1000;
  const { cpuS } = treeUse([core.pid]);
  const db = new Database(join(folder.path, "dinding.sqlite"), { readonly: true });
  const stored = Number(db.prepare("SELECT count(*) FROM incidents").pluck().get());
  db.close();
  const counts = await get("/api/incidents/counts");
  const mb = (bytes: number) => Math.round(bytes / 1_000_000);
  return {
    ...{
      bench: "million",
      reports: count,
      stored,
      standing: Number(Reflect.get(Object(counts), "standing")),
    },
    ...{
      shouldStand: city.standing,
      pages: city.asked(),
      seconds: Math.round(seconds * 10) / 10,
      cpuS: Math.round(cpuS),
    },
    ...{ startMB: mb(startBytes), mostMB: mb(mostBytes) },
    askP95Ms: Object.fromEntries(Object.entries(asked).map(([name, times]) => [name, quantile(times, 0.95)])),
    ...{ asked: asked.counts?.length ?? 0, glassMessages: messages, largestGlassBytes: largest },
    databaseMB: mb(statSync(join(folder.path, "dinding.sqlite")).size),
  };
}
