import { expect, it } from "vitest";
import { Presences } from "../../../src/main/desk/presences.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

function open() {
  const clock = new SimulatedClock();
  let changes = 0;
  const changed = () => {
    changes += 1;
  };
  const presences = new Presences({ clock, changed });
  const names = () => presences.list().map(({ name }) => name);
  return { clock, presences, names, changes: () => changes };
}
const view = { wallId: "utama", layoutId: null, tileIds: [] };

it("is who says so, until they leave or have not said so for 25 s; saying the same again is no news", async () => {
  const { clock, presences, names, changes } = open();
  presences.put("a", "oki", view, "session");
  await clock.advance(10_000);
  presences.put("b", "tono", view, "session");
  presences.put("a", "oki", view, "session");
  expect([names(), changes()]).toEqual([["oki", "tono"], 2]);
  const [first] = presences.list();
  presences.put("a", "oki", { ...view, layoutId: "satu", tileIds: ["t"] }, "session");
  expect(presences.list()[0]).toEqual({ ...first, layoutId: "satu", tileIds: ["t"] });
  expect(changes()).toBe(3);
  await clock.advance(24_999);
  expect(names()).toEqual(["oki", "tono"]);
  await clock.advance(1);
  expect([names(), changes()]).toEqual([[], 5]);
  presences.put("a", "oki", view, "session");
  presences.leave("a", "oki");
  presences.leave("a", "oki");
  expect([names(), changes(), clock.waiting]).toEqual([[], 7, 0]);
});

it("refuses a desk that is somebody else's, and the five hundred and first", () => {
  const { presences } = open();
  presences.put("a", "oki", view, "session");
  expect(() => presences.put("a", "tono", view, "session")).toThrow(
    expect.objectContaining({ kind: "conflict" }),
  );
  expect(() => presences.leave("a", "tono")).toThrow(expect.objectContaining({ kind: "conflict" }));
  for (let desk = 1; desk < 500; desk += 1) presences.put(`d${desk}`, "oki", view, "session");
  expect(() => presences.put("more", "oki", view, "session")).toThrow(
    expect.objectContaining({ kind: "tooMany" }),
  );
  presences.put("a", "oki", view, "session");
  presences.close();
});

it("is left with the session in which it was opened, and by a visitor who signs in", async () => {
  const { clock, presences, names, changes } = open();
  presences.put("a", "oki", view, "of oki");
  presences.put("b", "oki", view, "of oki elsewhere");
  presences.put("c", "demo", view, null);
  presences.ended(["of tono", "of oki"]);
  expect([names(), changes()]).toEqual([["oki", "demo"], 4]);
  presences.put("c", "tono", view, "of tono");
  expect(names()).toEqual(["oki", "tono"]);
  presences.put("d", "demo", view, null);
  presences.leave("d", "tono");
  expect(names()).toEqual(["oki", "tono"]);
  await clock.advance(25_000);
  expect([names(), clock.waiting]).toEqual([[], 0]);
});
