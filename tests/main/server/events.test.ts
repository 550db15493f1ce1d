import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type Notice, noticeSchema } from "../../../src/protocol/notice.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere();
  const body = { id: "satu", name: "Satu", wallId: "utama", tiles: [] };
  await core.ask("POST", "/api/layouts", { token: core.tokens.operator, body });
});
afterAll(() => core.stop());

/** An open stream of events, and what it told. */
async function listen(token: string) {
  const leaving = new AbortController();
  const answer = await fetch(`${core.origin}/api/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  });
  onTestFinished(() => leaving.abort());
  const told: Notice[] = [];
  const ended = (async () => {
    let text = "";
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      const lines = text.split("\n\n");
      text = lines.pop() ?? "";
      for (const line of lines)
        if (line.startsWith("data: ")) told.push(noticeSchema.parse(JSON.parse(line.slice(6))));
    }
  })();
  ended.catch(() => undefined);
  return { answer, told, ended };
}

const ask = (who: "operator" | "technician", method: string, path: string, body?: unknown) =>
  core.ask(method, path, { token: core.tokens[who], ...(body === undefined ? {} : { body }) });

it("tell what somebody changes and who, whatever it is, and what changes by itself", async () => {
  const { answer, told } = await listen(core.tokens.viewer);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
    ...[200, "text/event-stream", "no-store"],
  ]);
  await ask("operator", "POST", "/api/walls/utama/take", { layoutId: "satu" });
  await expect.poll(() => told).toContainEqual({ what: "walls", id: "utama", by: "oki" });
  await ask("technician", "POST", "/api/layouts/satu/edits", {
    base: 1,
    edits: [{ kind: "rename", name: "Dua" }],
  });
  await expect.poll(() => told).toContainEqual({ what: "layouts", id: "satu", by: "tono" });
  await ask("operator", "POST", "/api/incidents", { kind: "fire", severity: "low", text: "Asap" });
  await expect.poll(() => told).toContainEqual({ what: "incidents", by: "oki" });
  await ask("operator", "PUT", "/api/presence/d", { wallId: "utama", layoutId: null, tileIds: [] });
  await expect.poll(() => told).toContainEqual({ what: "presence" });
  const before = told.length;
  // What is refused has changed nothing.
  await ask("operator", "POST", "/api/walls/utama/take", { layoutId: "none" });
  await ask("operator", "DELETE", "/api/layouts/none");
  await ask("operator", "DELETE", "/api/presence/d");
  await expect.poll(() => told.length).toBeGreaterThan(before);
  expect(told.slice(before)).toEqual([{ what: "presence" }]);
});

it("are for nobody without a login and for no page of an output, and are sixteen for one session at most", async () => {
  const path = "/api/events";
  expect((await core.ask("GET", path)).status).toBe(401);
  expect((await core.ask("GET", path, { token: core.tokens.page })).status).toBe(403);
  const streams = await Promise.all(Array.from({ length: 16 }, () => listen(core.tokens.admin)));
  expect(streams.map(({ answer }) => answer.status)).toEqual(Array(16).fill(200));
  expect((await core.ask("GET", path, { token: core.tokens.admin })).status).toBe(429);
});

it("end when who listens signs out", async () => {
  const { answer, ended } = await listen(core.tokens.technician);
  expect(answer.status).toBe(200);
  expect((await ask("technician", "DELETE", "/api/session")).status).toBe(204);
  await expect(ended).rejects.toThrow();
});
