import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { systemClock } from "../../../../src/main/base/clock.ts";
import { Asker, type AskLimits } from "../../../../src/main/incidents/sources/asking/asker.ts";
import { HostTurns } from "../../../../src/main/incidents/sources/asking/host-turns.ts";
import { adapterOf } from "../../../../src/main/incidents/sources/adapters.ts";
import type { SourceOrder } from "../../../../src/main/incidents/sources/messages.ts";
import { type Batch, SourceRun } from "../../../../src/main/incidents/sources/run.ts";
import { type SourceAdapter, sourceAdapterSchema } from "../../../../src/protocol/incident-source.ts";
import type { Report } from "../../../../src/protocol/report.ts";

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on loopback that answers as `handle` says, and what it was asked. */
export async function webServer(handle: Handle) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    handle(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return { url: `http://127.0.0.1:${address.port}/`, asked };
}

/** Answers JSON. */
export function say(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** What asks without waiting between two requests. */
export function quickAsker(limits: Partial<AskLimits> = {}): Asker {
  const asker = new Asker(systemClock, new HostTurns(systemClock, () => 0), limits);
  onTestFinished(() => asker.close());
  return asker;
}

export interface Heard {
  readonly reports: readonly Report[];
  readonly batches: readonly Batch[];
  readonly cursor: unknown;
  readonly remarks: readonly string[];
  readonly aheadMs: number | null;
}

/** One run of an adapter with these settings, as a source in the zone of Jakarta. */
export async function hear(
  adapter: object,
  how: { cursor?: unknown; limits?: Partial<AskLimits>; secrets?: string[]; signal?: AbortSignal } = {},
): Promise<Heard> {
  const settings: SourceAdapter = sourceAdapterSchema.parse(adapter);
  const order: SourceOrder = {
    ...{ sourceId: "sumber", generation: 1, name: "Sumber", adapter: settings, everyS: 60, delayMs: 0 },
    ...{ defaults: { kind: "other", severity: "medium" }, secrets: how.secrets ?? [], zone: "Asia/Jakarta" },
    cursor: how.cursor ?? null,
  };
  const batches: Batch[] = [];
  const run = new SourceRun({
    ...{ order, cursor: order.cursor, aheadMs: null, asker: quickAsker(how.limits), clock: systemClock },
    signal: how.signal ?? new AbortController().signal,
    listening: () => {},
    store: (batch) => {
      batches.push(batch);
      return Promise.resolve();
    },
  });
  await adapterOf(settings).read(run);
  return {
    ...{ batches, aheadMs: run.aheadMs },
    reports: batches.flatMap(({ reports }) => reports),
    cursor: batches.findLast(({ cursor }) => cursor !== undefined)?.cursor ?? null,
    remarks: batches.flatMap(({ remark }) =>
      remark === null ? [] : [`${remark.where} ${remark.field}: ${remark.problem}`],
    ),
  };
}
