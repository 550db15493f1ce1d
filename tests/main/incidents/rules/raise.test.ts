import { afterEach, expect, it, vi } from "vitest";
import { imageSchema } from "../../../../src/protocol/image.ts";
import { pngOf } from "../../../fixtures/pictures.ts";
import { at, HERE, type Six, startSix } from "./six-cameras.ts";

let six: Six;
afterEach(() => six.core.stop());

const before = ["jauh-1", "jauh-2", "jauh-3", "palsu"];
const soon = { timeout: 20_000, interval: 20 };

async function raised(...cameraIds: string[]) {
  await vi.waitFor(async () => expect(await six.shown()).toEqual(expect.arrayContaining(cameraIds)), soon);
}

async function is(wall: unknown) {
  await vi.waitFor(async () => {
    const { layoutId, tiles } = await six.wall();
    expect({ layoutId, tiles }).toEqual(wall);
  }, soon);
}

async function picture() {
  const { layoutId, tiles } = await six.wall();
  return { layoutId, tiles };
}

it("raises the two of six cameras that see the place, and brings the wall back when it is closed", async () => {
  six = await startSix();
  const had = await picture();
  await six.rule();
  const incident = await six.incident();
  await raised("dekat-1", "dekat-2");
  const wall = await six.wall();
  expect(wall).toMatchObject({ takenBy: "Panik", takenAs: "rule" });
  // The others of the layout stay where they were.
  expect(wall.tiles.map(({ id, rect }) => ({ id, rect }))).toEqual(
    had.tiles.map(({ id, rect }) => ({ id, rect })),
  );
  expect((await six.shown()).filter((id) => before.includes(id))).toHaveLength(2);
  await six.set(incident.id, { status: "closed" });
  await is(had);
  const log = await six.entries(incident.id);
  expect(log.map(({ event, by }) => [event.kind, by])).toEqual(
    expect.arrayContaining([
      ["raised", "rule Panik"],
      ["restored", "rule Panik"],
    ]),
  );
  expect(log.find(({ event }) => event.kind === "raised")?.event).toMatchObject({
    wallId: "utama",
    cameraIds: ["dekat-1", "dekat-2"],
  });
  expect(await six.raises()).toEqual([]);
});

it("brings the wall back also where the core was restarted in between, and where it was closed meanwhile", async () => {
  six = await startSix();
  const had = await picture();
  await six.rule();
  const incident = await six.incident();
  await raised("dekat-1", "dekat-2");
  await six.restart();
  await raised("dekat-1", "dekat-2");
  await six.set(incident.id, { status: "closed" });
  await is(had);
});

it("leaves what an operator took meanwhile", async () => {
  six = await startSix();
  await six.rule();
  const incident = await six.incident();
  await raised("dekat-1", "dekat-2");
  await six.take("sore");
  const taken = await picture();
  await vi.waitFor(async () => expect(await six.raises()).toEqual([]), soon);
  await six.set(incident.id, { status: "closed" });
  await six.clock.advance(60_000);
  expect(await picture()).toEqual(taken);
  expect((await six.wall()).takenAs).not.toBe("rule");
});

it("ends with an operator's undo, which brings back what was there", async () => {
  six = await startSix();
  const had = await picture();
  await six.rule();
  const incident = await six.incident();
  await raised("dekat-1", "dekat-2");
  await six.undo();
  expect(await picture()).toEqual(had);
  expect(await six.raises()).toEqual([]);
  await six.set(incident.id, { status: "closed" });
  await six.clock.advance(60_000);
  expect(await picture()).toEqual(had);
});

