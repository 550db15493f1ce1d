import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../../../src/main/base/clock.ts";
import { HostTurns } from "../../../../src/main/incidents/sources/asking/host-turns.ts";
import { retryAfterS } from "../../../../src/main/incidents/sources/asking/retry-after.ts";
import { hear, quickAsker, say, webServer } from "./city.ts";

const never = new AbortController().signal;
const mapping = { items: "events", fields: { externalId: "id", text: "name" } };
const events = (count: number) => ({
  events: Array.from({ length: count }, (_, id) => ({ id, name: `n${id}` })),
});

describe("a web server that is asked", () => {
  it("is asked for what changed only, and the same answer changes nothing", async () => {
    const server = await webServer((request, response) => {
      if (request.headers["if-none-match"] === '"a"') response.writeHead(304).end();
      else say(response, events(3), { etag: '"a"' });
    });
    const adapter = { kind: "json", url: server.url, mapping };
    const first = await hear(adapter);
    expect(first.reports).toHaveLength(3);
    const again = await hear(adapter, { cursor: first.cursor });
    expect(again.batches).toEqual([]);
    // With another mapping it is read anew.
    const other = await hear(
      { ...adapter, mapping: { ...mapping, zone: "Asia/Makassar" } },
      { cursor: first.cursor },
    );
    expect(other.reports).toHaveLength(3);
  });

  it("hands over at most 200 at a time, and where its reading goes on only with the last", async () => {
    const server = await webServer((_, response) => say(response, events(450)));
    const { batches } = await hear({ kind: "json", url: server.url, mapping });
    expect(batches.map(({ reports, cursor }) => [reports.length, cursor === undefined])).toEqual([
      [200, true],
      [200, true],
      [50, false],
    ]);
  });

  it.each([
    ["seconds", "7", 7],
    ["a date", new Date(Date.now() + 90_000).toUTCString(), 90],
  ])("is left alone for as long as it asks, in %s", async (_, field, seconds) => {
    const server = await webServer((_, response) => response.writeHead(429, { "retry-after": field }).end());
    const fault = await hear({ kind: "json", url: server.url, mapping }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ kind: "askedToWait" });
    const asked = Number(Reflect.get(Object(Reflect.get(Object(fault), "detail")), "seconds"));
    expect(Math.abs(asked - seconds)).toBeLessThanOrEqual(2);
  });

  it.each<[string, Parameters<typeof webServer>[0], object]>([
    ["reports an error", (_, response) => response.writeHead(500).end(), { kind: "unreachable" }],
    ["has nothing there", (_, response) => response.writeHead(404).end(), { kind: "notThere" }],
    ["refuses the login", (_, response) => response.writeHead(401).end(), { kind: "loginRefused" }],
    [
      "sends a page",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html></html>"),
      { kind: "notUnderstood", detail: { problem: "it sends text/html" } },
    ],
    [
      "cuts its answer off",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
        response.write('{"events":[{"id":1,"name":"a"}');
        response.socket?.destroySoon();
      },
      { kind: "notUnderstood", detail: { problem: "its answer is cut off" } },
    ],
    [
      "ends in the middle of its JSON",
      (_, response) => say(response, '{"events":[{"id":1,"name":"a"}'),
      { kind: "notUnderstood", detail: { problem: "its answer is no whole JSON" } },
    ],
    [
      "says that 200 MB follow",
      (_, response) => {
        response.writeHead(200, {
          "content-type": "application/json",
          "content-length": String(200 * 1024 * 1024),
        });
        response.write("[");
      },
      { kind: "notUnderstood", detail: { problem: "its answer is larger than 32 MB" } },
    ],
    [
      "sends a bomb of gzip",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
        response.end(gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 1 }));
      },
      { kind: "notUnderstood", detail: { problem: "its answer is larger than 32 MB" } },
    ],
    [
      "turns in circles",
      (_, response) => response.writeHead(302, { location: "/" }).end(),
      { kind: "notUnderstood" },
    ],
    [
      "nests without end",
      (_, response) => say(response, `${"[".repeat(100_000)}${"]".repeat(100_000)}`),
      { kind: "notUnderstood", detail: { problem: "its answer is nested without end" } },
    ],
  ])("is told of where it %s, and nothing of it counts", async (_, handle, fault) => {
    const server = await webServer(handle);
    await expect(hear({ kind: "json", url: server.url, mapping })).rejects.toMatchObject(fault);
  });

  it("is given up where it is silent or drips", async () => {
    const silent = await webServer(() => {});
    const drips = await webServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("[");
    });
    const limits = { headMs: 50, wholeMs: 150 };
    for (const { url } of [silent, drips])
      await expect(hear({ kind: "json", url, mapping }, { limits })).rejects.toMatchObject({
        ...{
          kind: "unreachable",
          detail: { problem: expect.stringMatching(/^no answer$|^it answers too slowly$/) },
        },
      });
  });

  it("gets the secret at its own host alone", async () => {
    const stranger = await webServer((_, response) => say(response, events(1)));
    const own = await webServer((_, response) => response.writeHead(307, { location: stranger.url }).end());
    const login = { scheme: "bearer" };
    await hear({ kind: "json", url: own.url, login, mapping }, { secrets: ["rahasia"] });
    expect(own.asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer rahasia"]);
    expect(stranger.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it("has its times of expiry judged by its own clock, which is an hour off", async () => {
    const hour = 3_600_000;
    const expires = new Date(Date.now() + 2 * hour).toISOString();
    const server = await webServer((_, response) =>
      say(response, [{ id: 1, until: expires }], { date: new Date(Date.now() + hour).toUTCString() }),
    );
    const timed = { fields: { externalId: "id", expiresAt: "until" } };
    const { reports, aheadMs } = await hear({ kind: "json", url: server.url, mapping: timed });
    expect(Math.abs((aheadMs ?? 0) - hour)).toBeLessThan(3_000);
    expect(reports[0]?.fields?.expiresAt).toBe(new Date(Date.parse(expires) - hour).toISOString());
  });

  it("is asked one thing at a time, whoever asks", async () => {
    let now = 0;
    let most = 0;
    const server = await webServer((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
        say(response, []);
      });
    });
    const asker = quickAsker();
    const asked = Array.from({ length: 8 }, () => asker.ask({ url: server.url, wanted: "json" }, never));
    await Promise.all(asked);
    expect(most).toBe(1);
  });
});

it("BMKG is never asked more than 40 times a minute", async () => {
  let now = 0;
  const clock = {
    ...systemClock,
    monotonic: () => now,
    sleep: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const turns = new HostTurns(clock);
  const times: number[] = [];
  for (let at = 0; at < 100; at += 1)
    await turns.inTurn("data.bmkg.go.id", never, async () => {
      times.push(now);
    });
  const within = times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length);
  expect(Math.max(...within)).toBe(40);
});

it("reads Retry-After by the server's own clock", () => {
  const now = Date.parse("2026-11-22T10:00:00Z");
  expect(retryAfterS("Sun, 22 Nov 2026 11:00:30 GMT", now, 3_600_000)).toBe(30);
  expect(retryAfterS("Sun, 22 Nov 2026 09:00:00 GMT", now, 0)).toBe(0);
  expect(retryAfterS("999999999", now, 0)).toBe(86_400);
  expect(retryAfterS("soon", now, 0)).toBeNull();
});
