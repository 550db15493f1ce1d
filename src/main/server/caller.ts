import type { IncomingMessage } from "node:http";
import { EVERYTHING } from "../../protocol/account.ts";
import { allows } from "../../protocol/role.ts";
import type { From, Identity } from "../access/access.ts";
import { browserName } from "../access/browser-name.ts";
import { Fault } from "../base/fault.ts";
import { isLoopbackAddress, isLoopbackName } from "../base/loopback.ts";
import { isOwnOrigin, nameOfHost } from "./hosts.ts";

export const SESSION_COOKIE = "dinding_session";

/** Who is asking, and how that was shown. */
export interface Caller extends Identity {
  readonly by: "bearer" | "cookie" | "demo";
  /** The token that came with the request, where it is good. */
  readonly token: string | null;
}

/** What of a request says who is asking; the same for HTTP and for a WebSocket's upgrade. */
export interface Asking {
  readonly remoteAddress: string | undefined;
  readonly tls: boolean;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, which browsers send and pages cannot forge. */
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly userAgent: string | undefined;
  /** Whether a proxy says that it asks for somebody else. */
  readonly forwarded: boolean;
}

/** `cookie`: the value of our cookie, or undefined. */
export function askingOf({ headers, socket }: IncomingMessage, cookie: string | undefined): Asking {
  const fetchSite = headers["sec-fetch-site"];
  return {
    remoteAddress: socket.remoteAddress,
    tls: "encrypted" in socket,
    host: headers.host,
    origin: headers.origin,
    fetchSite: typeof fetchSite === "string" ? fetchSite : fetchSite?.[0],
    authorization: headers.authorization,
    cookie,
    userAgent: headers["user-agent"],
    forwarded: ["forwarded", "x-forwarded-for", "via"].some((name) => headers[name] !== undefined),
  };
}

/** Whether somebody at this machine asks, and no page of elsewhere in their browser. */
export function isLocalVisitor(asking: Asking): boolean {
  const name = nameOfHost(asking.host);
  return (
    isLoopbackAddress(asking.remoteAddress) &&
    name !== null &&
    isLoopbackName(name) &&
    !asking.forwarded &&
    cameFrom(asking) !== "elsewhere"
  );
}

/** Where a browser says that the request comes from: one of our pages, elsewhere, or nothing is said. */
function cameFrom(asking: Asking): "ours" | "elsewhere" | "unsaid" {
  if (asking.origin !== undefined)
    return isOwnOrigin(asking.origin, asking.tls, asking.host) ? "ours" : "elsewhere";
  if (asking.fetchSite === undefined) return "unsaid";
  // "none" is what a person typed or opened from a bookmark.
  return asking.fetchSite === "same-origin" || asking.fetchSite === "none" ? "ours" : "elsewhere";
}

const DEMO: Omit<Caller, "token"> = {
  ...{ name: "demo", role: "operator", scope: EVERYTHING, outputIds: null, kind: "person", locked: false },
  by: "demo",
};

/**
 * Who is asking: the bearer of a token, else the holder of the cookie, else null; a token that is no longer good is
 * as none. In the demo somebody at this machine is at least an operator.
 */
export async function callerOf(
  asking: Asking,
  demo: boolean,
  identify: (token: string) => Promise<Identity | null>,
): Promise<Caller | null> {
  const bearer = /^Bearer +([\w.~+/=-]+)$/i.exec(asking.authorization ?? "")?.[1];
  if (bearer !== undefined) {
    const identity = await identify(bearer);
    return identity === null ? null : { ...identity, by: "bearer", token: bearer };
  }
  const identity = asking.cookie === undefined ? null : await identify(asking.cookie);
  const token = identity === null ? null : (asking.cookie ?? null);
  if (demo && isLocalVisitor(asking) && (identity === null || !allows(identity.role, "operator")))
    return { ...DEMO, token };
  return identity === null ? null : { ...identity, by: "cookie", token };
}

/**
 * Refuses a change that a page of elsewhere may have made a browser send: one that a browser says is not ours, and
 * one that carries the cookie and says nothing of where it comes from. A bearer's token is not sent by a browser on
 * its own, so it needs no more proof.
 */
export function refuseForged(asking: Asking, caller: Caller | null): void {
  if (caller?.by === "bearer") return;
  if (cameFrom(asking) === "unsaid" && asking.cookie !== undefined) throw foreignPage(asking);
  refuseElsewhere(asking, caller);
}

/** Refuses what a browser says that a page of elsewhere made it ask, where what is asked goes on for ever. */
export function refuseElsewhere(asking: Asking, caller: Caller | null): void {
  if (caller?.by !== "bearer" && cameFrom(asking) === "elsewhere") throw foreignPage(asking);
}

function foreignPage({ origin, fetchSite, tls, host }: Asking): Fault {
  const own = `${tls ? "https" : "http"}://${host}`;
  return new Fault("foreignPage", { given: origin ?? fetchSite ?? "?", own });
}

/** Where a session is opened from. */
export function fromOf({ remoteAddress, userAgent }: Asking): From {
  return { address: addressOf(remoteAddress), browser: browserName(userAgent) };
}

/** An IPv4 address as people write it, also where it came in over IPv6. */
export function addressOf(remoteAddress: string | undefined): string {
  return remoteAddress?.replace(/^::ffff:(?=[\d.]+$)/, "") ?? "?";
}
