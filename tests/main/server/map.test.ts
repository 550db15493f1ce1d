import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mapFaceSchema } from "../../../src/protocol/map.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
const archive = Buffer.alloc(5000, 7);
archive.write("PMTiles", "latin1");
archive[7] = 3;
archive.set([1, 0, 14], 99);

beforeAll(async () => {
  core = await startHere({ args: ["--site", "tarakan"], outputIds: ["out-1"] });
  mkdirSync(join(core.data, "map"));
  writeFileSync(join(core.data, "map", "kota.pmtiles"), archive);
  writeFileSync(join(core.data, "secret.pmtiles"), archive);
});
afterAll(() => core.stop());

const square = [
  [
    [117.5, 3.2],
    [117.7, 3.2],
    [117.7, 3.4],
    [117.5, 3.4],
    [117.5, 3.2],
  ],
];

it("gives pages the archive by its ranges, and nobody anything else of the disk", async () => {
  const { technician: token, page } = core.tokens;
  const set = (file: string) =>
    core.ask("PUT", "/api/map/settings", { token, body: { kind: "file", file, attribution: "OSM" } });
  for (const file of ["../secret.pmtiles", "..%2fsecret.pmtiles", "/etc/passwd", "kota.txt", ".pmtiles"])
    expect([file, (await set(file)).status]).toEqual([file, 400]);
  expect((await core.ask("GET", "/map/file", { token: page })).status).toBe(404);
  expect((await set("kota.pmtiles")).status).toBe(200);
  const face = mapFaceSchema.parse((await core.ask("GET", "/api/map", { token })).json());
  const path = face.base.kind === "file" ? face.base.url : "";
  const range = (bytes: string) =>
    core.ask("GET", path, { token: page, headers: { range: `bytes=${bytes}` } });
  const head = await range("0-6");
  expect(head.status).toBe(206);
  expect(head.text).toBe("PMTiles");
  expect(head.headers["content-range"]).toBe("bytes 0-6/5000");
  expect((await range("4990-")).text).toHaveLength(10);
  expect((await range("5000-")).status).toBe(416);
  expect((await core.ask("GET", path)).status).toBe(401);
});

it("keeps the city's boundary and gives it to pages", async () => {
  const { technician: token, page, operator } = core.tokens;
  const put = (body: unknown, as = token) => core.ask("PUT", "/api/map/boundary", { token: as, body });
  expect((await put({ type: "Polygon", coordinates: square }, operator)).status).toBe(403);
  expect((await put({ type: "Polygon", coordinates: [[[1e6, 2e6]]] })).status).toBe(400);
  expect((await core.ask("GET", "/map/boundary", { token: page })).status).toBe(404);
  const kept = await put({ type: "Polygon", coordinates: square });
  expect(kept.json()).toEqual({ given: 5, kept: 5 });
  const face = mapFaceSchema.parse((await core.ask("GET", "/api/map", { token })).json());
  expect(face.boundary?.box).toEqual([117.5, 3.2, 117.7, 3.4]);
  const read = await core.ask("GET", face.boundary?.url ?? "", { token: page });
  expect(read.json()).toEqual({ type: "MultiPolygon", coordinates: [square] });
  expect((await core.ask("GET", "/api/map/boundary", { token: operator })).json()).toEqual(read.json());
  expect((await core.ask("DELETE", "/api/map/boundary", { token })).status).toBe(204);
  expect(mapFaceSchema.parse((await core.ask("GET", "/api/map", { token })).json()).boundary).toBeNull();
});

it("refuses a boundary larger than any that could be meant", async () => {
  const { technician: token } = core.tokens;
  const body = JSON.stringify({
    type: "Polygon",
    coordinates: [Array.from({ length: 700_000 }, () => [117.123456, 3])],
  });
  expect((await core.ask("PUT", "/api/map/boundary", { token, body })).status).toBe(413);
});

it("has no tile where no server was given, and tells pages of no other host", async () => {
  const { page } = core.tokens;
  expect((await core.ask("GET", "/map/tiles/3/1/1", { token: page })).status).toBe(404);
  expect((await core.ask("GET", "/map/tiles/3/a/1", { token: page })).status).toBe(404);
  const policy = String((await core.ask("GET", "/", {})).headers["content-security-policy"]);
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("img-src 'self' data: blob:");
});