it.each([
  ["an undo", () => six.undo()],
  ["its end", async () => six.made(`/api/raises/${(await six.raises())[0]?.id}`, undefined, "DELETE")],
] as const)(
  "leaves to what waited by the clock what %s brings back, also after a restart",
  async (_, end) => {
    six = await startSix();
    await six.made(
      "/api/schedule/siang",
      {
        ...{ id: "siang", name: "Siang", wallId: "utama", days: [1, 2, 3, 4, 5, 6, 7] },
        ...{ when: { at: "12:10" }, does: { kind: "layout", layoutId: "sore" } },
      },
      "PUT",
    );
    await six.rule();
    await six.incident();
    await raised("dekat-1", "dekat-2");
    await six.clock.advance(11 * 60_000);
    // Raised once more since then.
    await six.incident({ location: at(1200, -80), text: "Yang lain" });
    await vi.waitFor(
      async () =>
        expect((await six.raises()).map(({ raisedAt }) => raisedAt !== undefined)).toEqual([true, true]),
      soon,
    );
    await six.restart();
    for (let left = 2; left > 0; left -= 1) {
      await end();
      expect((await six.wall()).takenAs).toBe("person");
    }
    await six.clock.advance(2_000);
    await vi.waitFor(async () => {
      await six.clock.advance(2_000);
      expect(await six.wall()).toMatchObject({ layoutId: "sore", takenAs: "schedule" });
    }, soon);
  },
);

it.each([
  ["the first", 0],
  ["the second", 1],
])("unwinds two incidents at once when %s is closed before the other", async (_, first) => {
  six = await startSix();
  const had = await picture();
  await six.rule({ do: { cameras: { count: 1, wallId: "utama", withinM: 500 } } });
  const one = await six.incident();
  await raised("dekat-1");
  const other = await six.incident({ location: at(1200, -80), text: "Yang lain" });
  await vi.waitFor(async () => expect(await six.raises()).toHaveLength(2), soon);
  // The governor holds the second back.
  expect((await six.raises()).map(({ raisedAt }) => raisedAt !== undefined)).toEqual([true, false]);
  await six.clock.advance(30_000);
  await vi.waitFor(
    async () => expect((await six.raises()).every(({ raisedAt }) => raisedAt !== undefined)).toBe(true),
    soon,
  );
  const ids = [one.id, other.id];
  await six.set(ids[first] ?? "", { status: "closed" });
  await vi.waitFor(async () => expect(await six.raises()).toHaveLength(1), soon);
  await six.set(ids[1 - first] ?? "", { status: "closed" });
  await is(had);
});

it("goes back by itself after the rule's minutes, and when the incident expires", async () => {
  six = await startSix();
  const had = await picture();
  await six.rule({ until: 5 });
  await six.incident();
  await raised("dekat-1", "dekat-2");
  await six.clock.advance(5 * 60_000 - 1000);
  await raised("dekat-1", "dekat-2");
  await six.clock.advance(1000);
  await is(had);
  await six.incident({ location: HERE, expiresAt: new Date(six.clock.now() + 120_000).toISOString() });
  await six.clock.advance(30_000);
  await raised("dekat-1", "dekat-2");
  await six.clock.advance(120_000);
  await is(had);
});

it("raises once for several incidents at one place, and goes back when the last of them is over", async () => {
  six = await startSix();
  const had = await picture();
  await six.rule();
  const one = await six.incident();
  await raised("dekat-1", "dekat-2");
  const { takeId } = await six.wall();
  const other = await six.incident({ location: at(20, 10) });
  await vi.waitFor(
    async () => expect((await six.entries(other.id)).map(({ event }) => event.kind)).toContain("raised"),
    soon,
  );
  await six.clock.advance(60_000);
  expect((await six.wall()).takeId).toBe(takeId);
  expect(await six.raises()).toMatchObject([{ incidentIds: [one.id, other.id] }]);
  await six.set(one.id, { status: "closed" });
  await six.clock.advance(60_000);
  expect((await six.wall()).takeId).toBe(takeId);
  await six.set(other.id, { status: "closed" });
  await is(had);
});

