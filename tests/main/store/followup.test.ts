import { describe, expect, it } from "vitest";
import { checklistFor } from "../../../src/protocol/agency.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { newFolder, opened } from "./folders.ts";

const key = (last: number) => `1c9a1b6e-8a53-4b6e-9f3e-0f6d1b7f1c${String(last).padStart(2, "0")}`;

/** A clock that is set by hand, and a store by it. */
async function followed() {
  let now = Date.parse("2026-11-22T02:00:00Z");
  const store = await opened(newFolder(), { clock: { now: () => now } });
  const panic = { kind: "panic", severity: "critical" as const, text: "Tombol panik" };
  const { value } = await store.incidents.add(panic, "Tombol");
  return { store, id: value.id, pass: (ms: number) => (now += ms), now: () => now };
}

const kindsOf = async (store: Store, id: string) =>
  (await store.incidents.entries(id)).map(({ event }) => event.kind);

async function linked(how: { hours?: number; hash?: string; agencyId?: string } = {}) {
  const here = await followed();
  const { store, id } = here;
  const { hash = "hash", agencyId = "polisi", hours = 12 } = how;
  await store.incidents.assign(id, ["polisi", "damkar"], null, "oki");
  const expiresAt = here.now() + hours * 3_600_000;
  const link = { tokenHash: hash, incidentId: id, agencyId, expiresAt, sharesReporter: false };
  return { ...here, link: await store.crewLinks.add(link, "oki") };
}

describe("agencies of an incident", () => {
  it("are asked several at once, each with its checklist as it was then, and the incident is taken note of", async () => {
    const { store, id } = await followed();
    const { value } = await store.incidents.assign(id, ["polisi", "damkar", "polisi"], 1, "oki");
    expect(value).toMatchObject({ status: "acknowledged", acknowledgedBy: "oki", version: 2 });
    const polisi = (await store.agencies.list()).find((agency) => agency.id === "polisi");
    const steps = polisi && checklistFor(polisi, "panic")?.steps;
    expect(steps?.length).toBeGreaterThan(2);
    expect(value.assignments).toMatchObject([
      { agencyId: "polisi", assignedBy: "oki", steps: steps?.map((text) => ({ text })) },
      { agencyId: "damkar", assignedBy: "oki" },
    ]);
    expect(value.assignments?.[1]).not.toHaveProperty("steps");
    await store.agencies.put(
      {
        ...{ id: "polisi", name: "Polisi", shortName: "Polisi", kinds: [], dial: [] },
        checklists: [{ kinds: [], steps: ["Lain"] }],
      },
      polisi?.version ?? null,
    );
    const again = await store.incidents.assign(id, ["polisi", "dishub"], null, "oki");
    expect(again.value.assignments?.[0]?.steps?.[0]?.text).toBe(steps?.[0]);
    expect(await kindsOf(store, id)).toEqual(["reported", "changed", "assigned", "assigned", "assigned"]);
  });

  it("are those of the directory, of an incident that is not closed, at the version that was seen", async () => {
    const { store, id } = await followed();
    await expect(store.incidents.assign(id, ["nobody"], null, "oki")).rejects.toMatchObject({
      kind: "notFound",
    });
    await expect(store.incidents.assign(id, ["polisi"], 7, "oki")).rejects.toMatchObject({
      kind: "preconditionFailed",
    });
    await store.incidents.edit(id, { status: "closed", outcome: "Selesai" }, null, "oki");
    await expect(store.incidents.assign(id, ["polisi"], null, "oki")).rejects.toMatchObject({
      kind: "invalid",
    });
    expect((await store.incidents.get(id)).value).not.toHaveProperty("assignments");
    const reopened = await store.incidents.edit(id, { status: "open" }, null, "oki");
    expect(reopened.value).not.toHaveProperty("outcome");
  });

  it("accept and are done once each, and tick steps of their checklist with who and when", async () => {
    const { store, id, pass } = await followed();
    await store.incidents.assign(id, ["polisi"], null, "oki");
    pass(60_000);
    await store.incidents.editAssignment(id, "polisi", { said: "arrived" }, null, "oki");
    pass(60_000);
    await store.incidents.editAssignment(id, "polisi", { said: "accepted" }, null, "oki");
    const tick = { step: { index: 1, done: true } };
    await store.incidents.editAssignment(id, "polisi", tick, null, "oki");
    const twice = await store.incidents.editAssignment(id, "polisi", tick, null, "ana");
    expect(twice.value.assignments?.[0]).toMatchObject({
      ...{ acceptedAt: "2026-11-22T02:01:00.000Z", arrivedAt: "2026-11-22T02:01:00.000Z" },
      steps: expect.arrayContaining([expect.objectContaining({ doneBy: "oki" })]),
    });
    await store.incidents.editAssignment(id, "polisi", { step: { index: 1, done: false } }, null, "ana");
    const { value } = await store.incidents.editAssignment(id, "polisi", { said: "done" }, null, "ana");
    expect(value.assignments?.[0]?.steps?.[1]).not.toHaveProperty("doneAt");
    expect(value.assignments?.[0]?.doneAt).toBe("2026-11-22T02:02:00.000Z");
    expect((await kindsOf(store, id)).slice(3)).toEqual(["arrived", "step", "step", "done"]);
    const none = { step: { index: 39, done: true } };
    await expect(store.incidents.editAssignment(id, "polisi", none, null, "a")).rejects.toMatchObject({
      kind: "notFound",
    });
  });
});

