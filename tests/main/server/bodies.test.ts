import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wallOf } from "../../../src/layouts/panel-grid.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import { siteTrialSchema } from "../../../src/protocol/site-trial.ts";
import { type Ask, type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
let before: string;
beforeAll(async () => {
  core = await startHere();
  await send("/api/cameras", { body: camera });
  before = await everything();
});
afterAll(() => core.stop());

const camera = { id: "cam-x", name: "Simpang", streams: [{ role: "main", url: "rtsp://10.0.0.9/1" }] };
const incident = { kind: "fire", severity: "high", text: "Asap" };

const send = (path: string, how: Ask, method = "POST") =>
  core.ask(method, path, { token: core.tokens.admin, ...how });

/** All that the API tells of what is stored. */
async function everything(): Promise<string> {
  const paths = ["/api/cameras", "/api/site", "/api/layouts", "/api/incidents", "/api/walls/utama"];
  const texts = await Promise.all(
    paths.map(async (path) => (await core.ask("GET", path, { token: core.tokens.admin })).text),
  );
  return texts.join("\n");
}

const manyTiles = Array.from({ length: 20_000 }, (_, index) => ({ id: `t${index}` }));

describe.each<[string, string, string, Ask, number, string | RegExp]>([
  ["no JSON", "POST", "/api/cameras", { body: "{" }, 400, "body"],
  ["no body where one is needed", "POST", "/api/cameras", {}, 400, "body"],
  ["a list instead of an object", "POST", "/api/cameras", { body: [] }, 400, "body"],
  ["null", "POST", "/api/cameras", { body: "null" }, 400, "body"],
  [
    "a number out of range",
    "POST",
    "/api/cameras",
    { body: { ...camera, id: "b", location: { lat: 91, lon: 0 } } },
    400,
    "location.lat",
  ],
  [
    "an unknown field",
    "POST",
    "/api/cameras",
    { body: { ...camera, id: "b", colour: "red" } },
    400,
    "colour",
  ],
  [
    "an unknown field deep inside",
    "POST",
    "/api/cameras",
    { body: { ...camera, id: "b", location: { lat: 1, lon: 2, height: 3 } } },
    400,
    "location.height",
  ],
  [
    "a field that poisons prototypes",
    "POST",
    "/api/cameras",
    { body: '{"id":"b","name":"x","__proto__":{"streams":[]}}' },
    400,
    "body",
  ],
  [
    "a scheme that is not opened",
    "POST",
    "/api/cameras",
    { body: { ...camera, id: "b", streams: [{ role: "main", url: "gopher://x/1" }] } },
    400,
    /url/,
  ],
  ["no pattern", "PUT", "/api/patterns/wall:utama", { body: { pattern: "plaid" } }, 400, "pattern"],
  ["no time", "PUT", "/api/patterns/wall:utama", { body: { pattern: "grid", seconds: 0 } }, 400, "seconds"],
  ["no target", "PUT", "/api/patterns/room:utama", { body: { pattern: "grid" } }, 400, "target"],
  ["a wall that is not there", "PUT", "/api/patterns/wall:lain", { body: { pattern: "grid" } }, 404, ""],
  ["an id that exists", "POST", "/api/cameras", { body: camera }, 409, ""],
  ["an id with a slash", "POST", "/api/cameras", { body: { ...camera, id: "a/b" } }, 400, "id"],
  [
    "a tile outside the canvas",
    "POST",
    "/api/layouts",
    { body: { name: "x", wallId: "utama", tiles: [tile({ x: 90_000 })] } },
    400,
    /tiles\.0/,
  ],
  [
    "a layout of no wall",
    "POST",
    "/api/layouts",
    { body: { name: "x", wallId: "lain", tiles: [] } },
    400,
    "wallId",
  ],
  [
    "another id than the address",
    "PUT",
    "/api/layouts/lain",
    { body: { id: "b", name: "x", wallId: "utama", tiles: [] } },
    400,
    "id",
  ],
  [
    "too many tiles",
    "POST",
    "/api/layouts",
    { body: { name: "x", wallId: "utama", tiles: manyTiles } },
    413,
    "",
  ],
  [
    "more than the limit",
    "POST",
    "/api/cameras",
    { body: { ...camera, name: "x".repeat(300_000) } },
    413,
    "",
  ],
  [
    "a layout that is not there",
    "POST",
    "/api/walls/utama/take",
    { body: { layoutId: "tidak-ada" } },
    404,
    "",
  ],
  ["a wall that is not there", "POST", "/api/walls/lain/take", { body: { layoutId: "ringkasan" } }, 404, ""],
  ["a body where none belongs", "POST", "/api/walls/utama/undo", { body: { revision: 3 } }, 400, "revision"],
  [
    "a severity that is none",
    "POST",
    "/api/incidents",
    { body: { ...incident, severity: "huge" } },
    400,
    "severity",
  ],
  [
    "a time without a zone",
    "POST",
    "/api/incidents",
    { body: { ...incident, occurredAt: "2026-01-01 10:00" } },
    400,
    "occurredAt",
  ],
  [
    "form data",
    "POST",
    "/api/incidents",
    { body: "kind=fire", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "Content-Type",
  ],
  [
    "plain text",
    "POST",
    "/api/incidents",
    { body: JSON.stringify(incident), headers: { "content-type": "text/plain" } },
    415,
    "Content-Type",
  ],
  [
    "no content type",
    "POST",
    "/api/incidents",
    { body: JSON.stringify(incident), headers: { "content-type": "" } },
    415,
    "Content-Type",
  ],
  [
    "a site without walls",
    "PUT",
    "/api/site",
    { body: { id: "x", name: "x", zone: "Asia/Jakarta", rooms: [], walls: [], outputs: [], viewports: [] } },
    400,
    "rooms",
  ],
])("a request with %s", (_, method, path, how, status, field) => {
  it.each(["en", "id"])("is a problem in %s and changes nothing", async (language) => {
    const headers = { ...how.headers, "accept-language": language };
    const answer = await send(path, { ...how, headers }, method);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.headers["content-language"]).toBe(language);
    const problem = answer.problem();
    expect(problem.status).toBe(status);
    expect(problem.detail).not.toMatch(/\{|undefined/);
    if (field instanceof RegExp) expect(problem.errors?.[0]?.field).toMatch(field);
    else if (field !== "") expect(problem.errors?.map((one) => one.field)).toContain(field);
    expect(await everything()).toBe(before);
  });
});

function tile(at: { x: number }) {
  return { id: "a", rect: { x: at.x, y: 0, width: 100, height: 100 }, content: { kind: "clock" } };
}

it("a problem names the field, what would fit and what was sent, in the visitor's language", async () => {
  const body = { ...camera, id: "b", location: { lat: 91.5, lon: 0 } };
  const words = async (language: string) =>
    (await send("/api/cameras", { body, headers: { "accept-language": language } })).problem().detail;
  expect(await words("en")).toMatch(/^location\.lat does not fit: .*<=90; 91\.5 was sent\.$/);
  expect(await words("id-ID,id;q=0.9,en;q=0.5")).toMatch(
    /^location\.lat tidak sesuai: .*<=90; yang dikirim 91\.5\.$/,
  );
  expect(await words("fr")).toMatch(/does not fit/);
});

it("a problem lists every field that does not fit", async () => {
  const answer = await send("/api/incidents", { body: { kind: "", severity: "x", text: "" } });
  expect(answer.problem().errors?.map(({ field }) => field)).toEqual(["kind", "severity", "text"]);
});

it("a problem never repeats a password", async () => {
  const streams = [
    { role: "main", url: "rtsp://ana:kata-kunci@10.0.0.9/1", password: "kata-kunci".repeat(100) },
  ];
  const answer = await send("/api/cameras", { body: { ...camera, id: "b", streams } });
  expect(answer.status).toBe(400);
  expect(answer.text).not.toContain("kata-kunci");
});

it("a stranger's body is not read", async () => {
  const answer = await core.ask("POST", "/api/cameras", { body: "{" });
  expect(answer.status).toBe(401);
});

it("a site of 2,000 panels is tried as it is put", async () => {
  const { site } = presets["tarakan-2x2"]();
  const size = { widthMm: 40, heightMm: 40, bezelMm: 0, pixels: { width: 16, height: 16 } };
  const face = wallOf({ kind: "led", status: "planned", columns: 50, rows: 40, ...size });
  const large = { ...site, walls: site.walls.map((wall) => ({ ...wall, ...face })), viewports: [] };
  expect(JSON.stringify(large).length).toBeGreaterThan(256 * 1024);
  const begun = await send("/api/site/trial", { body: large });
  expect(begun.status).toBe(201);
  const { id } = siteTrialSchema.parse(JSON.parse(begun.text));
  expect((await send(`/api/site/trial/${id}`, {}, "DELETE")).status).toBe(204);
  expect(await everything()).toBe(before);
});
