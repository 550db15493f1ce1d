import { expect, it } from "vitest";
import type { Site } from "../../../src/layouts/site.ts";
import { MONITOR_MS, WallBrightness } from "../../../src/main/wall/brightness.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { twoOutputs } from "./small-site.ts";

const MINUTE = 60_000;
const schedule = { dayFrom: "06:00", nightFrom: "18:00", day: 90, night: 40 };

/** A site whose clock stands at minute 0 of `zone`'s day on the simulated clock, moved to `hours`. */
async function room(hours: number, site: Site) {
  const clock = new SimulatedClock();
  const walls = { site, storedSite: site };
  let changes = 0;
  const brightness = new WallBrightness({ walls, clock, changed: () => (changes += 1) });
  const midnight = 24 * 60 * MINUTE - (clock.now() % (24 * 60 * MINUTE));
  await clock.advance(midnight + hours * 60 * MINUTE);
  changes = 0;
  return { clock, walls, brightness, changes: () => changes };
}

/** UTC, so that the simulated clock's midnight is the site's. */
const scheduled = (): Site => ({ ...twoOutputs(), zone: "Etc/UTC", brightness: schedule });
const output = (site: Site, id: string) => site.outputs.find((each) => each.id === id) ?? site.outputs[0];

it("follows day and night, tells of each step of the dusk, and of nothing else", async () => {
  const { clock, brightness, changes } = await room(17, scheduled());
  expect(brightness.state).toMatchObject({ percent: 90, by: "schedule", name: null });
  await clock.advance(59 * MINUTE);
  expect(changes()).toBe(0);
  await clock.advance(30 * MINUTE);
  expect(brightness.state.percent).toBe(40);
  expect(changes()).toBe(50);
  brightness.close();
  await clock.advance(24 * 60 * MINUTE);
  expect(changes()).toBe(50);
});

it("is what somebody said until the other part of the day begins, dusk or not", async () => {
  const { clock, brightness } = await room(18.1, scheduled());
  expect(brightness.set(75, "oki")).toMatchObject({ percent: 75, by: "manual", name: "oki" });
  await clock.advance(11 * 60 * MINUTE);
  expect(brightness.state.percent).toBe(75);
  await clock.advance(2 * 60 * MINUTE);
  expect(brightness.state).toMatchObject({ percent: 90, by: "schedule", name: null });
  brightness.set(50, "oki");
  expect(brightness.set(null, "oki")).toMatchObject({ percent: 90, by: "schedule" });
  brightness.close();
});

it("is not what somebody said yesterday, and a schedule that is only tried ends no wish", async () => {
  const { clock, walls, brightness } = await room(10, scheduled());
  brightness.set(20, "oki");
  walls.site = { ...scheduled(), brightness: { ...schedule, nightFrom: "09:00" } };
  await clock.advance(MINUTE);
  walls.site = walls.storedSite;
  expect(brightness.state).toMatchObject({ percent: 20, by: "manual" });
  for (let day = 1; day <= 2; day += 1) {
    await clock.advance(24 * 60 * MINUTE);
    expect(brightness.state).toMatchObject({ percent: 90, by: "schedule" });
  }
  brightness.close();
});

it("is full where nobody has said, and by hand for ever without a schedule", async () => {
  const { clock, brightness } = await room(12, twoOutputs());
  expect(brightness.state).toMatchObject({ percent: 100, by: "none" });
  brightness.set(30, "oki");
  await clock.advance(48 * 60 * MINUTE);
  expect(brightness.state).toMatchObject({ percent: 30, by: "manual" });
  brightness.close();
});

it("is the layer's where no monitor follows, the monitor's while its machine says so, else as the site says", async () => {
  const { clock, walls, brightness, changes } = await room(0, scheduled());
  const [kiri, kanan] = [output(walls.site, "kiri"), output(walls.site, "kanan")];
  if (kiri === undefined || kanan === undefined) throw new Error("no outputs");
  expect(brightness.layerOf(kiri)).toBe(40);
  brightness.follows(["kiri"]);
  expect(changes()).toBe(1);
  expect([brightness.layerOf(kiri), brightness.layerOf(kanan)]).toEqual([100, 40]);
  expect(brightness.state.outputs).toEqual([
    { outputId: "kiri", by: "monitor" },
    { outputId: "kanan", by: "layer" },
  ]);
  await clock.advance(MONITOR_MS);
  expect(brightness.layerOf(kiri)).toBe(40);
  expect(changes()).toBe(2);
  expect(brightness.layerOf({ ...kiri, dimming: "processor" })).toBe(100);
  expect(brightness.layerOf({ ...kiri, dimming: "layer" })).toBe(40);
  brightness.close();
});
