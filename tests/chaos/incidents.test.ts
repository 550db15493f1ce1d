import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { startChild } from "../fixtures/child.ts";
import { newFolder, opened } from "../main/store/folders.ts";
import { cursorSchema, REPORTS_A_PAGE, SOURCE } from "./endless-source.ts";

/** How often the core is killed; `DINDING_KILLS=200` is what was asked for. */
const KILLS = Number(process.env.DINDING_KILLS ?? 20);
/** Within this time of its first word, milliseconds: some hundred transactions. */
const LONGEST_MS = 150;
const writer = fileURLToPath(new URL("./incident-writer.ts", import.meta.url));

/** What the writer said is saved, over all of its lives. */
interface Promised {
  page: number;
  readonly acknowledged: string[];
  readonly noted: [incidentId: string, page: number][];
}

async function liveAndDie(data: string, promised: Promised): Promise<void> {
  await using child = startChild(process.execPath, [writer, data]);
  const { stdout } = child.process;
  if (stdout === null) throw new Error("nothing reads what the writer says");
  let said = "";
  stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await child.line((line) => (line.startsWith("open") ? line : null));
  // The moment is what is random here; nothing waits for it to be long enough.
  await sleep(Math.random() * LONGEST_MS);
  const closed = new Promise((resolve) => child.process.once("close", resolve));
  child.process.kill("SIGKILL");
  await closed;
  // The last line may be cut off, and was then never read by anybody.
  for (const line of said.split("\n").slice(0, -1)) {
    const [what, first = "", second = ""] = line.split(" ");
    if (what === "page") promised.page = Number(first);
    if (what === "acknowledged") promised.acknowledged.push(first);
    if (what === "noted") promised.noted.push([first, Number(second)]);
  }
}

function check(data: string, promised: Promised): void {
  const db = new Database(join(data, "dinding.sqlite"), { readonly: true });
  const value = (sql: string, ...values: unknown[]): unknown =>
    db
      .prepare(sql)
      .pluck()
      .get(...values);
  expect(value("PRAGMA integrity_check")).toBe("ok");
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  const cursor = value("SELECT cursor FROM incident_sources WHERE id = ?", SOURCE);
  const page = typeof cursor === "string" ? cursorSchema.parse(JSON.parse(cursor)).page : 0;
  // Nothing that was said to be saved is lost, and a page is taken whole, with its cursor, or not at all.
  expect(page).toBeGreaterThanOrEqual(promised.page);
  expect(value("SELECT count(*) FROM incidents")).toBe(page * REPORTS_A_PAGE);
  expect(value("SELECT count(*) FROM incident_origins WHERE incident_id IS NOT NULL")).toBe(
    page * REPORTS_A_PAGE,
  );
  for (const id of promised.acknowledged)
    expect(value("SELECT json_extract(doc, '$.status') FROM incidents WHERE id = ?", id)).toBe(
      "acknowledged",
    );
  const note =
    "SELECT count(*) FROM incident_entries WHERE incident_id = ? AND json_extract(doc, '$.text') = ?";
  for (const [id, of] of promised.noted) expect(value(note, id, `catatan ${of}`)).toBe(1);
  // Nothing is doubled: no incident, entry or answer, and what was done waits once to be told.
  expect(value("SELECT count(DISTINCT json_extract(doc, '$.text')) FROM incidents")).toBe(
    page * REPORTS_A_PAGE,
  );
  const doubled =
    "SELECT count(*) FROM (SELECT 1 FROM incident_entries GROUP BY incident_id, doc HAVING count(*) > 1)";
  expect(value(doubled)).toBe(0);
  const done =
    "SELECT count(*) FROM incident_entries WHERE json_extract(doc, '$.kind') IN ('note', 'changed')";
  expect(value("SELECT count(*) FROM outbox")).toBe(value(done));
  const odd = `SELECT count(*) FROM incidents i WHERE version <> (
    SELECT count(*) FROM incident_versions v WHERE v.incident_id = i.id)`;
  expect(value(odd)).toBe(0);
  db.close();
}

it(
  `loses and doubles nothing that was said to be saved, killed at ${KILLS} moments of reading a source and acting on it`,
  async () => {
    const data = newFolder();
    const store = await opened(data);
    const adapter = { kind: "webhook", windowS: 300, callback: "http://127.0.0.1:9/" } as const;
    await store.incidentSources.add({
      ...{
        id: SOURCE,
        name: "Sumber",
        enabled: true,
        adapter,
        everyS: 60,
        secrets: ["rahasia-yang-panjang-sekali"],
      },
      defaults: { kind: "other", severity: "medium" },
    });
    await store.close();
    const promised: Promised = { page: 0, acknowledged: [], noted: [] };
    for (let kill = 0; kill < KILLS; kill += 1) {
      await liveAndDie(data, promised);
      check(data, promised);
    }
    // Each life got somewhere, so that the kills met work and not only a start.
    expect(promised.page).toBeGreaterThan(KILLS);
  },
  60_000 + KILLS * 5000,
);
