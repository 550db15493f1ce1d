import type { BodyOf, MediaRoute, ParamOf, QueryOf, ReplyOf, RouteName } from "../../protocol/routes.ts";
import type { Language } from "../../protocol/session.ts";
import type { Asking, Caller } from "./caller.ts";
import type { MediaContent } from "./media.ts";
import type { Sight } from "./sight.ts";

/** A request as its handler gets it: allowed, and of the shape that the table of routes says. */
export interface ApiRequest<Name extends RouteName> {
  /** Of the path, "" where it has none. */
  readonly id: string;
  /** Of the path, by name. */
  readonly params: Readonly<Record<ParamOf<Name>, string>>;
  readonly query: QueryOf<Name>;
  readonly body: BodyOf<Name>;
  /** Null only where the route asks for no login. */
  readonly caller: Caller | null;
  readonly asking: Asking;
  readonly ifMatch: string | undefined;
  readonly language: Language;
  /** Aborted when who asked has gone. */
  readonly signal: AbortSignal;
  /** What of the site they see. */
  readonly sight: Sight;
}

/** What a handler answers with. */
export type ToldBy<Name extends RouteName> = Name extends MediaRoute ? MediaContent : ReplyOf<Name>;
