import { z } from "zod";
import type { MapBase } from "../../protocol/map.ts";
import { Fault } from "../base/fault.ts";
import { fetchFrom } from "./upstream.ts";

/** Where a server's tiles are, and what they are. */
export const tileServerSchema = z.object({
  /** With {z}, {x} and {y}. */
  template: z.string(),
  form: z.enum(["raster", "vector"]),
  minZoom: z.int().min(0).max(24),
  maxZoom: z.int().min(0).max(24),
  tilePx: z.union([z.literal(256), z.literal(512)]),
});
export type TileServer = z.infer<typeof tileServerSchema> & Pick<Exclude<MapBase, { kind: "coast" }>, "form">;

const MOST_DESCRIPTION = 4 * 1024 * 1024;
const zoomSchema = z.number().min(0).max(24).transform(Math.floor);

/** TileJSON 3.0, and what of a source in a style (MapLibre Style Specification, Sources) is the same. */
const tilesSchema = z.object({
  tiles: z.array(z.string()).min(1),
  minzoom: zoomSchema.optional(),
  maxzoom: zoomSchema.optional(),
  tileSize: z.number().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
});
const sourceSchema = z.object({
  type: z.string(),
  url: z.string().optional(),
  tiles: z.array(z.string()).optional(),
});
const styleSchema = z.object({ sources: z.record(z.string(), z.looseObject({ type: z.string() })) });

const invalid = (problem: string) => new Fault("invalid", { field: "url", problem });

function isTemplate(url: string): boolean {
  return ["{z}", "{x}", "{y}"].every((part) => url.includes(part));
}

/** The usual depth of tiles that say nothing of it. */
const USUAL_MOST_ZOOM = { raster: 19, vector: 14 } as const;

function serverOf(
  template: string,
  about: Partial<z.infer<typeof tilesSchema>>,
  kind: string | undefined,
): TileServer {
  const ending = /\.(pbf|mvt)(?:[?#]|$)/.test(template);
  const form =
    kind === "vector" || about.format === "pbf" || (kind === undefined && ending) ? "vector" : "raster";
  return {
    template,
    form,
    minZoom: about.minzoom ?? 0,
    maxZoom: Math.max(about.minzoom ?? 0, about.maxzoom ?? USUAL_MOST_ZOOM[form]),
    tilePx: form === "vector" || about.tileSize === 512 ? 512 : 256,
  };
}

/** Of the same host as `base`, whatever stands in it. Faults with `invalid`. */
function onHost(base: URL, found: string): string {
  // Braces stay as they are.
  const [z, x, y] = ["_z_", "_x_", "_y_"];
  const marked = found.replace("{z}", z).replace("{x}", x).replace("{y}", y);
  const url = URL.parse(marked, base.href);
  if (url === null || url.host !== base.host || !/^https?:$/.test(url.protocol))
    throw invalid(`its tiles are at ${url?.host ?? found}, and only ${base.host} may be asked`);
  return url.href.replace(z, "{z}").replace(x, "{x}").replace(y, "{y}");
}

async function described(url: URL, signal: AbortSignal): Promise<unknown> {
  const { body } = await fetchFrom(url, MOST_DESCRIPTION, signal);
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (error) {
    throw new Fault(
      "invalid",
      { field: "url", problem: "there is neither a TileJSON nor a style" },
      { cause: error },
    );
  }
}

async function fromTileJson(url: URL, kind: string | undefined, signal: AbortSignal): Promise<TileServer> {
  const found = tilesSchema.safeParse(await described(url, signal));
  const [template] = found.data?.tiles ?? [];
  if (found.data === undefined || template === undefined || !isTemplate(template))
    throw invalid("there is neither a TileJSON nor a style");
  return serverOf(onHost(url, template), found.data, kind);
}

/** Where the tiles of the city's server are. Faults with `invalid`, or with what asking it faults with. */
export async function findTiles(given: string, signal: AbortSignal): Promise<TileServer> {
  if (isTemplate(given)) return serverOf(given, {}, undefined);
  const url = new URL(given);
  const answer = await described(url, signal);
  const style = styleSchema.safeParse(answer);
  if (!style.success) return fromAnswer(url, answer);
  const sources = Object.values(style.data.sources).filter(
    ({ type }) => type === "vector" || type === "raster",
  );
  // The first of a style is what lies lowest, and is told apart from marks and models.
  const source = sourceSchema.and(tilesSchema.partial()).safeParse(sources[0]);
  if (!source.success) throw invalid("the style has no tiles");
  const { type, url: other, tiles } = source.data;
  const [template] = tiles ?? [];
  if (template !== undefined) return serverOf(onHost(url, template), source.data, type);
  if (other === undefined) throw invalid("the style has no tiles");
  return await fromTileJson(new URL(onHost(url, other)), type, signal);
}

function fromAnswer(url: URL, answer: unknown): TileServer {
  const found = tilesSchema.safeParse(answer);
  const [template] = found.data?.tiles ?? [];
  if (found.data === undefined || template === undefined || !isTemplate(template))
    throw invalid("there is neither a TileJSON nor a style");
  return serverOf(onHost(url, template), found.data, undefined);
}

/** The address of a tile. */
export function tileUrl({ template }: Pick<TileServer, "template">, z: number, x: number, y: number): URL {
  return new URL(template.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y)));
}
