import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import { streamRoleSchema } from "../../protocol/camera.ts";
import { hlsPath, whepPath } from "../../protocol/relay.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Relay } from "../relay/relay.ts";
import type { WhepRelay } from "../relay/whep.ts";
import type { OutputSight } from "../wall/output-sight.ts";
import type { Asking, Caller } from "./caller.ts";
import { refuseForged } from "./caller.ts";
import type { Sight } from "./sight.ts";
import { sendProblem } from "./errors.ts";
import { parse } from "./invalid.ts";
import { languageOf } from "./language.ts";

interface RelayDoor {
  readonly relay: Relay;
  readonly whep: WhepRelay;
  readonly sight: OutputSight;
  sightOf(caller: Caller): Sight;
  askingOf(request: FastifyRequest): Asking;
  callerOf(asking: Asking): Promise<Caller | null>;
}

const placeSchema = z.object({
  id: identifierSchema,
  stream: streamRoleSchema,
  word: z.string().max(8192).optional(),
});
const querySchema = z.record(z.string(), z.string().max(64));
/** Of a session description; browsers write some 5 kB. */
const SDP_LIMIT = 64 * 1024;
/** Bad Gateway: what failed is behind us. */
const BEHIND_US = 502;

/** Whoever may see pictures gets those that their page plays itself. Private to our pages, as the channels are. */
export function registerRelay(app: FastifyInstance, door: RelayDoor): void {
  app.addContentTypeParser("application/sdp", { parseAs: "string", bodyLimit: SDP_LIMIT }, (_, body, done) =>
    done(null, body),
  );

  async function admitted(request: FastifyRequest): Promise<void> {
    const asking = door.askingOf(request);
    const caller = await door.callerOf(asking);
    if (request.method !== "GET") refuseForged(asking, caller);
    if (caller === null) throw new Fault("unauthenticated");
    // What was opened may be closed, wherever its camera is by then.
    if (request.method === "DELETE") return;
    const { id } = placeOf(request);
    door.sight.admit(caller.outputIds, [id]);
    door.sightOf(caller).need("camera", id);
  }

  /** What the camera's server says is news for the page and none for the log: it is asked every other second. */
  async function answered(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    try {
      return await answer();
    } catch (error) {
      const fault = asFault(error);
      if (fault.kind === "internal" || fault.kind === "notFound") throw error;
      return sendProblem(reply, fault, languageOf(request.headers["accept-language"]), BEHIND_US);
    }
  }

  const placeOf = (request: FastifyRequest) =>
    parse(placeSchema, request.params, languageOf(request.headers["accept-language"]));

  for (const path of [hlsPath(":id", ":stream"), `${hlsPath(":id", ":stream")}/:word`]) {
    app.get(path, { onRequest: admitted }, async (request, reply) => {
      const { id, stream, word = null } = placeOf(request);
      const query = querySchema.safeParse(request.query);
      return await answered(request, reply, async () => {
        const relayed = await door.relay.get(
          { cameraId: id, stream, word, query: query.data ?? {}, range: rangeOf(request.headers.range) },
          (sealed) => `${hlsPath(id, stream)}/${sealed}`,
        );
        reply.header("cache-control", "no-store").type(relayed.type);
        if (relayed.contentRange !== null) reply.code(206).header("content-range", relayed.contentRange);
        return reply.send(relayed.body);
      });
    });
  }

  app.post(whepPath(":id", ":stream"), { onRequest: admitted }, async (request, reply) => {
    const { id, stream } = placeOf(request);
    const { body } = request;
    if (typeof body !== "string") throw new Fault("invalid", { field: "body", problem: "application/sdp" });
    return await answered(request, reply, async () => {
      const { sdp, word } = await door.whep.open(id, stream, body);
      if (word !== null) reply.header("location", `${whepPath(id, stream)}/${word}`);
      return reply.code(201).header("cache-control", "no-store").type("application/sdp").send(sdp);
    });
  });
  app.delete(`${whepPath(":id", ":stream")}/:word`, { onRequest: admitted }, async (request, reply) => {
    const { id, stream, word = "" } = placeOf(request);
    return await answered(request, reply, async () => {
      await door.whep.close(id, stream, word);
      return reply.code(204).send();
    });
  });
}

/** One range of RFC 9110, 14.1.2; anything else counts as none. */
function rangeOf(header: string | undefined): { offset: number; length: number } | null {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) return null;
  return { offset: Number(first), length: Number(last) - Number(first) + 1 };
}
