import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import type { Hooks } from "../incidents/sources/hooks.ts";
import { parse } from "./invalid.ts";
import { languageOf } from "./language.ts";

/** Bytes of a message. */
const MESSAGE_LIMIT = 1024 * 1024;
/** Messages a minute and address: a city's panic buttons stay far below, and a sender gone wild holds nothing up. */
const MESSAGES = 1200;

/** Where senders of webhooks post: who knows a source's secret needs no login. */
export async function registerHooks(app: FastifyInstance, hooks: Hooks): Promise<void> {
  await app.register((door, _, done) => {
    // The bytes that were signed, whatever type their sender gives them.
    door.removeAllContentTypeParsers();
    door.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MESSAGE_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    door.post(
      "/api/hooks/:id",
      { bodyLimit: MESSAGE_LIMIT, config: { rateLimit: { max: MESSAGES, timeWindow: 60_000 } } },
      async (request, reply) => {
        const language = languageOf(request.headers["accept-language"]);
        const { id } = parse(z.object({ id: identifierSchema }), request.params, language);
        const answer = await hooks.take(id, request.headers, bytesOf(request), language);
        return reply.header("cache-control", "no-store").send(answer);
      },
    );
    done();
  });
}

function bytesOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}
