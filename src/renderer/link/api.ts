import { type FaultKind, problemSchema } from "../../protocol/fault.ts";
import { type BodyOf, type ReplyOf, type RouteName, routes } from "../../protocol/routes.ts";
import { sentence } from "../../protocol/sentences.ts";
import type { Language } from "../../protocol/session.ts";

/** Names of a path's parameters: "id" of `/api/cameras/:id`. */
type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Given<Name extends string, Value> = [Value] extends [never]
  ? { readonly [K in Name]?: never }
  : [Value] extends [null]
    ? { readonly [K in Name]?: never }
    : { readonly [K in Name]: Value };

/** What a call of this route needs. `ifMatch` is an ETag as it was answered; `signal` gives the call up. */
type CallOptions<Name extends RouteName> = Given<
  "params",
  [ParamsOf<(typeof routes)[Name]["path"]>] extends [never]
    ? never
    : Readonly<Record<ParamsOf<(typeof routes)[Name]["path"]>, string>>
> &
  Given<"body", BodyOf<Name>> & { readonly ifMatch?: string; readonly signal?: AbortSignal };

export interface Answer<Name extends RouteName> {
  readonly value: ReplyOf<Name>;
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
}

interface Loose {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** The path with its parameters filled in, each escaped. */
function address(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
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
 * call and sent on, so that refusals come in the language of the page.
 */
export function createCall(
  language: () => Language,
  base = "",
  patience: Patience = { readMs: 4_000, changeMs: 15_000 },
) {
  async function call<Name extends RouteName>(name: Name, ...rest: Rest<Name>): Promise<Answer<Name>>;
  async function call(
    name: RouteName,
    options: Loose = {},
  ): Promise<{ value: unknown; etag: string | null }> {
    const route = routes[name];
    const headers = new Headers({ Accept: "application/json", "Accept-Language": language() });
    const body = options.body === undefined ? null : JSON.stringify(options.body);
    if (body !== null) headers.set("Content-Type", "application/json");
    if (options.ifMatch !== undefined) headers.set("If-Match", options.ifMatch);
    const limit = AbortSignal.timeout(route.method === "GET" ? patience.readMs : patience.changeMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(base + address(route.path, options.params ?? {}), {
        method: route.method,
        headers,
        body,
        credentials: "same-origin",
        cache: "no-store",
        signal: options.signal === undefined ? limit : AbortSignal.any([options.signal, limit]),
      });
      text = await response.text();
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      throw new ApiError("coreLost", 0, sentence("coreLost", {}, language()), [], { cause: error });
    }
    if (!response.ok) throw refusal(response, text, language());
    const etag = response.headers.get("ETag");
    if (route.reply === null) return { value: null, etag };
    const reply = route.reply.safeParse(jsonOf(text));
    if (!reply.success) {
      throw new ApiError("internal", response.status, sentence("internal", {}, language()), [], {
        cause: reply.error,
      });
    }
    return { value: reply.data, etag };
  }
  return call;
}
