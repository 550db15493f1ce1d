import { expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../../src/main/base/clock.ts";
import { createLog } from "../../../../src/main/base/log.ts";
import type { FromThread, SourceOrder } from "../../../../src/main/incidents/sources/messages.ts";
import { SourceThread } from "../../../../src/main/incidents/sources/source-thread.ts";
import { sourceAdapterSchema } from "../../../../src/protocol/incident-source.ts";
import { say, webServer } from "./city.ts";

function thread(store: (reports: readonly string[]) => Promise<void> = () => Promise.resolve(), file?: URL) {
  const told: FromThread[] = [];
  const heard: string[] = [];
  const running = new SourceThread({
    ...{ clock: systemClock, log: createLog("silent"), ...(file === undefined ? {} : { file }) },
    told: (message) => void told.push(message),
    store: async ({ reports }) => {
      const ids = reports.map(({ externalId }) => externalId);
      await store(ids);
      heard.push(...ids);
    },
  });
  onTestFinished(() => running.close());
  return { running, told, heard };
}

const order = (sourceId: string, url: string): SourceOrder => ({
  ...{
    sourceId,
    generation: 1,
    name: sourceId,
    everyS: 60,
    cursor: null,
    secrets: [],
    zone: "UTC",
    delayMs: 0,
  },
  defaults: { kind: "other", severity: "medium" },
  adapter: sourceAdapterSchema.parse({
    kind: "json",
    url,
    mapping: { items: "list", fields: { externalId: "id" } },
  }),
});

it("begins anew where its thread dies, with the source that may be why put off and the others heard", async () => {
  const { running, told, heard } = thread(undefined, new URL("dying-thread.ts", import.meta.url));
  running.run(order("kota", "http://127.0.0.1:9/"));
  await expect.poll(() => heard).toEqual(["kota 0"]);
  running.run(order("rakus", "http://127.0.0.1:9/"));
  await expect
    .poll(() => told.filter(({ type }) => type === "failed"))
    .toMatchObject([{ sourceId: "rakus", fault: { kind: "notUnderstood" }, nextMs: 30_000 }]);
  await expect.poll(() => heard.toSorted(), { timeout: 10_000 }).toEqual(["kota 0", "kota 0", "rakus 30000"]);
}, 15_000);

it("refuses an answer of more values than it can hold, which would take the whole process with it", async () => {
  const hungry = await webServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(`[${"{},".repeat(2_000_000)}{}]`);
  });
  const { running, told } = thread();
  running.run(order("rakus", hungry.url));
  await expect
    .poll(() => told.filter(({ type }) => type === "failed"), { timeout: 20_000 })
    .toMatchObject([{ fault: { detail: { problem: "its answer has more values than can be held" } } }]);
}, 30_000);

it("waits for each batch to be stored before it goes on, and ends while one is", async () => {
  const list = Array.from({ length: 450 }, (_, id) => ({ id }));
  const city = await webServer((_, response) => say(response, { list }));
  const stored = Promise.withResolvers<void>();
  const sizes: number[] = [];
  const { running, heard } = thread(async (ids) => {
    sizes.push(ids.length);
    if (sizes.length === 2) await stored.promise;
  });
  running.run(order("kota", city.url));
  await expect.poll(() => sizes).toEqual([200, 200]);
  expect(heard).toHaveLength(200);
  await running.close();
  stored.resolve();
  expect(sizes).toEqual([200, 200]);
});
