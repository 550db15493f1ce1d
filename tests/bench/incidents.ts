import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { signed } from "../../src/main/incidents/sources/webhook/signature.ts";
import { severities } from "../../src/protocol/incident.ts";
import { addedSourceSchema } from "../../src/protocol/incident-source.ts";
import { type Appliance, CANVAS, startAppliance } from "../fixtures/appliance.ts";
import { eventually } from "../fixtures/eventually.ts";
import { treeUse } from "../fixtures/process-tree.ts";
import { startScreen } from "../fixtures/screen.ts";
import { startCameras } from "./cameras.ts";
import { makeClip } from "./clip.ts";
import { round } from "./scene.ts";

const TILES = 4;
const STANDING = 10_000;
/** Reports of one message, as many as a webhook takes. */
const A_MESSAGE = 1000;
/** Changes of incidents while the wall is looked at, a second. */
const CHANGES = 5;

/** Every list that the desk or another program asks for. */
const lists = {
  newest: "/api/incidents",
  desk: "/api/incidents?status=standing&order=urgent&limit=200",
  standing: "/api/incidents?status=standing&order=urgent&limit=1000",
  deep: "/api/incidents?status=standing&order=urgent&limit=200&skip=9000",
  severity: "/api/incidents?severity=low&limit=200",
  kind: "/api/incidents?kind=flood&status=standing&limit=200",
  words: "/api/incidents?words=genangan&limit=200",
  time: "/api/incidents?from=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z&limit=200",
  counts: "/api/incidents/counts",
};

function quantile(values: readonly number[], share: number): number {
  return round(values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN, 1);
}

/** Pictures a second of each tile, and cores, over `seconds`. */
async function watch(appliance: Appliance, seconds: number) {
  const before = await appliance.seen();
  const cpu = treeUse([appliance.pid]).cpuS;
  const begun = performance.now();
  await sleep(seconds * 1000);
  const after = await appliance.seen();
  const passedS = (after.at - before.at) / 1000;
  const fps = after.tiles.map(
    (tile, at) => (tile.framesPresented - (before.tiles[at]?.framesPresented ?? 0)) / passedS,
  );
  const cores = (treeUse([appliance.pid]).cpuS - cpu) / ((performance.now() - begun) / 1000);
  return { fps: round(Math.min(...fps), 2), cores: round(cores, 2) };
}

/**
 * A wall of four cameras without and with 10,000 open incidents, of which five a second change: pictures a second of its
 * slowest tile, and cores of the whole process tree; then how long each list takes by HTTP, 95 % of `asked` askings,
 * milliseconds.
 */
export async function measureIncidents(seconds: number, asked = 20): Promise<Record<string, unknown>> {
  const clip = await makeClip({ width: 640, height: 360, rate: 600_000 });
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const paths = Array.from({ length: TILES }, (_, at) => `/c${at}`);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  try {
    await using appliance = await startAppliance(screen.display);
    await appliance.takeEnds(
      await appliance.show(
        "a",
        paths.map((path) => cameras.url(path)),
      ),
    );
    await eventually("live tiles", 60_000, async () =>
      (await appliance.tiles()).filter(({ state }) => state === "live").length === TILES ? true : null,
    );
    const added = await appliance.call("POST", "/api/incident-sources", {
      ...{ name: "Uji", adapter: { kind: "webhook" } },
    });
    const { id, secret = "" } = addedSourceSchema.parse(added);
    let message = 0;
    async function tell(reports: readonly unknown[]): Promise<void> {
      message += 1;
      const body = JSON.stringify(reports);
      const headers = signed(secret, `m${message}`, Buffer.from(body), Date.now());
      const answer = await fetch(`${appliance.origin}/api/hooks/${id}`, {
        ...{ method: "POST", body, headers: { ...headers, "content-type": "application/json" } },
      });
      if (!answer.ok) throw new Error(`hook: ${answer.status} ${await answer.text()}`);
      z.object({ outcomes: z.array(z.string()).min(1) }).parse(await answer.json());
    }
    const report = (at: number, text: string) => ({
      externalId: String(at),
      change: "report",
      fields: {
        ...{ kind: at % 2 === 0 ? "flood" : "traffic", severity: severities[at % severities.length], text },
        location: { lat: 3.25 + (at % 100) / 1000, lon: 117.5 + Math.floor(at / 100) / 1000 },
      },
    });
    const without = await watch(appliance, seconds);
    const begun = performance.now();
    for (let from = 0; from < STANDING; from += A_MESSAGE)
      await tell(
        Array.from({ length: A_MESSAGE }, (_, at) => report(from + at, `Genangan nomor ${from + at}`)),
      );
    const filledMs = performance.now() - begun;
    const stop = new AbortController();
    async function change(): Promise<void> {
      for (let turn = 0; !stop.signal.aborted; turn += 1) {
        await tell([report(turn % STANDING, `Genangan berubah ${turn}`)]);
        await sleep(1000 / CHANGES);
      }
    }
    const changing = change();
    const beside = await watch(appliance, seconds);
    stop.abort();
    await changing;
    const listMs: Record<string, number> = {};
    for (const [name, path] of Object.entries(lists)) {
      const times: number[] = [];
      for (let at = 0; at < asked; at += 1) {
        const from = performance.now();
        await appliance.call("GET", path);
        times.push(performance.now() - from);
      }
      listMs[name] = quantile(times, 0.95);
    }
    return {
      ...{ bench: "incidents", standing: STANDING, filledMs: Math.round(filledMs) },
      ...{ without, beside, listP95Ms: listMs },
    };
  } finally {
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}