it("takes a rule's layout with the cameras in it, and one that is gone does not keep the cameras away", async () => {
  six = await startSix();
  const had = await picture();
  const rule = await six.rule({
    do: { cameras: { count: 2, wallId: "utama", withinM: 500 }, layoutId: "sore", wallId: "utama" },
  });
  const incident = await six.incident();
  await raised("dekat-1", "dekat-2");
  expect((await six.wall()).layoutId).toBe("sore");
  await six.set(incident.id, { status: "closed" });
  await is(had);
  await six.made("/api/layouts/sore", undefined, "DELETE");
  await six.clock.advance(30_000);
  await six.incident();
  await raised("dekat-1", "dekat-2");
  expect((await six.wall()).layoutId).toBe("pagi");
  expect((await six.raises()).map(({ ruleId }) => ruleId)).toEqual([rule.id]);
});

it("changes a wall twice in a minute of 200 incidents, tells an operator at most six alerts, and loses none", async () => {
  six = await startSix();
  await six.rule({
    do: { cameras: { count: 2, wallId: "utama", withinM: 500 }, alert: true },
    priority: "high",
  });
  const takes = new Set([(await six.wall()).takeId]);
  for (let nth = 0; nth < 200; nth += 1) {
    await six.incident({ location: at(nth * 70, 0), text: `Kejadian ${nth}` });
    if (nth % 10 === 9) {
      await vi.waitFor(async () => {
        const { told, held } = await six.alerts();
        expect(told.reduce((sum, { count }) => sum + count, held?.count ?? 0)).toBe(nth + 1);
      }, soon);
      takes.add((await six.wall()).takeId);
    }
    await six.clock.advance(299);
  }
  takes.add((await six.wall()).takeId);
  expect(takes.size - 1).toBe(2);
  const { told, held } = await six.alerts();
  expect(told.length).toBeLessThanOrEqual(6);
  expect(told.reduce((sum, { count }) => sum + count, held?.count ?? 0)).toBe(200);
  const raises = await six.raises();
  expect(new Set(raises.flatMap(({ incidentIds }) => incidentIds)).size).toBe(200);
  // Those held back are told as one when there is room.
  await six.clock.advance(10 * 60_000);
  const later = await six.alerts();
  expect(later.held).toBeNull();
  expect(later.told.reduce((sum, { count }) => sum + count, 0)).toBe(200);
}, 60_000);

it("asks for the pictures of cameras as far off as it wants them, and says which did not run", async () => {
  six = await startSix();
  await six.made("/api/cameras", {
    ...{ id: "tengah", name: "tengah", location: { ...at(400, 0), heading: 270 } },
    streams: [{ role: "main", url: "test:320x180@5" }],
  });
  await six.rule();
  const incident = await six.incident();
  await vi.waitFor(
    async () =>
      expect((await six.entries(incident.id)).map(({ event }) => event)).toContainEqual({
        ...{ kind: "noClip", cameraId: "tengah", why: "notRunning" },
      }),
    soon,
  );
});

it("keeps the uploaded picture that comes back to the wall, whatever became of its layout", async () => {
  six = await startSix();
  const { technician: token } = six.core.tokens;
  const bytes = pngOf({ width: 8, height: 4 }, [9, 9, 9]);
  const image = imageSchema.parse(
    (await six.core.ask("POST", "/api/images?name=Logo", { token, body: bytes })).json(),
  );
  const rect = { x: 0, y: 0, width: 640, height: 360 };
  const tiles = [{ id: "logo", rect, content: { kind: "image", imageId: image.id } }];
  await six.made("/api/layouts", { id: "logo", name: "Logo", wallId: "utama", tiles });
  await six.take("logo");
  await six.made("/api/layouts/logo", undefined, "DELETE");
  const had = await picture();
  await six.rule();
  const incident = await six.incident();
  await raised("dekat-1", "dekat-2");
  const path = `/api/images/${image.id}`;
  expect((await six.core.ask("DELETE", path, { token })).status).toBe(409);
  await six.set(incident.id, { status: "closed" });
  await is(had);
  expect((await six.core.ask("GET", path, { token })).status).toBe(200);
});
