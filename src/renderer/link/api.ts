import { z } from "zod";
import { type FaultKind, problemSchema } from "../../protocol/fault.ts";
import {
  type BodyOf,
  type MediaRoute,
  type ParamOf,
  type QueryOf,
  type ReplyOf,
  type RouteName,
  routes,
} from "../../protocol/routes.ts";
import { isMedia, type Route } from "../../protocol/routes/route.ts";
import { sentence } from "../../protocol/sentences.ts";
import type { Language } from "../../protocol/session.ts";

type Given<Name extends string, Value> = [Value] extends [never]
  ? { readonly [K in Name]?: never }
  : [Value] extends [null]
    ? { readonly [K in Name]?: never }
    : { readonly [K in Name]: Value };

/**
 * What a call of this route needs. `ifMatch` is an ETag as it was answered; `known` is an earlier answer, which is given
 * again, and not sent again, where it still holds; `signal` gives the call up.
 */
type CallOptions<Name extends RouteName> = Given<
  "params",
  [ParamOf<Name>] extends [never] ? never : Readonly<Record<ParamOf<Name>, string>>
> &
  Given<"body", BodyOf<Name>> & {
    readonly query?: QueryOf<Name>;
    readonly ifMatch?: string;
    readonly known?: Answer<Name> | undefined;
    readonly signal?: AbortSignal;
  };

/** A file that was answered. */
export interface FileAnswer {
  readonly blob: Blob;
  readonly headers: Headers;
}

export interface Answer<Name extends RouteName> {
  readonly value: Name extends MediaRoute ? FileAnswer : ReplyOf<Name>;
  /** The version of what was answered, for `ifMatch`; null where the route has none. */
  readonly etag: string | null;
}

/** A refused or failed call. `status` is 0 where the core could not be reached at all (`kind` is `coreLost`). */
export class ApiError extends Error {
  readonly kind: FaultKind;
  readonly status: number;
  /** What does not fit in the body, by field, as in `streams.0.url`. */
  readonly fields: readonly { readonly field: string; readonly detail: string }[];

  constructor(
    kind: FaultKind,
    status: number,
    detail: string,
    fields: ApiError["fields"] = [],
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = "ApiError";
    this.kind = kind;
    this.status = status;
    this.fields = fields;
  }
}

/** The options may be left out where a route needs none. */
type Rest<Name extends RouteName> =
  Record<string, never> extends CallOptions<Name> ? [CallOptions<Name>?] : [CallOptions<Name>];

/** Milliseconds after which a core that does not answer counts as lost. */
export interface Patience {
  readonly readMs: number;
  readonly changeMs: number;
  /** Of what asks a machine elsewhere, which may take its time; absent: as of a change. */
  readonly elsewhereMs?: number;
}

/** What the core answers once somebody else did, or a great deal has gone over the network. */
const elsewhere: ReadonlySet<RouteName> = new Set<RouteName>(["tryIncidentSource", "addImage"]);

interface Loose {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly known?: { readonly value: unknown; readonly etag: string | null } | undefined;
  readonly signal?: AbortSignal;
}

const querySchema = z.record(z.string(), z.union([z.string(), z.number()]).optional()).default({});

const JSON_TYPE = "application/json";
const BYTES_TYPE = "application/octet-stream";

/** What is sent: bytes as they are, anything else as JSON. */
function bodyOf(given: unknown): string | Uint8Array<ArrayBuffer> | null {
  if (given === undefined) return null;
  return given instanceof Uint8Array ? new Uint8Array(given) : JSON.stringify(given);
}

/** The path with its parameters filled in, each escaped, and what is asked for behind it. */
function address(path: string, { params = {}, query }: Loose): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(querySchema.parse(query)))
    if (value !== undefined) asked.set(name, String(value));
  return asked.size === 0 ? filled : `${filled}?${asked.toString()}`;
}

/** What `text` holds; undefined where it is no JSON, as a proxy's page is. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Problem details (RFC 9457) as an error; anything else that is not an answer of ours becomes `unavailable`. */
function refusal(response: Response, text: string, language: Language): ApiError {
  const problem = problemSchema.safeParse(jsonOf(text));
  if (problem.success) {
    const { kind, status, detail, errors } = problem.data;
    return new ApiError(kind, status, detail, errors ?? []);
  }
  const kind: FaultKind = response.status >= 500 ? "unavailable" : "internal";
  return new ApiError(kind, response.status, sentence(kind, { what: "Dinding" }, language));
}

/**
 * A client of the REST paths. Same origin by default, with the session's cookie. `language` is asked at every
 * call and sent on, so that refusals come in the language of the page. `token`: of a bearer, in the place of the cookie.
 */
export function createCall(
  language: () => Language,
  base = "",
  patience: Patience = { readMs: 4_000, changeMs: 15_000, elsewhereMs: 125_000 },
  token?: string,
) {
  async function call<Name extends RouteName>(name: Name, ...rest: Rest<Name>): Promise<Answer<Name>>;
  async function call(
    name: RouteName,
    options: Loose = {},
  ): Promise<{ value: unknown; etag: string | null }> {
    const route: Route = routes[name];
    const { reply: expected } = route;
    const accepted = isMedia(expected) ? `${expected.media}, application/problem+json` : "application/json";
    const headers = new Headers({ Accept: accepted, "Accept-Language": language() });
    if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
    const body = bodyOf(options.body);
    if (body !== null) headers.set("Content-Type", typeof body === "string" ? JSON_TYPE : BYTES_TYPE);
    if (options.ifMatch !== undefined) headers.set("If-Match", options.ifMatch);
    const { known } = options;
    if (known !== undefined && known.etag !== null) headers.set("If-None-Match", known.etag);
    // A file may have to be made first.
    const short = route.method === "GET" && !isMedia(expected);
    const longMs = (elsewhere.has(name) ? patience.elsewhereMs : undefined) ?? patience.changeMs;
    const limit = AbortSignal.timeout(short ? patience.readMs : longMs);
    let response: Response;
    let blob: Blob;
    try {
      response = await fetch(base + address(route.path, options), {
        method: route.method,
        headers,
        body,
        credentials: "same-origin",
        cache: "no-store",
        signal: options.signal === undefined ? limit : AbortSignal.any([options.signal, limit]),
      });
      blob = await response.blob();
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      throw new ApiError("coreLost", 0, sentence("coreLost", {}, language()), [], { cause: error });
    }
    if (response.status === 304 && known !== undefined) return known;
    if (!response.ok) throw refusal(response, await blob.text(), language());
    const etag = response.headers.get("ETag");
    if (expected === null) return { value: null, etag };
    if (isMedia(expected)) return { value: { blob, headers: response.headers }, etag };
    const reply = expected.safeParse(jsonOf(await blob.text()));
    if (!reply.success) {
      throw new ApiError("internal", response.status, sentence("internal", {}, language()), [], {
        cause: reply.error,
      });
    }
    return { value: reply.data, etag };
  }
  return call;
}
