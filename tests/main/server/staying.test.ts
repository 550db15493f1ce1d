import { EVERYTHING } from "../../../src/protocol/account.ts";
import { once } from "node:events";
import { createServer } from "node:http";
import { expect, it, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import { feedsChannelPath } from "../../../src/protocol/channel.ts";
import type { Clock } from "../../../src/main/base/clock.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { askingOf, type Caller } from "../../../src/main/server/caller.ts";
import { openChannels } from "../../../src/main/server/channels.ts";
import { ending } from "./page.ts";

const HOUR_MS = 3_600_000;
const page: Caller = {
  name: "output a",
  role: "viewer",
  scope: EVERYTHING,
  kind: "page",
  locked: false,
  outputIds: ["a"],
  by: "cookie",
  token: "t",
};

/** A clock on which only hours strike, so that a page that stands for days needs no day of pings. */
function hours() {
  const due = new Set<() => void>();
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    sleep: () => Promise.reject(new Error("nobody sleeps here")),
    after(ms, task) {
      if (ms !== HOUR_MS) return () => undefined;
      due.add(task);
      return () => due.delete(task);
    },
  };
  const strike = () => {
    const now = [...due];
    due.clear();
    for (const task of now) task();
  };
  return { clock, strike, due };
}

it("a socket that stands asks for its session every hour, and closes once that has ended", async () => {
  const { clock, strike, due } = hours();
  let answer: () => Promise<Caller | null> = () => Promise.resolve(page);
  let asked = 0;
  const server = createServer();
  const channels = openChannels(server, {
    clock,
    log: createLog("silent"),
    askingOf: (request) => askingOf(request, "t"),
    isOurHost: () => true,
    admit: () => {
      asked += 1;
      return answer();
    },
    opened: () => undefined,
    count: () => undefined,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    channels.end();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}${feedsChannelPath}`);
  const ended = ending(socket);
  await once(socket, "open");
  await vi.waitFor(() => expect(due.size).toBe(1));
  expect(asked).toBe(1);
  strike();
  answer = () => Promise.reject(new Error("the disk fails"));
  strike();
  expect(asked).toBe(3);
  expect(socket.readyState).toBe(socket.OPEN);
  answer = () => Promise.resolve(null);
  strike();
  expect(await ended).toBe(4401);
  await vi.waitFor(() => expect(due.size).toBe(0));
});
