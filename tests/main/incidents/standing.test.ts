import { expect, it, onTestFinished } from "vitest";
import { StandingIncidents } from "../../../src/main/incidents/standing.ts";
import type { Incident } from "../../../src/protocol/incident.ts";
import { newFolder, opened } from "../store/folders.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

const AT = "2026-11-22T08:00:00.000Z";
const incident = (version: number, change: Partial<Incident> = {}): Incident => ({
  ...{ id: "i", kind: "flood", severity: "low", status: "open", text: "Banjir", source: "BPBD", version },
  ...{ occurredAt: AT, receivedAt: AT, updatedAt: AT },
  ...change,
});

function room() {
  const heard: string[] = [];
  const standing = new StandingIncidents(
    { incidents: { standing: () => Promise.resolve([]) } },
    new SimulatedClock(),
    () => {},
  );
  onTestFinished(() => standing.end());
  standing.listen({
    arrived: ({ version }) => heard.push(`arrived ${version}`),
    changed: ({ version }) => heard.push(`changed ${version}`),
    left: ({ version }) => heard.push(`left ${version}`),
  });
  return { standing, heard };
}

it("does not bring back what was closed or joined when an answer of the store that is older comes after it", () => {
  for (const over of [{ status: "closed" }, { joinedTo: "other" }] as const) {
    const { standing, heard } = room();
    standing.put([incident(1)]);
    standing.put([incident(3, over)]);
    standing.put([incident(2, { severity: "high" })]);
    expect(standing.list()).toEqual([]);
    standing.put([incident(4)]);
    expect(standing.list()).toHaveLength(1);
    expect(heard).toEqual(["arrived 1", "left 3", "arrived 4"]);
  }
  // Also where the first that is heard of it is that it is over.
  const { standing } = room();
  standing.put([incident(2, { status: "closed" })]);
  standing.put([incident(1)]);
  expect(standing.list()).toEqual([]);
});

it("is new to the rules when it is opened again, and split off again, and not when it merely changes", async () => {
  const store = await opened(newFolder());
  const add = async () =>
    (await store.incidents.add({ kind: "fire", severity: "low", text: "t" }, "s")).value.id;
  const [id, other] = [await add(), await add()];
  const pairs = [id, other].map((incidentId) => ({ ruleId: "r", incidentId }));
  const fired = async () => (await store.rules.fired([id, other])).map(({ incidentId }) => incidentId);
  await store.rules.fire({ pairs, alerts: [], raises: [], entries: [] });
  await store.incidents.edit(id, { status: "acknowledged" }, null, "s");
  await store.incidents.edit(id, { status: "closed" }, null, "s");
  expect((await fired()).toSorted()).toEqual([id, other].toSorted());
  await store.incidents.edit(id, { status: "open" }, null, "s");
  expect(await fired()).toEqual([other]);
  await store.incidents.edit(id, { severity: "high" }, null, "s");
  await store.rules.fire({ pairs: [{ ruleId: "r", incidentId: id }], alerts: [], raises: [], entries: [] });
  const joined = await store.incidents.join(id, other, "s");
  await store.incidents.split(joined.other.id, "s");
  expect(await fired()).toEqual([joined.stays.id]);
});
