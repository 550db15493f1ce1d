import { lookup } from "node:dns/promises";
import { connect } from "node:net";
import { Fault } from "../../base/fault.ts";

/** Milliseconds: a camera on the city's network answers within a few. A second attempt of TCP comes after 1 s. */
const CONNECT_LIMIT_MS = 1_200;
/** Resolvers answer late when their own server is gone; the attempt must not hang on them. */
const LOOKUP_LIMIT_MS = 3_000;

/**
 * Whether `host` takes connections on `port`, before an ffmpeg is spent on it. Resolves after an abort too.
 * Faults with `unknownHost` or `unreachable`, which says whether the camera refused or nobody answered.
 */
export async function preflight(host: string, port: number, signal: AbortSignal): Promise<void> {
  const address = await resolve(host, signal);
  if (address === null) return;
  await new Promise<void>((done, failed) => {
    const socket = connect({ host: address, port });
    const settle = (fault: Fault | null) => {
      clearTimeout(limit);
      signal.removeEventListener("abort", stop);
      socket.destroy();
      if (fault === null) done();
      else failed(fault);
    };
    const stop = () => settle(null);
    const limit = setTimeout(() => settle(unreachable(host, port, "noAnswer")), CONNECT_LIMIT_MS);
    signal.addEventListener("abort", stop, { once: true });
    socket.once("connect", () => settle(null));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      settle(unreachable(host, port, problemOf(error.code))),
    );
    if (signal.aborted) settle(null);
  });
}

function unreachable(host: string, port: number, problem: string): Fault {
  return new Fault("unreachable", { host, port, problem });
}

function problemOf(code: string | undefined): string {
  if (code === "ECONNREFUSED") return "refused";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH" || code === "EADDRNOTAVAIL") return "noRoute";
  if (code === "ETIMEDOUT") return "noAnswer";
  return code ?? "noAnswer";
}

/** The address of `host`, or null after an abort. */
async function resolve(host: string, signal: AbortSignal): Promise<string | null> {
  let cancel: () => void = () => undefined;
  const limit = new Promise<null>((done, failed) => {
    const timer = setTimeout(() => failed(new Fault("unknownHost", { host })), LOOKUP_LIMIT_MS);
    const stop = () => done(null);
    signal.addEventListener("abort", stop, { once: true });
    cancel = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    };
  });
  try {
    const found = await Promise.race([lookup(host.replaceAll(/[[\]]/g, "")), limit]);
    return signal.aborted || found === null ? null : found.address;
  } catch (error) {
    throw error instanceof Fault ? error : new Fault("unknownHost", { host }, { cause: error });
  } finally {
    cancel();
  }
}
