import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import { MapBasis } from "../../../src/main/map/basis.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { TileHost } from "./tile-host.ts";

const log = createLog("silent");

async function room(cacheBytes?: number) {
  const data = newFolder();
  const clock = new SimulatedClock();
  const store: Store = await opened(data, { clock });
  let changes = 0;
  const open = async () => {
    const basis = await MapBasis.open({
      ...{ data, store, clock, log, changed: () => (changes += 1) },
      ...(cacheBytes === undefined ? {} : { cacheBytes }),
    });
    onTestFinished(() => basis.close());
    return basis;
  };
  return { data, clock, store, open, basis: await open(), changes: () => changes };
}

async function host(): Promise<TileHost> {
  const started = await TileHost.start();
  onTestFinished(() => started[Symbol.asyncDispose]());
  return started;
}

const server = (url: string) => ({ kind: "server", url, attribution: "Dinas PUPR" }) as const;
const textOf = (body: Uint8Array) => Buffer.from(body).toString();

/** The first bytes of a PMTiles archive. */
function archive(type: number, minZoom = 0, maxZoom = 14): Buffer {
  const head = Buffer.alloc(200);
  head.write("PMTiles", "latin1");
  head[7] = 3;
  head[99] = type;
  head[100] = minZoom;
  head[101] = maxZoom;
  return head;
}

describe("what lies under maps", () => {
  it("is the coast until somebody gives something else, and that again after a restart", async () => {
    const { basis, open, changes } = await room();
    const tiles = await host();
    expect(basis.face()).toEqual({ base: { kind: "coast" }, attribution: "", boundary: null });
    await basis.set(server(`${tiles.origin}/{z}/{x}/{y}.png`));
    expect(changes()).toBe(1);
    const face = basis.face();
    expect(face).toMatchObject({
      base: { kind: "server", form: "raster", tilePx: 256, minZoom: 0, maxZoom: 19 },
      attribution: "Dinas PUPR",
    });
    // Pages never learn where the tiles come from.
    expect(JSON.stringify(face)).not.toContain(tiles.origin);
    expect((await open()).face()).toEqual(face);
    await basis.set({ kind: "coast" });
    expect((await open()).face().base).toEqual({ kind: "coast" });
  });

  it("is an archive of the data folder, and the coast again once that is gone", async () => {
    const { data, basis, open } = await room();
    mkdirSync(join(data, "map"));
    writeFileSync(join(data, "map", "kota.pmtiles"), archive(1, 2, 15));
    writeFileSync(join(data, "map", "foto.pmtiles"), archive(3));
    writeFileSync(join(data, "map", "catatan.txt"), "x");
    expect(await basis.files()).toEqual(["foto.pmtiles", "kota.pmtiles"]);
    await basis.set({ kind: "file", file: "kota.pmtiles", attribution: "© OpenStreetMap" });
    expect(basis.face()).toMatchObject({ base: { kind: "file", form: "vector", minZoom: 2, maxZoom: 15 } });
    expect(basis.file()).toEqual({ folder: join(data, "map"), name: "kota.pmtiles" });
    writeFileSync(join(data, "map", "kota.pmtiles"), "cut");
    const after = await open();
    expect(after.face().base).toEqual({ kind: "coast" });
    expect(after.settings).toMatchObject({ kind: "file" });
    expect(() => after.file()).toThrow();
  });

  it.each([
    ["no archive", Buffer.from("PK\u0003\u0004"), "invalid"],
    ["an archive of another version", archive(1).fill(2, 7, 8), "invalid"],
    ["tiles of an unknown kind", archive(9), "invalid"],
    ["nothing", null, "fileMissing"],
  ])("refuses a file that is %s, and stays as it was", async (_, bytes, kind) => {
    const { data, basis } = await room();
    mkdirSync(join(data, "map"));
    if (bytes !== null) writeFileSync(join(data, "map", "a.pmtiles"), bytes);
    await expect(basis.set({ kind: "file", file: "a.pmtiles", attribution: "" })).rejects.toMatchObject({
      kind,
    });
    expect(basis.face().base).toEqual({ kind: "coast" });
  });

  it("finds the tiles that a TileJSON or a style names on the same host, and no others", async () => {
    const { basis } = await room();
    const tiles = await host();
    tiles.documents.set("/tiles.json", {
      ...{ tiles: [`${tiles.origin}/v/{z}/{x}/{y}.pbf`], minzoom: 3, maxzoom: 13, format: "pbf" },
    });
    tiles.documents.set("/style.json", {
      ...{ version: 8, layers: [], sources: { kota: { type: "vector", url: "/tiles.json" } } },
    });
    tiles.documents.set("/foto.json", {
      ...{
        version: 8,
        layers: [],
        sources: { foto: { type: "raster", tiles: ["/r/{z}/{x}/{y}.jpg"], tileSize: 512 } },
      },
    });
    tiles.documents.set("/lain.json", { tiles: ["https://tiles.example/{z}/{x}/{y}.png"] });
    for (const path of ["/tiles.json", "/style.json"]) {
      await basis.set(server(tiles.origin + path));
      expect(basis.face().base).toMatchObject({ form: "vector", minZoom: 3, maxZoom: 13, tilePx: 512 });
    }
    await basis.tile(4, 2, 1);
    expect(tiles.asked.at(-1)).toBe("/v/4/2/1.pbf");
    await basis.set(server(`${tiles.origin}/foto.json`));
    expect(basis.face().base).toMatchObject({ form: "raster", tilePx: 512 });
    await expect(basis.set(server(`${tiles.origin}/lain.json`))).rejects.toMatchObject({
      ...{ kind: "invalid", detail: { field: "url" } },
    });
    await expect(basis.set(server(`${tiles.origin}/tile`))).rejects.toMatchObject({ kind: "invalid" });
    expect(basis.face().base).toMatchObject({ form: "raster", tilePx: 512 });
  });
});

