import { expect, it, onTestFinished, vi } from "vitest";
import { createLog } from "../../src/main/base/log.ts";
import { Asker } from "../../src/main/incidents/sources/asking/asker.ts";
import { HostTurns } from "../../src/main/incidents/sources/asking/host-turns.ts";
import { Answers } from "../../src/main/incidents/sources/answers.ts";
import { runSource } from "../../src/main/incidents/sources/runner.ts";
import { IncidentSources } from "../../src/main/incidents/sources/sources.ts";
import type { Store } from "../../src/main/store/store.ts";
import { incidentSourceInputSchema } from "../../src/protocol/incident-source.ts";
import { SimulatedClock } from "../main/feeds/simulated-clock.ts";
import { say, webServer } from "../main/incidents/sources/city.ts";
import { newFolder, opened } from "../main/store/folders.ts";

const HOUR_MS = 3_600_000;
const AWAY_HOURS = 72;
const EVERY_S = 60;
/** Of what takes real time, milliseconds. */
const REAL = { timeout: 20_000, interval: 5 };

/** A city's server that can be away, and what it was told. */
async function city() {
  const events: { id: string; name: string; level: string }[] = [];
  const told: { path: string; id: string; what: string }[] = [];
  let away = false;
  let refused = 0;
  const server = await webServer((request, response) => {
    if (away) {
      refused += 1;
      request.socket.destroy();
      return;
    }
    if (request.method === "GET") {
      say(response, { events });
      return;
    }
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      const { type } = Object(JSON.parse(body));
      told.push({ path: request.url ?? "", id: String(request.headers["webhook-id"]), what: String(type) });
      response.writeHead(204).end();
    });
  });
  return {
    ...{ url: server.url, events, told },
    get refused() {
      return refused;
    },
    go: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
  };
}

/** A core's reading of the city's list and its answers to the city's button, on a clock that the test turns. */
function startCore(store: Store, clock: SimulatedClock) {
  const end = new AbortController();
  const asker = new Asker(clock, new HostTurns(clock, () => 0));
  const sources = new IncidentSources({
    ...{ store, clock, log: createLog("silent"), zone: () => "Asia/Makassar", changed: () => {} },
  });
  const ends = { asked: 0, ended: 0 };
  async function read(): Promise<void> {
    const list = (await store.incidentSources.runnable()).find(({ source }) => source.id === "daftar");
    if (list === undefined) throw new Error("the list is no source");
    const { id: sourceId, name, adapter, everyS, defaults } = list.source;
    await runSource({
      order: {
        ...{ sourceId, generation: 1, name, adapter, everyS, defaults, secrets: [] },
        ...{ cursor: list.cursor, zone: "Asia/Makassar", delayMs: 0 },
      },
      ...{ asker, clock, signal: end.signal, random: () => 0 },
      tell: {
        asking: () => (ends.asked += 1),
        listening: () => {},
        ok: () => (ends.ended += 1),
        failed: () => (ends.ended += 1),
      },
      store: async ({ reports, cursor }) => {
        await store.incidents.receive(sourceId, reports, cursor);
      },
    });
  }
  const reading = read();
  const answers = new Answers({ store, sources, clock, log: createLog("silent"), random: () => 0 });
  return {
    ...{ ends, sources, answers },
    async stop() {
      end.abort(new Error("the core ends"));
      await reading;
      asker.close();
      await answers.close();
      await sources.close();
    },
  };
}

