import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { z } from "zod";
import { signed } from "../../src/main/incidents/sources/webhook/signature.ts";
import { incidentSchema } from "../../src/protocol/incident.ts";
import { ownFolder, prepared, startCoreProcess } from "../fixtures/core-process.ts";
import { eventually } from "../fixtures/eventually.ts";

/** How often the core is killed; `DINDING_CORE_KILLS=50` is what was asked for. */
const KILLS = Number(process.env["DINDING_CORE_KILLS"] ?? 5);
/** Within this time of the first message that it took, milliseconds. */
const LONGEST_MS = 1000;
const PAGE = 40;
/** In base64, as Standard Webhooks has it. */
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

/** A city's list without an end, each page naming the next, and the last page that was asked for. */
async function endlessList() {
  let asked = -1;
  const server = createServer((request, response) => {
    const page = Number(new URL(request.url ?? "/", "http://x").searchParams.get("page") ?? 0);
    asked = Math.max(asked, page);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        list: Array.from({ length: PAGE }, (_, at) => ({
          id: `h${page}-${at}`,
          name: `Halaman ${page}, ${at}`,
        })),
        links: [{ rel: "next", href: `/?page=${page + 1}` }],
      }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    /** Pages that are stored for sure: a page is asked for when the one before it is on the disk. */
    stored: () => Math.max(0, asked),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What was answered as saved, over all lives of the core. */
interface Promised {
  readonly messages: string[];
  readonly entered: string[];
  readonly acknowledged: string[];
  readonly noted: string[];
}

/** A button's server that sends until the core is gone; what nobody answered is sent again, by its own id. */
class Sender {
  #next = 0;
  #waiting: string | null = null;
  readonly #promised: Promised;

  constructor(promised: Promised) {
    this.#promised = promised;
  }

  async sendOne(origin: string): Promise<void> {
    this.#waiting ??= `m${(this.#next += 1)}`;
    const id = this.#waiting;
    const report = (part: string) => ({
      ...{ externalId: `${id}-${part}`, change: "report" },
      fields: {
        kind: "panic",
        severity: "high",
        text: `Tombol ${id}-${part}`,
        location: { lat: 3.3, lon: 117.6 },
      },
    });
    const body = JSON.stringify([report("a"), report("b")]);
    const headers = {
      ...signed(SECRET, id, Buffer.from(body), Date.now()),
      "content-type": "application/json",
    };
    const answer = await fetch(`${origin}/api/hooks/tombol`, { method: "POST", body, headers });
    if (!answer.ok) throw new Error(`hook: ${answer.status} ${await answer.text()}`);
    this.#promised.messages.push(id);
    this.#waiting = null;
  }
}

/** An operator who enters, acknowledges and notes as fast as answers come. */
async function act(origin: string, token: string, promised: Promised): Promise<void> {
  const ask = async (method: string, path: string, body: unknown): Promise<string> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(origin + path, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text;
  };
  const text = `Lewat telepon ${promised.entered.length} ${Math.random()}`;
  const entered = await ask("POST", "/api/incidents", { kind: "fire", severity: "low", text });
  const { id } = incidentSchema.parse(JSON.parse(entered));
  promised.entered.push(id);
  await ask("PATCH", `/api/incidents/${id}`, { status: "acknowledged" });
  promised.acknowledged.push(id);
  await ask("POST", `/api/incidents/${id}/notes`, { text: `catatan ${id}` });
  promised.noted.push(id);
}

/** Does `work` until it fails; what fails before the core is killed is a fault. */
async function untilKilled(killed: () => boolean, work: () => Promise<void>): Promise<void> {
  while (!killed()) {
    try {
      await work();
    } catch (error) {
      if (!killed()) throw error;
    }
  }
}

const cursorSchema = z.object({ at: z.object({ next: z.url() }) });

function check(data: string, promised: Promised, pages: number): void {
  const db = new Database(join(data, "dinding.sqlite"), { readonly: true });
  const value = (sql: string, ...values: unknown[]): unknown =>
    db
      .prepare(sql)
      .pluck()
      .get(...values);
  expect(value("PRAGMA integrity_check")).toBe("ok");
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  // Nothing that was answered as saved is lost.
  const known = new Set(
    db.prepare("SELECT external_id FROM incident_origins WHERE incident_id IS NOT NULL").pluck().all(),
  );
  expect(promised.messages.filter((id) => !known.has(`${id}-a`) || !known.has(`${id}-b`))).toEqual([]);
  const status = "SELECT json_extract(doc, '$.status') FROM incidents WHERE id = ?";
  for (const id of promised.entered) expect(value(status, id), id).toBeDefined();
  for (const id of promised.acknowledged) expect(value(status, id), id).toBe("acknowledged");
  const note =
    "SELECT count(*) FROM incident_entries WHERE incident_id = ? AND json_extract(doc, '$.text') = ?";
  for (const id of promised.noted) expect(value(note, id, `catatan ${id}`)).toBe(1);
  const cursor = value("SELECT cursor FROM incident_sources WHERE id = 'daftar'");
  const next =
    typeof cursor === "string" ? cursorSchema.parse(JSON.parse(cursor)).at.next : "http://x/?page=0";
  const page = Number(new URL(next).searchParams.get("page"));
  expect(page).toBeGreaterThanOrEqual(pages);
  // A page is there whole, with its cursor, or not at all.
  expect(value("SELECT count(*) FROM incidents WHERE source_id = 'daftar'")).toBe(page * PAGE);
  // Nothing is doubled, and a message is there whole or not at all.
  expect(value("SELECT count(*) - count(DISTINCT json_extract(doc, '$.text')) FROM incidents")).toBe(0);
  const halves = `SELECT count(*) FROM incident_origins WHERE source_id = 'tombol' AND external_id LIKE '%-a' AND NOT EXISTS (
    SELECT 1 FROM incident_origins o WHERE o.source_id = 'tombol'
      AND o.external_id = substr(incident_origins.external_id, 1, length(incident_origins.external_id) - 2) || '-b')`;
  expect(value(halves)).toBe(0);
  const reported = `SELECT count(*) FROM incidents i WHERE 1 <> (SELECT count(*) FROM incident_entries e
    WHERE e.incident_id = i.id AND json_extract(e.doc, '$.kind') = 'reported')`;
  expect(value(reported)).toBe(0);
  const odd = `SELECT count(*) FROM incidents i WHERE version <> (
    SELECT count(*) FROM incident_versions v WHERE v.incident_id = i.id)`;
  expect(value(odd)).toBe(0);
  // Where each stands is found again.
  expect(value("SELECT rtreecheck('incident_spots')")).toBe("ok");
  db.close();
}

it(
  `loses and doubles nothing that a whole core answered as saved, killed ${KILLS} times while a list is read, a button pressed and an operator acts`,
  async () => {
    using folder = ownFolder();
    await using list = await endlessList();
    const mapping = { items: "list", fields: { externalId: "id", text: "name" } };
    const tokens = await prepared(folder.path, "out-1", [
      { id: "daftar", name: "Daftar", adapter: { kind: "json", url: list.url, mapping }, everyS: 5 },
      { id: "tombol", name: "Tombol", adapter: { kind: "webhook" }, secrets: [SECRET] },
    ]);
    const promised: Promised = { messages: [], entered: [], acknowledged: [], noted: [] };
    const sender = new Sender(promised);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await using core = await startCoreProcess(folder.path);
      let killed = false;
      const [messages, pages] = [promised.messages.length, list.stored()];
      const working = Promise.all([
        untilKilled(
          () => killed,
          () => sender.sendOne(core.origin),
        ),
        untilKilled(
          () => killed,
          () => act(core.origin, tokens.operator, promised),
        ),
      ]);
      await eventually("work", 30_000, () =>
        promised.messages.length > messages && list.stored() > pages ? true : null,
      );
      // The moment is what is random here; nothing waits for it to be long enough.
      await sleep(Math.random() * LONGEST_MS);
      killed = true;
      await core.kill();
      await working;
      check(folder.path, promised, list.stored());
    }
    expect(promised.messages.length).toBeGreaterThan(KILLS);
  },
  60_000 + KILLS * 20_000,
);