describe("a crew's link", () => {
  it("leads to its own agency's part of its own incident, and what it tells is told once", async () => {
    const { store, id, pass } = await linked();
    pass(30_000);
    await store.crewLinks.report("hash", { what: "accepted", key: key(1) });
    await store.crewLinks.report("hash", { what: "text", text: "Macet", key: key(2) });
    await store.crewLinks.report("hash", { what: "text", text: "Macet", key: key(2) });
    await store.crewLinks.report("hash", { what: "needsHelp", key: key(3) });
    const sight = await store.crewLinks.open("hash");
    expect(sight).toMatchObject({
      agency: { shortName: "Polisi" },
      assignment: { agencyId: "polisi", acceptedBy: "Polisi", helpAskedAt: "2026-11-22T02:00:30.000Z" },
    });
    const entries = await store.incidents.entries(id);
    expect(entries.filter(({ by }) => by === "Polisi").map(({ event }) => event)).toEqual([
      { kind: "accepted", agencyId: "polisi" },
      { kind: "note", text: "Macet", agencyId: "polisi" },
      { kind: "needsHelp", agencyId: "polisi" },
    ]);
    expect(sight.incident.assignments?.[1]).not.toHaveProperty("acceptedAt");
  });

  it("is over when its time is, when it was ended, when its agency is asked no more, and when the incident is closed", async () => {
    const over = { kind: "linkOver" };
    const old = await linked({ hours: 1 });
    old.pass(3_599_999);
    await old.store.crewLinks.open("hash");
    old.pass(1);
    await expect(old.store.crewLinks.open("hash")).rejects.toMatchObject(over);

    const ended = await linked();
    await ended.store.crewLinks.end(ended.id, ended.link.id, "oki");
    await ended.store.crewLinks.end(ended.id, ended.link.id, "oki");
    await expect(ended.store.crewLinks.open("hash")).rejects.toMatchObject(over);
    await expect(ended.store.crewLinks.end("another", ended.link.id, "oki")).rejects.toMatchObject({
      kind: "notFound",
    });

    const unasked = await linked();
    await unasked.store.incidents.unassign(unasked.id, "polisi", null, "oki");
    await unasked.store.incidents.assign(unasked.id, ["polisi"], null, "oki");
    await expect(unasked.store.crewLinks.open("hash")).rejects.toMatchObject(over);

    const closed = await linked();
    await closed.store.incidents.edit(closed.id, { status: "closed" }, null, "oki");
    const report = { what: "accepted" as const, key: key(1) };
    await expect(closed.store.crewLinks.report("hash", report)).rejects.toMatchObject(over);
    await closed.store.incidents.edit(closed.id, { status: "open" }, null, "oki");
    await expect(closed.store.crewLinks.open("hash")).rejects.toMatchObject(over);
    expect((await closed.store.crewLinks.ofIncident(closed.id))[0]?.endedAt).toBeDefined();
  });

  it("is made only for an agency that was asked", async () => {
    const { store, id } = await followed();
    const link = {
      tokenHash: "h",
      incidentId: id,
      agencyId: "polisi",
      expiresAt: 9e12,
      sharesReporter: false,
    };
    await expect(store.crewLinks.add(link, "oki")).rejects.toMatchObject({ kind: "notFound" });
  });
});
