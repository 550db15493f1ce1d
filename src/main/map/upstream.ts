import { Fault } from "../base/fault.ts";

/** Milliseconds for a whole answer of a map server. */
const LIMIT_MS = 10_000;

/** What came back from a map server. */
export interface Fetched {
  /** 200, or 204 where there is nothing at that address. */
  readonly status: 200 | 204;
  readonly body: Uint8Array;
  /** Seconds for which it says it stays as it is; null where it says nothing. */
  readonly maxAge: number | null;
}

/** `max-age` of Cache-Control (RFC 9111, 5.2.2.1). */
function maxAgeOf(header: string | null): number | null {
  const [, seconds] = /(?:^|[,\s])max-age=(\d{1,9})/i.exec(header ?? "") ?? [];
  return seconds === undefined ? null : Number(seconds);
}

/**
 * One address of the city's map server, never of another host: what sends elsewhere is refused. Faults with `unreachable`,
 * `wrongPath` or `tooLarge`; rejects with the signal's reason after an abort.
 */
export async function fetchFrom(url: URL, mostBytes: number, signal: AbortSignal): Promise<Fetched> {
  const host = url.hostname;
  const unreachable = (problem: string, cause?: unknown) =>
    new Fault(
      "unreachable",
      { host, port: Number(url.port || (url.protocol === "https:" ? 443 : 80)), problem },
      { cause },
    );
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  try {
    const answer = await fetch(url, {
      signal: limit,
      redirect: "manual",
      headers: { "user-agent": "Dinding" },
    });
    if (answer.status === 404 || answer.status === 204 || answer.status === 410) {
      await answer.body?.cancel();
      return { status: 204, body: new Uint8Array(), maxAge: null };
    }
    if (answer.status !== 200 || answer.body === null) {
      await answer.body?.cancel();
      if (answer.status >= 300 && answer.status < 400) throw unreachable("it sends us elsewhere");
      if (answer.status === 401 || answer.status === 403) throw new Fault("loginRefused", { host });
      throw unreachable(`HTTP ${answer.status}`);
    }
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of answer.body) {
      bytes += part.byteLength;
      if (bytes > mostBytes) throw new Fault("tooLarge", { limit: mostBytes });
      parts.push(part);
    }
    return { status: 200, body: Buffer.concat(parts), maxAge: maxAgeOf(answer.headers.get("cache-control")) };
  } catch (error) {
    if (error instanceof Fault) throw error;
    signal.throwIfAborted();
    throw unreachable(limit.aborted ? "no answer" : "connection refused", error);
  }
}
