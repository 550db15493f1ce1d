import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import { Fault } from "../../base/fault.ts";

/** Milliseconds: a camera on the city's network answers within a few. TCP itself knocks again after 1 s. */
const CONNECT_LIMIT_MS = 1_200;
/** Resolvers answer late when their own server is gone; the attempt must not hang on them. */
const LOOKUP_LIMIT_MS = 3_000;

/**
 * Whether `host` takes connections on `port`, before an ffmpeg is spent on it. Resolves after an abort too.
 * Faults with `unknownHost` or `unreachable`, which says whether the camera refused or nobody answered.
 */
export async function preflight(host: string, port: number, signal: AbortSignal): Promise<void> {
  const addresses = await resolve(host, signal);
  const until = performance.now() + CONNECT_LIMIT_MS;
  let problem = "no answer";
  for (const { address } of addresses) {
    const outcome = await knock(address, port, until - performance.now(), signal);
    if (outcome === null || signal.aborted) return;
    problem = outcome;
  }
  if (!signal.aborted) throw new Fault("unreachable", { host, port, problem });
}

/** Resolves where the name of `host` leads somewhere, or after an abort. Faults with `unknownHost`. */
export async function known(host: string, signal: AbortSignal): Promise<void> {
  await resolve(host, signal);
}

/** Null where the connection came about, or what stood against it within `limitMs`. */
function knock(address: string, port: number, limitMs: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const settle = (outcome: string | null) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      socket.destroy();
      resolve(outcome);
    };
    const stop = () => settle("no answer");
    const timer = setTimeout(stop, Math.max(0, limitMs));
    signal.addEventListener("abort", stop, { once: true });
    socket.once("connect", () => settle(null));
    socket.once("error", (error: NodeJS.ErrnoException) => settle(problemOf(error.code)));
  });
}

function problemOf(code: string | undefined): string {
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH" || code === "EADDRNOTAVAIL") return "no route to it";
  return code === undefined || code === "ETIMEDOUT" ? "no answer" : code;
}

/**
 * Look-ups under way, by host. The system's resolver cannot be interrupted and holds a thread of the pool: one
 * that hangs is waited for together, or cameras tried every second would take all threads.
 */
const lookups = new Map<string, Promise<LookupAddress[]>>();

function lookedUp(host: string): Promise<LookupAddress[]> {
  const under = lookups.get(host);
  if (under !== undefined) return under;
  const started = lookup(host, { all: true }).finally(() => lookups.delete(host));
  lookups.set(host, started);
  return started;
}

/** The addresses of `host`; none after an abort. */
async function resolve(host: string, signal: AbortSignal): Promise<LookupAddress[]> {
  if (signal.aborted) return [];
  const bare = host.replaceAll(/[[\]]/g, "");
  const family = isIP(bare);
  if (family !== 0) return [{ address: bare, family }];
  let cancel: () => void = () => undefined;
  const given = new Promise<LookupAddress[]>((done, failed) => {
    const timer = setTimeout(() => failed(new Error("the resolver does not answer")), LOOKUP_LIMIT_MS);
    const stop = () => done([]);
    signal.addEventListener("abort", stop, { once: true });
    cancel = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    };
  });
  try {
    return await Promise.race([lookedUp(bare), given]);
  } catch (error) {
    if (signal.aborted) return [];
    throw new Fault("unknownHost", { host }, { cause: error });
  } finally {
    cancel();
  }
}
