import { afterAll, beforeAll, expect, it } from "vitest";
import { routes } from "../../../src/protocol/routes.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
/** 22:00 on 20 November, by the clock of Tarakan (WITA, UTC+8). */
const clock = new SimulatedClock(Date.UTC(2026, 10, 20, 14));
beforeAll(async () => {
  core = await startHere({ clock });
});
afterAll(() => core.stop());

const ask = (method: string, path: string, body?: unknown) =>
  core.ask(method, path, { token: core.tokens.operator, ...(body === undefined ? {} : { body }) });
const sheet = async (day: string) =>
  (await ask("GET", `/api/reports/day?day=${day}`)).as(routes.daySheet.reply);

it("is of a day of the site's calendar, adds up to how long cameras were to be shown, and comes as a table", async () => {
  await core.ask("POST", "/api/cameras", {
    token: core.tokens.technician,
    body: { id: "gerbang", name: "=Gerbang, utara", streams: [{ role: "main", url: "test:640x360@25" }] },
  });
  const tile = (id: string, x: number, cameraId: string) => ({
    ...{ id, rect: { x, y: 0, width: 100, height: 100 }, content: { kind: "camera", cameraId } },
  });
  const tiles = [tile("a", 0, "gerbang"), tile("b", 100, "hilang")];
  await ask("POST", "/api/layouts", { id: "satu", name: "Satu", wallId: "utama", tiles });
  await ask("POST", "/api/walls/utama/take", { layoutId: "satu" });
  // Three hours, of which two lie before midnight; no display shows the wall.
  for (let minute = 0; minute < 180; minute += 1) await clock.advance(60_000);
  const whole = async (day: string) => {
    const { cameras } = await sheet(day);
    return cameras.map(({ cameraId, name, seconds }) => [cameraId, name, Math.round(seconds.unseen / 60)]);
  };
  await expect
    .poll(() => whole("2026-11-20"))
    .toEqual([
      ["gerbang", "=Gerbang, utara", 120],
      ["hilang", "hilang", 120],
    ]);
  // The last minute of it is not stored yet.
  await expect
    .poll(async () => (await whole("2026-11-21")).map(([, , minutes]) => Number(minutes) >= 58))
    .toEqual([true, true]);
  expect(await whole("2026-11-19")).toEqual([]);
  expect(await sheet("2026-11-20")).toMatchObject({
    ...{ zone: "Asia/Makassar", from: "2026-11-19T16:00:00.000Z", until: "2026-11-20T16:00:00.000Z" },
  });

  const table = await ask("GET", "/api/reports/day/cameras?day=2026-11-20");
  expect(table.headers["content-disposition"]).toBe('attachment; filename="cameras-2026-11-20.csv"');
  const [head, first] = table.text.split("\r\n");
  expect(head).toBe(
    "day,cameraId,name,wantedS,liveS,frozenS,degradedS,delayedS,connectingS,staleS,lostS,replacedS,hiddenS,unseenS",
  );
  // What a spreadsheet would take for a formula is none.
  expect(first).toMatch(/^2026-11-20,gerbang,"'=Gerbang, utara",(\d+),0,0,0,0,0,0,0,0,0,\1$/u);
});

it("refuses what is no day", async () => {
  for (const day of ["2026-02-30", "hari-ini", ""])
    expect((await ask("GET", `/api/reports/day?day=${day}`)).status).toBe(400);
});
