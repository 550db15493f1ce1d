import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { MapBase } from "../../protocol/map.ts";
import { Fault } from "../base/fault.ts";

type Tiles = Pick<Exclude<MapBase, { kind: "coast" }>, "form" | "minZoom" | "maxZoom">;

/** Bytes of the header of a PMTiles archive, and where in it things stand (PMTiles version 3, 3). */
const HEADER = 127;
const AT = { version: 7, tileType: 99, minZoom: 100, maxZoom: 101 } as const;
/** Types of tiles: 1 is Mapbox Vector Tile; 2 to 5 are PNG, JPEG, WebP and AVIF. */
const VECTOR = 1;
const RASTER = [2, 3, 4, 5];

/** What a PMTiles archive holds, from its first bytes. Faults with `fileMissing`, or `invalid` where it is none. */
export async function readPmtiles(folder: string, name: string): Promise<Tiles> {
  const path = join(folder, name);
  const head = new Uint8Array(HEADER);
  try {
    const file = await open(path, "r");
    try {
      await file.read(head, 0, HEADER, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Fault("fileMissing", { path }, { cause: error });
  }
  const magic = Buffer.from(head.buffer, 0, AT.version).toString("latin1");
  const [version, type, minZoom = 0, maxZoom = 0] = [AT.version, AT.tileType, AT.minZoom, AT.maxZoom].map(
    (at) => head[at],
  );
  if (magic !== "PMTiles" || version !== 3 || minZoom > maxZoom || maxZoom > 24)
    throw new Fault("invalid", { field: "file", problem: "it is no PMTiles archive of version 3" });
  if (type === VECTOR) return { form: "vector", minZoom, maxZoom };
  if (type !== undefined && RASTER.includes(type)) return { form: "raster", minZoom, maxZoom };
  throw new Fault("invalid", { field: "file", problem: "its tiles are neither pictures nor vector tiles" });
}

/** Names of the archives in a folder. */
export async function pmtilesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /^[A-Za-z0-9_][A-Za-z0-9._-]*\.pmtiles$/.test(entry.name))
      .map(({ name }) => name)
      .toSorted();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
