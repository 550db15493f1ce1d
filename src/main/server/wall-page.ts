import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import type { Access } from "../access/access.ts";
import { type Asking, type Caller, fromOf } from "./caller.ts";
import { parse } from "./invalid.ts";
import { languageOf } from "./language.ts";
import { type Pages, sendDocument } from "./pages.ts";

interface WallDoor {
  askingOf(request: FastifyRequest): Asking;
  callerOf(asking: Asking): Promise<Caller | null>;
  setCookie(reply: FastifyReply, token: string | null): void;
  /** Whether it is among what somebody sees of the site. */
  seesOutput(caller: Caller | null, outputId: string): boolean;
  readonly access: Access;
  readonly pages: Pages;
}

/** Comma-separated ids: a window may cover several outputs. */
const idsSchema = z
  .string()
  .transform((ids) => ids.split(","))
  .pipe(z.array(identifierSchema).min(1).max(64));

const codeSchema = z.object({ code: z.string().max(256) });

/** Attempts a minute and address at opening a page with a code. */
const ATTEMPTS = 30;

/**
 * The page of one or several outputs. A code in its address is good once: it gives the browser its cookie, and the
 * address without it, so that the code stands in no history and reloading works.
 */
export function registerWallPage(app: FastifyInstance, door: WallDoor): void {
  app.get<{ Params: { ids: string }; Querystring: { code?: unknown } }>(
    "/wall/:ids",
    {
      config: { rateLimit: { max: ATTEMPTS, timeWindow: 60_000, allowList: (request) => !hasCode(request) } },
    },
    async (request, reply) => {
      const language = languageOf(request.headers["accept-language"]);
      const outputIds = parse(idsSchema, request.params.ids, language);
      if (!hasCode(request)) return sendDocument(door.pages, "wall", reply);
      const caller = await door.callerOf(door.askingOf(request));
      if (!mayShowAlready(caller, outputIds, (id) => door.seesOutput(caller, id))) {
        const { code } = parse(codeSchema, { code: request.query.code }, language);
        // A browser has one cookie for all its tabs: what it shows already stays its own.
        const { token } = await door.access.redeemCode(
          ...([code, caller?.outputIds ?? [], fromOf(door.askingOf(request))] as const),
        );
        door.setCookie(reply, token);
      }
      return reply.header("cache-control", "no-store").redirect(`/wall/${outputIds.join(",")}`, 303);
    },
  );
}

function hasCode(request: FastifyRequest): boolean {
  const { query } = request;
  return query !== null && typeof query === "object" && "code" in query;
}

/** Whoever signed in and opens the address keeps their own session, where that may show these outputs. */
function mayShowAlready(
  caller: Caller | null,
  outputIds: readonly string[],
  sees: (outputId: string) => boolean,
): boolean {
  return caller?.by === "cookie" && outputIds.every((id) => caller.outputIds?.includes(id) ?? sees(id));
}
