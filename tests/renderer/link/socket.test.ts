import { once } from "node:events";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { CoreSocket } from "../../../src/renderer/link/socket.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A core that answers `ask` while `answers`, a page's socket to it, and what that said. */
async function open() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  const core = { answers: true, asked: 0, serving: null as WebSocket | null };
  server.on("connection", (serving) => {
    core.serving = serving;
    serving.on("message", (data: Buffer) => {
      core.asked += 1;
      if (core.answers && data.toString() === "ask") serving.send("answer");
    });
  });
  const said: (string | number)[] = [];
  const socket = new CoreSocket(`ws://127.0.0.1:${port}/`, {
    opened: () => said.push("opened"),
    text: (message) => said.push(message),
    binary: () => said.push("binary"),
    closed: (code) => said.push(code),
  });
  onTestFinished(() => {
    socket.close();
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await vi.waitFor(() => expect(said).toEqual(["opened"]));
  return { core, socket, said };
}

test("a core that goes silent without closing is given up 6 s after the first question that it left open", async () => {
  const { core, socket, said } = await open();
  socket.ask("ask");
  await vi.waitFor(() => expect(said).toEqual(["opened", "answer"]));
  vi.advanceTimersByTime(60_000);
  // Nothing is read any more and nothing comes: as behind a cable that was pulled.
  core.serving?.pause();
  socket.ask("ask");
  vi.advanceTimersByTime(2000);
  socket.ask("ask");
  vi.advanceTimersByTime(3999);
  expect(said).toEqual(["opened", "answer"]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["opened", "answer", 1006]);
  vi.advanceTimersByTime(1000);
  await vi.waitFor(() => expect(said).toEqual(["opened", "answer", 1006, "opened"]));
  socket.ask("ask");
  await vi.waitFor(() => expect(said.at(-1)).toBe("answer"));
});

test("whatever the core says ends the wait, and what it does not answer begins none", async () => {
  const { core, socket, said } = await open();
  core.answers = false;
  socket.ask("ask");
  // Waiting for something moves these clocks on as well.
  vi.advanceTimersByTime(4000);
  core.serving?.send(new Uint8Array(3));
  await vi.waitFor(() => expect(said).toEqual(["opened", "binary"]));
  socket.send("tell");
  await vi.waitFor(() => expect(core.asked).toBe(2));
  vi.advanceTimersByTime(600_000);
  expect(said).toEqual(["opened", "binary"]);
});

test("closed for good it says nothing more and opens no other", async () => {
  const { core, socket, said } = await open();
  core.answers = false;
  socket.ask("ask");
  socket.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(said).toEqual(["opened"]);
});
