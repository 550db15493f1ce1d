import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync } from "mqtt";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../../src/main/base/clock.ts";
import type { SourceOrder } from "../../../../src/main/incidents/sources/messages.ts";
import { type Batch, SourceRun } from "../../../../src/main/incidents/sources/run.ts";
import { mqtt } from "../../../../src/main/incidents/sources/adapters/mqtt.ts";
import type { AdapterOf } from "../../../../src/protocol/incident-source.ts";
import { missingMosquitto, Mosquitto } from "../../../fixtures/servers/mosquitto.ts";
import { quickAsker } from "./city.ts";

async function broker(login: { username: string; password: string } | null = null) {
  const folder = mkdtempSync(join(tmpdir(), "dinding-mqtt-"));
  const running = await Mosquitto.start(folder, login);
  onTestFinished(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return running;
}

/** Listens until its signal; `store` decides about each batch. */
function listen(
  url: string,
  how: { username?: string; secrets?: string[]; store?: (batch: Batch) => Promise<void> } = {},
) {
  const config: AdapterOf<"mqtt"> = {
    ...{ kind: "mqtt", url, topics: ["kota/+/tombol"] },
    mapping: { fields: { externalId: "id", text: "Tombol {id}" } },
    ...(how.username === undefined ? {} : { username: how.username }),
  };
  const order: SourceOrder = {
    ...{
      sourceId: "tombol",
      generation: 1,
      name: "Tombol",
      adapter: config,
      everyS: 60,
      delayMs: 0,
      cursor: null,
    },
    ...{
      defaults: { kind: "panic", severity: "critical" },
      secrets: how.secrets ?? [],
      zone: "Asia/Jakarta",
    },
  };
  const end = new AbortController();
  const heard: string[] = [];
  const remarks: string[] = [];
  const listening = Promise.withResolvers<void>();
  const run = new SourceRun({
    ...{ order, cursor: null, aheadMs: null, asker: quickAsker(), clock: systemClock, signal: end.signal },
    listening: () => listening.resolve(),
    store: async (batch) => {
      await how.store?.(batch);
      heard.push(...batch.reports.map(({ externalId }) => externalId));
      if (batch.remark !== null) remarks.push(batch.remark.problem);
    },
  });
  const ended = mqtt(config, run).catch((error: unknown) => error);
  const stop = async () => {
    end.abort(new Error("enough"));
    await ended;
  };
  onTestFinished(stop);
  return { heard, remarks, listening: listening.promise, ended, stop };
}

async function sender(url: string) {
  const client = await connectAsync(url);
  onTestFinished(() => client.endAsync(true));
  return (id: string, how: { retain?: boolean; raw?: string } = {}) =>
    client.publishAsync(`kota/1/tombol`, how.raw ?? JSON.stringify({ id }), {
      qos: 1,
      retain: how.retain ?? false,
    });
}

describe.skipIf(missingMosquitto !== null)(`messages of MQTT${missingMosquitto ?? ""}`, () => {
  it("come while it listens, those kept for it while it was away, and what was retained", async () => {
    const { url } = await broker();
    const send = await sender(url);
    await send("lama", { retain: true });
    const first = listen(url);
    await first.listening;
    await send("a");
    await expect.poll(() => first.heard).toEqual(["lama", "a"]);
    await first.stop();
    await send("b");
    await send("c");
    const second = listen(url);
    await expect.poll(() => second.heard.filter((id) => id !== "lama")).toEqual(["b", "c"]);
  });

  it("are sent again where they could not be stored", async () => {
    const { url } = await broker();
    const send = await sender(url);
    const full = listen(url, { store: () => Promise.reject(new Error("the disk is full")) });
    await full.listening;
    await send("a");
    expect(await full.ended).toMatchObject({ message: "the disk is full" });
    const again = listen(url);
    await expect.poll(() => again.heard).toEqual(["a"]);
  });

  it("that are no JSON are told of and keep nothing up", async () => {
    const { url } = await broker();
    const send = await sender(url);
    const source = listen(url);
    await source.listening;
    await send("", { raw: "{aduh" });
    await send("b");
    await expect.poll(() => source.heard).toEqual(["b"]);
    expect(source.remarks).toEqual(["its answer is no whole JSON"]);
  });

  it("fail as what they are: a wrong login, no broker, and one that goes away", async () => {
    const running = await broker({ username: "dinding", password: "sandi" });
    expect(await listen(running.url, { username: "dinding", secrets: ["salah"] }).ended).toMatchObject({
      kind: "loginRefused",
    });
    const source = listen(running.url, { username: "dinding", secrets: ["sandi"] });
    await source.listening;
    await running.stop();
    expect(await source.ended).toMatchObject({ kind: "unreachable" });
    expect(await listen(running.url).ended).toMatchObject({ kind: "unreachable" });
  });
});
