import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { AuditBook } from "../../../src/main/audit/audit-book.ts";
import { auditCsv, auditJsonLines, chainWords } from "../../../src/main/audit/audit-file.ts";
import { detailOf, NEVER_WRITTEN } from "../../../src/main/audit/redact.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { openStore } from "../../../src/main/store/open.ts";
import type { NewAuditEntry } from "../../../src/main/store/people-store.ts";
import { auditEntrySchema } from "../../../src/protocol/audit.ts";
import { fixedClock } from "../access/fixed-clock.ts";

const START = Date.parse("2026-11-22T08:00:00Z");
const DAY_MS = 86_400_000;
const log = createLog("silent");

async function opened() {
  const data = mkdtempSync(join(tmpdir(), "dinding-audit-"));
  const store = await openStore({ data });
  const clock = fixedClock(START);
  const book = new AuditBook(store, clock, log);
  onTestFinished(async () => {
    await book.close();
    await store.close();
    rmSync(data, { recursive: true, force: true });
  });
  return { data, store, clock, book };
}

const took = (thingId: string): Omit<NewAuditEntry, "at" | "times"> => ({
  ...{
    by: "oki",
    role: "operator",
    way: "cookie",
    address: "10.0.0.4",
    act: "take",
    thing: "walls",
    thingId,
  },
  ...{ status: 202, detail: '{"layoutId":"pagi"}' },
});
const knock = (address: string): Omit<NewAuditEntry, "at" | "times"> => ({
  ...{ by: "?", role: null, way: "none", address, act: "signIn", thing: "session", thingId: "", status: 401 },
  detail: '{"problem":"wrongCredentials"}',
});