it("goes on from its own copy for 72 h without a network, and then catches up: nothing lost, nothing twice", async () => {
  const clock = new SimulatedClock();
  const data = newFolder();
  let store = await opened(data, { clock });
  const far = await city();
  const adapter = {
    kind: "json",
    url: far.url,
    mapping: {
      items: "events",
      fields: { externalId: "id", text: "name", severity: "level" },
    },
  };
  await store.incidentSources.add(
    incidentSourceInputSchema.parse({ id: "daftar", name: "Daftar kota", adapter, everyS: EVERY_S }),
  );
  // The button itself is not read: its sender posts. It is switched off for the thread, and on for the answers.
  await store.incidentSources.add(
    incidentSourceInputSchema.parse({
      ...{ id: "tombol", name: "Tombol", adapter: { kind: "webhook", callback: `${far.url}tombol` } },
      secrets: ["rahasia-yang-panjang-sekali-ya"],
    }),
  );
  far.events.push({ id: "banjir", name: "Banjir", level: "medium" });
  let core = startCore(store, clock);
  onTestFinished(() => core.stop());
  await core.sources.load();
  /** Lets the clock go on until the reader has asked once more, and stand while the answer, which is real, comes. */
  const turn = async () => {
    const { asked } = core.ends;
    while (core.ends.asked === asked) {
      await clock.advance(1000);
      await new Promise(setImmediate);
    }
    await vi.waitFor(async () => {
      // Between two requests to one host some time must pass.
      await clock.advance(100);
      expect(core.ends.ended).toBe(core.ends.asked);
    }, REAL);
  };
  await turn();
  await vi.waitFor(async () => expect(await store.incidents.list()).toHaveLength(1));
  const [flood] = await store.incidents.list();
  const pressed = { kind: "panic", severity: "critical", text: "Tombol panik" } as const;
  const { incidents } = await store.incidents.receive(
    "tombol",
    [{ externalId: "p1", change: "report", fields: pressed }],
    undefined,
  );
  const panic = incidents[0]?.id ?? "";

  far.go();
  const gone = clock.now();
  const acts: (() => Promise<unknown>)[] = [
    () => store.incidents.edit(panic, { status: "acknowledged" }, null, "Sari"),
    () => store.incidents.enter(panic, { kind: "note", text: "Regu berangkat" }, "Sari"),
    () => store.incidents.edit(flood?.id ?? "", { severity: "critical" }, null, "Sari"),
    () => store.incidents.add({ kind: "fire", severity: "high", text: "Lewat telepon" }, "Budi"),
    () => store.incidents.edit(panic, { status: "closed", outcome: "Selesai" }, null, "Budi"),
  ];
  const spacing = (AWAY_HOURS * HOUR_MS) / (acts.length + 1);
  for (const [index, act] of acts.entries()) {
    while (clock.now() < gone + (index + 1) * spacing) await turn();
    await act();
    if (index !== 2) continue;
    // In the middle the core is restarted.
    await core.stop();
    await store.close();
    store = await opened(data, { clock });
    core = startCore(store, clock);
    await core.sources.load();
  }
  while (clock.now() < gone + AWAY_HOURS * HOUR_MS) await turn();
  expect((await store.incidents.list()).map(({ text }) => text).toSorted()).toEqual([
    ...["Banjir", "Lewat telepon", "Tombol panik"],
  ]);
  expect(far.told).toEqual([]);
  // Once a quarter of an hour and source, and a few more at the beginning and after the restart.
  expect(far.refused).toBeLessThan(2 * AWAY_HOURS * 4 + 60);

  far.events[0] = { id: "banjir", name: "Banjir surut", level: "low" };
  for (let at = 0; at < 500; at += 1) far.events.push({ id: `e${at}`, name: `Kejadian ${at}`, level: "low" });
  far.comeBack();
  const back = clock.now();
  const all = async () => (await store.incidents.counts()).standing;
  while ((await all()) < 502) await turn();
  expect(clock.now() - back).toBeLessThanOrEqual(16 * 60_000);
  await clock.advance(16 * 60_000);
  await vi.waitFor(() => expect(far.told.length).toBe(3), REAL);
  await turn();
  await turn();
  expect(far.told.map(({ what }) => what)).toEqual([
    ...["incident.acknowledged", "incident.note", "incident.closed"],
  ]);
  expect(new Set(far.told.map(({ id }) => id)).size).toBe(3);
  expect(await all()).toBe(502);
  expect((await store.incidents.get(flood?.id ?? "")).value).toMatchObject({
    ...{ text: "Banjir surut", severity: "critical", conflicts: [{ field: "severity", theirs: "low" }] },
  });
}, 180_000);
