import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { signed } from "../../src/main/incidents/sources/webhook/signature.ts";
import { consoleTexts } from "../../src/renderer/i18n/console.ts";
import { incidentSchema } from "../../src/protocol/incident.ts";
import { addedSourceSchema } from "../../src/protocol/incident-source.ts";
import { wallStateSchema } from "../../src/protocol/wall.ts";
import { missingRtspServer, startRtspServer } from "../fixtures/rtsp/server.ts";
import { launchChromium, openPage, wallStatsOf } from "../renderer/fixtures/pages.ts";
import { showOneTile } from "./one-tile.ts";

const missing = await missingRtspServer();
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
const WAIT = { timeout: 60_000, interval: 100 };

/** Metres east of the button, and the name; the two nearest are not on the wall. */
const cameras = [
  ...([
    ["dekat", "Pasar Gusher", 40],
    ["sebelah", "Jl. Yos Sudarso", 90],
  ] as const),
  ...([
    ["utara", "Taman Kota", 900],
    ["timur", "Pelabuhan", 1500],
  ] as const),
  ...([
    ["selatan", "Kantor Wali Kota", 2500],
    ["barat", "Bandara", 4000],
  ] as const),
] as const;
const BUTTON = { lat: 3.3, lon: 117.6 };
/** Degrees of longitude of a metre at the button. */
const DEGREES_A_METRE = 1 / (111_195 * Math.cos((BUTTON.lat * Math.PI) / 180));

it.skipIf(missing !== null)(
  "brings the two nearest cameras up when a panic button is pressed, and the wall back when the matter is closed",
  { timeout: 180_000 },
  async () => {
    await using open = new AsyncDisposableStack();
    const patterns = ["ball", "smpte", "snow", "pinwheel", "ball", "smpte"];
    const server = open.use(
      await startRtspServer({
        cameras: cameras.map(([id], at) => ({
          ...{ path: `/${id}`, pattern: patterns[at] ?? "ball", width: 320, height: 180 },
          ...{ fps: 10, keyInterval: 10, bitrate: 300 },
        })),
      }),
    );
    const wall = open.use(
      await showOneTile(
        browser,
        cameras.map(([id, name, east]) => ({
          ...{ id, name, streams: [{ role: "main", url: server.url(`/${id}`) }] },
          location: { lat: BUTTON.lat, lon: BUTTON.lon + east * DEGREES_A_METRE },
        })),
        { kind: "camera", cameraId: "utara" },
      ),
    );
    const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const answer = await wall.ask(method, path, body);
      expect(answer.ok, `${method} ${path}`).toBe(true);
      return answer.status === 204 ? null : answer.json();
    };
    const quarter = (at: number) => ({
      x: (at % 2) * 960,
      y: Math.floor(at / 2) * 540,
      width: 960,
      height: 540,
    });
    await ask("POST", "/api/layouts", {
      ...{ id: "jaga", name: "Jaga", wallId: "utama" },
      tiles: cameras.slice(2).map(([cameraId], at) => ({
        ...{ id: `t${at}`, rect: quarter(at), priority: at + 1, content: { kind: "camera", cameraId } },
      })),
    });
    await ask("POST", "/api/walls/utama/take", { layoutId: "jaga" });
    /** Cameras whose live picture is on the glass. */
    const live = async () =>
      (await wallStatsOf(wall.page)).tiles
        .filter(({ state }) => state === "live")
        .map(({ cameraId }) => cameraId ?? "")
        .toSorted();
    await expect.poll(live, WAIT).toEqual(["barat", "selatan", "timur", "utara"]);
    const before = wallStateSchema.parse(await ask("GET", "/api/walls/utama"));

    await ask("POST", "/api/rules", {
      ...{ name: "Tombol panik", when: { kinds: ["panic"] } },
      do: { cameras: { count: 2, wallId: "utama", withinM: 2000 }, alert: true },
    });
    const { id, secret = "" } = addedSourceSchema.parse(
      await ask("POST", "/api/incident-sources", { name: "Tombol panik", adapter: { kind: "webhook" } }),
    );
    const desk = open.use(await openPage(browser, wall.core.url, { width: 1366, height: 768 }));
    const body = JSON.stringify({
      ...{ externalId: "1", change: "report" },
      fields: { kind: "panic", severity: "critical", text: "Tombol panik Pasar Gusher", location: BUTTON },
    });
    const pressed = await fetch(`${wall.core.url}/api/hooks/${id}`, {
      ...{ method: "POST", body },
      headers: { ...signed(secret, "m1", Buffer.from(body), Date.now()), "content-type": "application/json" },
    });
    const { incidentIds } = z.object({ incidentIds: z.tuple([z.string()]) }).parse(await pressed.json());
    const [incidentId] = incidentIds;

    // The least important two of the four have made room.
    await expect.poll(live, WAIT).toEqual(["dekat", "sebelah", "timur", "utara"]);
    await expect.poll(() => wall.page.innerText(".ticker"), WAIT).toContain("Tombol panik Pasar Gusher");

    const { incidents, followup } = consoleTexts.id;
    const list = desk.page.getByRole("region", { name: incidents.title });
    await list.getByRole("button", { name: "Tombol panik Pasar Gusher" }).click();
    const panel = desk.page.getByRole("region", { name: "Tombol panik Pasar Gusher", exact: true });
    await panel.getByRole("button", { name: incidents.acknowledge }).click();
    const incident = async () => incidentSchema.parse(await ask("GET", `/api/incidents/${incidentId}`));
    await expect.poll(async () => (await incident()).status, WAIT).toBe("acknowledged");
    await panel.getByLabel(/Polisi/).check();
    await panel.getByRole("button", { name: followup.assign }).click();
    await expect
      .poll(async () => (await incident()).assignments, WAIT)
      .toMatchObject([{ agencyId: "polisi" }]);
    // Somebody is at work on it: the cameras stay.
    expect(await live()).toEqual(["dekat", "sebelah", "timur", "utara"]);

    await panel.getByRole("button", { name: followup.close }).click();
    await desk.page.getByLabel(followup.outcomeOwn).fill("Ditangani kepolisian");
    await desk.page.keyboard.press("Enter");
    await expect.poll(incident, WAIT).toMatchObject({ status: "closed", outcome: "Ditangani kepolisian" });
    await expect.poll(live, WAIT).toEqual(["barat", "selatan", "timur", "utara"]);
    const after = wallStateSchema.parse(await ask("GET", "/api/walls/utama"));
    expect({ layoutId: after.layoutId, tiles: after.tiles }).toEqual({
      ...{ layoutId: before.layoutId, tiles: before.tiles },
    });
    const course = z
      .array(z.object({ event: z.object({ kind: z.string() }) }))
      .parse(await ask("GET", `/api/incidents/${incidentId}/entries`));
    expect(course.map(({ event }) => event.kind)).toEqual(
      expect.arrayContaining(["reported", "raised", "changed", "assigned", "restored"]),
    );
    expect([...wall.errors, ...desk.errors]).toEqual([]);
  },
);