describe("the chain", () => {
  it("tells of every entry that was changed, removed or put in between, and of none otherwise", async () => {
    const { data, book } = await opened();
    for (let at = 1; at <= 5; at += 1) await book.enter(took(`w${at}`), false);
    const whole = await book.chain();
    expect(whole).toMatchObject({ whole: true, brokenAt: null, entries: 5, firstSeq: 1, lastSeq: 5 });
    expect(whole.lastHash).toMatch(/^[0-9a-f]{64}$/);
    // Whoever has the file may drop the triggers, and still cannot hide what they did.
    const other = new Database(join(data, "dinding.sqlite"));
    onTestFinished(() => void other.close());
    other.exec("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_goes_when_old");
    const tried = async (change: string, back: string) => {
      other.exec(change);
      const { brokenAt } = await book.chain();
      other.exec(back);
      return brokenAt;
    };
    expect(await tried("UPDATE audit SET by = 'lain' WHERE seq = 3", "UPDATE audit SET by = 'oki'")).toBe(3);
    expect(
      await tried("UPDATE audit SET at = at + 1 WHERE seq = 1", "UPDATE audit SET at = at - 1 WHERE seq = 1"),
    ).toBe(1);
    expect(
      await tried("UPDATE audit SET seq = 9 WHERE seq = 5", "UPDATE audit SET seq = 5 WHERE seq = 9"),
    ).toBe(9);
    expect(await book.chain()).toEqual(whole);
    other.exec("DELETE FROM audit WHERE seq = 2");
    expect(await book.chain()).toMatchObject({ whole: false, brokenAt: 3 });
    expect(chainWords(await book.chain())).toMatch(/^broken at #3, 1 entries/);
  });

  it("goes on after the oldest went, which is told", async () => {
    const { store, clock, book } = await opened();
    await book.enter(took("lama"), false);
    await book.enter(took("lama juga"), false);
    expect(await store.audit.prune(clock.now() + 399 * DAY_MS)).toBe(0);
    expect(await store.audit.prune(clock.now() + 401 * DAY_MS)).toBe(2);
    await book.enter(took("baru"), false);
    const { entries } = await book.page({}, undefined, 10);
    expect(entries.map(({ act, thingId }) => [act, thingId])).toEqual([
      ["take", "baru"],
      ["auditPruned", "2"],
    ]);
    expect(entries[1]?.detail).toContain('"entries":2');
    expect(await book.chain()).toMatchObject({ whole: true, entries: 2, firstSeq: 3, lastSeq: 4 });
  });
});

describe("what is the same again", () => {
  it("is written once and counted, and told at the end of its minute", async () => {
    const { clock, book } = await opened();
    for (let round = 0; round < 500; round += 1) await book.enter(knock("10.9.9.9"), true);
    await book.enter(knock("10.9.9.8"), true);
    const told = async () =>
      (await book.page({}, undefined, 200)).entries.map(({ address, times }) => [address, times]);
    expect(await told()).toEqual([
      ["10.9.9.8", 1],
      ["10.9.9.9", 1],
    ]);
    clock.advance(60_000);
    await vi.waitFor(async () => expect(await told()).toContainEqual(["10.9.9.9", 499]));
  });

  it("comes from a bounded number of strangers, and the others are told as several", async () => {
    const { book, clock } = await opened();
    for (let one = 0; one < 300; one += 1) await book.enter(knock(`10.0.${one >> 8}.${one & 255}`), true);
    expect((await book.page({}, undefined, 200)).entries).toHaveLength(60);
    clock.advance(60_000);
    await vi.waitFor(async () => {
      const [last] = (await book.page({}, undefined, 1)).entries;
      expect(last).toMatchObject({ times: 240, address: "", detail: '{"several":true}' });
    });
  });

  it("is told at the end, when the core stops", async () => {
    const { store, book } = await opened();
    for (let round = 0; round < 3; round += 1) await book.enter(knock("10.9.9.9"), true);
    await book.close();
    expect((await store.audit.newest({}, 9e12, 1))[0]?.times).toBe(2);
  });
});

it("is searched by time, person, act and thing", async () => {
  const { clock, book } = await opened();
  await book.enter(took("utama"), false);
  clock.advance(3_600_000);
  await book.enter({ ...took("samping"), by: "Sri Wahyuni" }, false);
  await book.enter({ ...took("kamera-1"), act: "editCamera", thing: "cameras" }, false);
  const found = async (query: Parameters<AuditBook["page"]>[0]) =>
    (await book.page(query, undefined, 10)).entries.map(({ thingId }) => thingId);
  expect(await found({ by: "sri" })).toEqual(["samping"]);
  expect(await found({ act: "TAKE" })).toEqual(["samping", "utama"]);
  expect(await found({ thing: "cameras/kamera" })).toEqual(["kamera-1"]);
  expect(await found({ by: "%" })).toEqual([]);
  expect(await found({ until: "2026-11-22T15:30:00+07:00" })).toEqual(["utama"]);
  expect(await found({ from: "2026-11-22T08:30:00Z" })).toEqual(["kamera-1", "samping"]);
  const first = await book.page({}, undefined, 2);
  expect([first.entries.length, first.earlier]).toEqual([2, true]);
  const rest = await book.page({}, first.entries[1]?.seq, 2);
  expect([rest.entries.map(({ thingId }) => thingId), rest.earlier]).toEqual([["utama"], false]);
});

it("is exported with what the chain says, and no cell that a spreadsheet would run", async () => {
  const { book } = await opened();
  await book.enter({ ...took("=HYPERLINK(1)"), by: "+cmd" }, false);
  const { entries, more } = await book.all({});
  const chain = await book.chain();
  const csv = Buffer.from(auditCsv(entries, more, chain)).toString();
  const lines = csv.trimEnd().split("\r\n");
  expect(lines[0]).toBe("seq,at,by,role,way,address,act,thing,thingId,status,times,detail,hash");
  expect(lines[1]).toContain(",'+cmd,");
  expect(lines[1]).toContain(",'=HYPERLINK(1),");
  expect(lines[2]).toContain("auditChain");
  expect(lines[2]).toContain('""whole"":true');
  const told = Buffer.from(auditJsonLines(entries, more, chain))
    .toString()
    .trimEnd()
    .split("\n");
  expect(auditEntrySchema.parse(JSON.parse(told[0] ?? ""))).toMatchObject({ by: "+cmd", status: 202 });
  expect(JSON.parse(told[1] ?? "")).toEqual({ auditChain: chain, more: false });
});

describe("what was sent", () => {
  it("is told without secrets, wherever they lie", () => {
    const secret = "s3cr3t-word";
    const body = {
      name: "Simpang",
      streams: [
        { url: `rtsp://ana:${secret}@10.0.0.9/1?key=${secret}#${secret}`, username: "ana", password: secret },
      ],
      adapter: { headers: { "X-Key": secret }, apiKey: secret, deep: { Token: secret } },
      reporter: { phone: secret },
    };
    const told = detailOf(body);
    expect(told).not.toContain(secret);
    expect(told).toContain("rtsp://…@10.0.0.9/1?…");
    expect(told).toContain("Simpang");
  });

  it("never holds the value of a field of the closed list, and never grows beyond its bound", () => {
    const names = fc.constantFrom(...NEVER_WRITTEN).map((name) => name.toUpperCase());
    fc.assert(
      fc.property(names, fc.jsonValue(), fc.jsonValue(), (name, value, other) => {
        const told = detailOf({ a: [{ [name]: { x: "zzsecretzz", value } }], other });
        expect(told).not.toContain("zzsecretzz");
        expect(told.length).toBeLessThanOrEqual(9000);
        JSON.parse(told);
      }),
    );
    expect(
      detailOf({ tiles: Array.from({ length: 900 }, (_, id) => ({ id, text: "x".repeat(999) })) }).length,
    ).toBeLessThan(2100);
    expect(detailOf(null)).toBe("{}");
  });
});
