import { once } from "node:events";
import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { glassChannelPath } from "../../../../src/protocol/channel.ts";
import { SimulatedClock } from "../../feeds/simulated-clock.ts";
import { type RunningCore, startHere } from "../../server/core.ts";
import { TestPage } from "../../server/page.ts";
import { connection } from "./wire.ts";

const MB = 1024 * 1024;
const PATIENCE_MS = 1500;
const CHANGES = 60;

let core: RunningCore;
beforeAll(async () => {
  // Nothing is let go by the clock here: whoever does not read stays, and must cost little for as long.
  const clock = new SimulatedClock(Date.now());
  core = await startHere({
    args: ["--site", "pontianak"],
    outputIds: ["out-1"],
    clock,
    patienceMs: PATIENCE_MS,
  });
});
afterAll(() => core.stop());

it("sockets and streams that never read cost little memory, and the others are told everything", async () => {
  const token = core.tokens.operator;
  const silent = await Promise.all(
    Array.from({ length: 20 }, () => TestPage.open(core, ["out-1"], { token, origin: null })),
  );
  const streams: Socket[] = [];
  for (let at = 0; at < 20; at += 1) {
    const socket = await connection(core);
    const { host } = new URL(core.origin);
    socket.write(`GET /api/events HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    await once(socket, "data");
    socket.pause();
    streams.push(socket);
  }
  const reader = await TestPage.open(core, ["out-1"], { token, origin: null });
  await vi.waitFor(() => expect([reader, ...silent].every(({ glass }) => glass !== null)).toBe(true), 20_000);
  for (const { socket } of silent) socket.pause();
  const change = async () => {
    const tile = (id: number) => ({
      ...{ id: `t${id}`, rect: { x: 0, y: 0, width: 100, height: 100 }, fit: "contain", priority: 5, z: id },
      content: { kind: "text", text: `${revision} `.repeat(100) },
    });
    const tiles = Array.from({ length: 60 }, (_, at) => tile(at));
    const body = { id: `besar-${revision % 2}`, name: "Besar", wallId: "utama", tiles };
    await core.ask("PUT", `/api/layouts/${body.id}`, { token, body });
    const taken = await core.ask("POST", "/api/walls/utama/take", { token, body: { layoutId: body.id } });
    expect(taken.status, taken.text).toBe(202);
  };
  let revision = 0;
  for (const id of ["besar-0", "besar-1"]) {
    const body = { id, name: "Besar", wallId: "utama", tiles: [] };
    expect((await core.ask("POST", "/api/layouts", { token, body })).status).toBe(201);
  }
  await change();
  const before = process.memoryUsage();
  const told = reader.notices.length;
  for (revision = 1; revision <= CHANGES; revision += 1) await change();
  const after = process.memoryUsage();
  const held = after.external + after.arrayBuffers - before.external - before.arrayBuffers;
  const text = JSON.stringify(reader.glass).length;
  // Each of them would have been sent all of it.
  const unbounded = silent.length * CHANGES * text;
  expect(unbounded).toBeGreaterThan(40 * MB);
  expect(held).toBeLessThan(unbounded / 4);
  await vi.waitFor(
    () => expect(JSON.stringify(reader.glass)).toContain(`${revision - 1} ${revision - 1} `),
    20_000,
  );
  expect(reader.notices.length).toBeGreaterThan(told);
  for (const page of [reader, ...silent]) page.close();
  for (const socket of streams) socket.destroy();
});

it("requests that never end hold nobody up, and are ended", async () => {
  const { host } = new URL(core.origin);
  const starts = [
    `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: `,
    `GET ${glassChannelPath} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: webs`,
    `POST /api/session HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    "",
  ];
  const slow = await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      const socket = await connection(core);
      socket.write(starts[at % starts.length] ?? "");
      socket.resume();
      return { socket, closed: once(socket, "close") };
    }),
  );
  // One byte at a time is no way to stay either.
  const drip = setInterval(() => {
    for (const { socket } of slow.slice(0, 2)) if (!socket.destroyed) socket.write("a");
  }, 100);
  expect((await core.ask("GET", "/api/health")).status).toBe(200);
  expect((await core.ask("GET", "/api/site", { token: core.tokens.viewer })).status).toBe(200);
  await Promise.all(slow.map(({ closed }) => closed));
  clearInterval(drip);
}, 60_000);