describe("tiles of the city's server", () => {
  it("are asked for once, kept on the disk, and asked for again when they have grown old", async () => {
    const { basis, clock, data, open } = await room();
    const tiles = await host();
    tiles.headers = { "cache-control": "public, max-age=86400" };
    await basis.set(server(`${tiles.origin}/{z}/{x}/{y}.png`));
    const several = await Promise.all([1, 2, 3].map(() => basis.tile(5, 3, 2)));
    expect(several.map(textOf)).toEqual(["tile", "tile", "tile"]);
    expect(tiles.asked).toEqual(["/5/3/2.png"]);
    expect(readdirSync(join(data, "map-tiles"))).toEqual(["5-3-2"]);
    // After a restart as well.
    const again = await open();
    expect(textOf(await again.tile(5, 3, 2))).toBe("tile");
    expect(tiles.asked).toHaveLength(1);
    await clock.advance(86_400_001);
    tiles.body = Buffer.from("newer");
    expect(textOf(await again.tile(5, 3, 2))).toBe("newer");
    expect(tiles.asked).toHaveLength(2);
  });

  it("are those of before while the server is away, and what is not kept is told at once", async () => {
    const { basis, clock } = await room();
    const tiles = await host();
    await basis.set(server(`${tiles.origin}/{z}/{x}/{y}.png`));
    await basis.tile(5, 3, 2);
    await clock.advance(40 * 86_400_000);
    tiles.misbehave = (request) => request.socket.destroy();
    expect(textOf(await basis.tile(5, 3, 2))).toBe("tile");
    await expect(basis.tile(5, 3, 3)).rejects.toMatchObject({ kind: "unreachable" });
    // It is left alone for a while.
    const asked = tiles.asked.length;
    await expect(basis.tile(5, 3, 4)).rejects.toMatchObject({ kind: "unreachable" });
    expect(tiles.asked).toHaveLength(asked);
    await clock.advance(10_001);
    tiles.misbehave = null;
    expect(textOf(await basis.tile(5, 3, 4))).toBe("tile");
  });

  it.each([
    [
      "an error",
      (_: unknown, response: import("node:http").ServerResponse) => response.writeHead(500).end(),
      "unreachable",
    ],
    [
      "too much",
      (_: unknown, response: import("node:http").ServerResponse) =>
        response.end(Buffer.alloc(5 * 1024 * 1024)),
      "tooLarge",
    ],
    [
      "another host",
      (_: unknown, response: import("node:http").ServerResponse) =>
        response.writeHead(302, { location: "http://127.0.0.2/x" }).end(),
      "unreachable",
    ],
    [
      "half of it",
      (_: unknown, response: import("node:http").ServerResponse) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => response.destroy());
      },
      "unreachable",
    ],
    [
      "a login",
      (_: unknown, response: import("node:http").ServerResponse) => response.writeHead(401).end(),
      "loginRefused",
    ],
  ] as const)("are refused and not kept where the server answers with %s", async (_, misbehave, kind) => {
    const { basis, data } = await room();
    const tiles = await host();
    await basis.set(server(`${tiles.origin}/{z}/{x}/{y}.png`));
    tiles.misbehave = misbehave;
    await expect(basis.tile(5, 3, 2)).rejects.toMatchObject({ kind });
    expect(existsSync(join(data, "map-tiles"))).toBe(false);
  });

  it("are nothing where the server has none, which is kept as well, and nothing is asked outside of its zooms", async () => {
    const { basis } = await room();
    const tiles = await host();
    await basis.set(server(`${tiles.origin}/{z}/{x}/{y}.png`));
    tiles.misbehave = (_, response) => response.writeHead(404).end("no such tile");
    expect((await basis.tile(5, 3, 2)).byteLength).toBe(0);
    expect((await basis.tile(5, 3, 2)).byteLength).toBe(0);
    expect(tiles.asked).toHaveLength(1);
    await expect(basis.tile(20, 3, 2)).rejects.toMatchObject({ kind: "notFound" });
    await expect(basis.tile(1, 2, 0)).rejects.toMatchObject({ kind: "notFound" });
    expect(tiles.asked).toHaveLength(1);
  });

  it("never take more of the disk than they may; the longest unused go first", async () => {
    const { basis, data } = await room(60_000);
    const tiles = await host();
    tiles.body = Buffer.alloc(10_000, 1);
    await basis.set(server(`${tiles.origin}/{z}/{x}/{y}.png`));
    for (let x = 0; x < 12; x += 1) {
      await basis.tile(6, x, 1);
      await basis.tile(6, 0, 1);
    }
    const kept = readdirSync(join(data, "map-tiles"));
    expect(kept.length).toBeLessThanOrEqual(4);
    expect(kept).toContain("6-0-1");
    expect(kept).toContain("6-11-1");
  });

  it("are asked for no more once everything ends", async () => {
    const { basis } = await room();
    const tiles = await host();
    await basis.set(server(`${tiles.origin}/{z}/{x}/{y}.png`));
    const hung = Promise.withResolvers<void>();
    tiles.misbehave = () => hung.resolve();
    const asked = basis.tile(5, 3, 2);
    await hung.promise;
    await basis.close();
    await expect(asked).rejects.toMatchObject({ kind: "unavailable" });
  });
});
