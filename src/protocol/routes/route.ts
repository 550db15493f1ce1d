import type { z } from "zod";
import type { Role } from "../role.ts";

/** An answer that is no JSON but a file of this media type; of several where that is a range, as `image/*`. */
export interface Media {
  readonly media: string;
  /** What headers of its own say, by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether parts of it can be asked for (RFC 9110, 14). */
  readonly ranges: boolean;
}

type Reply = z.ZodType | Media | null;

/**
 * One REST path. `role: null` asks for no login. `query`: an object of what may stand behind the `?`. `match`: the
 * answer carries an ETag, and a request that changes takes `If-Match` (412 where it is stale); without `If-Match` the
 * change is made.
 */
export interface Route<
  Path extends string = string,
  Body extends z.ZodType | null = z.ZodType | null,
  Answer extends Reply = Reply,
  Query extends z.ZodType | null = z.ZodType | null,
> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: Path;
  readonly summary: string;
  readonly role: Role | null;
  readonly query: Query;
  readonly body: Body;
  /** Media types of a body that is bytes and no JSON. */
  readonly uploads?: readonly string[];
  readonly status: 200 | 201 | 202 | 204;
  readonly reply: Answer;
  readonly match: boolean;
}

/** A route without a query. */
export function route<Path extends string, Body extends z.ZodType | null, Answer extends Reply>(
  method: Route["method"],
  path: Path,
  role: Role | null,
  summary: string,
  body: Body,
  status: Route["status"],
  reply: Answer,
  match = false,
): Route<Path, Body, Answer, null> {
  return { method, path, role, summary, query: null, body, status, reply, match };
}

/** The same path, asked with a query. */
export function withQuery<
  Path extends string,
  Body extends z.ZodType | null,
  Answer extends Reply,
  Query extends z.ZodType,
>(asked: Route<Path, Body, Answer, null>, query: Query): Route<Path, Body, Answer, Query> {
  return { ...asked, query };
}

/** The same path, whose body is bytes of one of these media types. */
export function uploading<Path extends string, Body extends z.ZodType, Answer extends Reply>(
  asked: Route<Path, Body, Answer, null>,
  uploads: readonly string[],
): Route<Path, Body, Answer, null> {
  return { ...asked, uploads };
}

/** Whether an answer is a file and no JSON. */
export function isMedia(reply: Reply): reply is Media {
  return reply !== null && "media" in reply;
}
