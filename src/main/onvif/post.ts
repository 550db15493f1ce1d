import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Fault } from "../base/fault.ts";

/** Bytes: the profiles of an encoder with 64 channels stay below; a device that sends more is cut off. */
export const MOST_BYTES = 2 * 1024 * 1024;

export interface Post {
  readonly url: URL;
  readonly contentType: string;
  readonly authorization: string | null;
  readonly body: string;
  /** Milliseconds for the whole exchange, however slowly the answer drips. */
  readonly limitMs: number;
}

export interface Posted {
  readonly status: number;
  /** Of each `WWW-Authenticate`. */
  readonly challenges: readonly string[];
  readonly text: string;
}

/**
 * One POST on a connection of its own. Redirects are answers like others: nothing is fetched from where they point.
 * Rejects with the signal's reason after an abort, otherwise with `unreachable`, `unknownHost`, `silent` or
 * `notOnvif`, and leaves no socket or timer.
 */
export async function post({ url, limitMs, ...order }: Post, signal: AbortSignal): Promise<Posted> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(limitMs);
  try {
    return await exchange(url, order, AbortSignal.any([signal, limit]));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (limit.aborted)
      throw new Fault("silent", { host: url.hostname, seconds: Math.round(limitMs / 100) / 10 });
    throw faultOf(error, url);
  }
}

function exchange(
  url: URL,
  { contentType, authorization, body }: Omit<Post, "url" | "limitMs">,
  signal: AbortSignal,
): Promise<Posted> {
  return new Promise((resolve, reject) => {
    // Cameras make their certificates themselves. The password crosses the line as a digest only.
    const send =
      url.protocol === "https:"
        ? (options: object, answered: (response: IncomingMessage) => void) =>
            requestHttps(url, { ...options, rejectUnauthorized: false }, answered)
        : (options: object, answered: (response: IncomingMessage) => void) =>
            requestHttp(url, options, answered);
    const request = send(
      {
        method: "POST",
        agent: false,
        signal,
        headers: {
          "Content-Type": contentType,
          "Content-Length": Buffer.byteLength(body),
          Connection: "close",
          ...(authorization === null ? {} : { Authorization: authorization }),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on("error", reject);
        response.on("data", (part: Buffer) => {
          bytes += part.length;
          if (bytes > MOST_BYTES) {
            request.destroy();
            reject(new Fault("notOnvif", { host: url.hostname, problem: "its answer does not end" }));
          } else parts.push(part);
        });
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            challenges: challengesOf(response),
            text: Buffer.concat(parts).toString("utf8"),
          });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** Each value apart: node joins the header's lines, and a comma also stands within one challenge. */
function challengesOf({ rawHeaders }: IncomingMessage): string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() === "www-authenticate") values.push(rawHeaders[at + 1] ?? "");
  return values;
}

const problems: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  EHOSTUNREACH: "no route to it",
  ENETUNREACH: "no route to it",
  EADDRNOTAVAIL: "no route to it",
};

function faultOf(error: unknown, { hostname: host, port, protocol }: URL): Fault {
  if (error instanceof Fault) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new Fault("unknownHost", { host }, { cause: error });
  if (code.startsWith("HPE_") || code.startsWith("ERR_SSL"))
    return new Fault("notOnvif", { host, problem: "it does not speak HTTP there" }, { cause: error });
  const usual = protocol === "https:" ? 443 : 80;
  return new Fault(
    "unreachable",
    { host, port: port === "" ? usual : Number(port), problem: problems[code] ?? "no answer" },
    { cause: error },
  );
}
