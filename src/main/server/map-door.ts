import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mapPaths } from "../../protocol/map.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { MapBasis } from "../map/basis.ts";
import type { Asking, Caller } from "./caller.ts";
import { sendProblem } from "./errors.ts";
import { languageOf } from "./language.ts";
import { MediaContent, sendMedia } from "./media.ts";

interface MapDoor {
  readonly map: MapBasis;
  askingOf(request: FastifyRequest): Asking;
  callerOf(asking: Asking): Promise<Caller | null>;
}

const placeSchema = z.object({
  z: z.coerce.number().int().min(0).max(24),
  x: z.coerce.number().int().min(0),
  y: z.coerce.number().int().min(0),
});
/** A page need not ask for a tile again that it has just drawn. */
const KEPT = "private, max-age=3600";
/** Bad Gateway: what failed is behind us. */
const BEHIND_US = 502;

/** What lies under maps, for whoever may see pictures. Addresses tell what is there, so pages may keep what they got. */
export function registerMap(app: FastifyInstance, door: MapDoor): void {
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    if ((await door.callerOf(door.askingOf(request))) === null) throw new Fault("unauthenticated");
  };

  app.get(mapPaths.boundary, { onRequest }, (_, reply) => {
    const boundary = door.map.boundary();
    if (boundary === null) throw new Fault("notFound", { what: "boundary", id: "map" });
    const { coordinates } = boundary;
    return reply.header("cache-control", KEPT).send({ type: "MultiPolygon", coordinates });
  });

  app.get(mapPaths.file, { onRequest }, async (request, reply) => {
    const content = new MediaContent(door.map.file(), { "cache-control": "no-cache" });
    return await sendMedia(
      request,
      reply,
      { media: "application/vnd.pmtiles", headers: {}, ranges: true },
      content,
    );
  });

  app.get(mapPaths.tile(":z", ":x", ":y"), { onRequest }, async (request, reply): Promise<FastifyReply> => {
    const place = placeSchema.safeParse(request.params);
    if (!place.success) throw new Fault("notFound", { what: "tile", id: request.url });
    const { z, x, y } = place.data;
    try {
      const body = Buffer.from(await door.map.tile(z, x, y));
      return await reply.header("cache-control", KEPT).type("application/octet-stream").send(body);
    } catch (error) {
      // A server that is away is news for the page and none for the log: dozens of tiles are asked for at a time.
      const fault = asFault(error);
      if (fault.kind === "internal" || fault.kind === "notFound") throw error;
      return sendProblem(reply, fault, languageOf(request.headers["accept-language"]), BEHIND_US);
    }
  });
}
