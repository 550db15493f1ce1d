import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import type { Clock } from "../../../base/clock.ts";
import { Fault } from "../../../base/fault.ts";
import { failureOf, statusFault } from "../asking/failure.ts";
import { retryAfterS } from "../asking/retry-after.ts";
import { signed } from "./signature.ts";

const WHOLE_MS = 15_000;

export interface Message {
  readonly url: string;
  readonly secret: string;
  /** The same at every attempt, so that its receiver knows it again. */
  readonly id: string;
  readonly body: string;
}

/** What became of a message: it was taken, or refused for good. */
export type Sent = { readonly taken: true } | { readonly taken: false; readonly fault: Fault };

/**
 * Posts a message, signed by Standard Webhooks. Resolves when its receiver took or refused it; what may be otherwise
 * later rejects, as `unreachable`, `unknownHost` or `askedToWait` (which names the seconds). Redirects are refusals.
 */
export async function send(
  { url, secret, id, body }: Message,
  clock: Clock,
  signal: AbortSignal,
): Promise<Sent> {
  const at = new URL(url);
  const bytes = Buffer.from(body);
  const headers = {
    ...signed(secret, id, bytes, clock.now()),
    ...{ "content-type": "application/json", "content-length": String(bytes.byteLength) },
    ...{ "user-agent": "Dinding (city command centre wall)", connection: "close" },
  };
  const limit = AbortSignal.timeout(WHOLE_MS);
  const answer = await posted(at, headers, bytes, AbortSignal.any([signal, limit])).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw failureOf(limit.aborted ? "slow" : error, at);
    },
  );
  answer.destroy();
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return { taken: true };
  const waitS = retryAfterS(answer.headers["retry-after"], clock.now(), 0);
  const later = status >= 500 || [401, 403, 404, 408, 425, 429].includes(status);
  // A receiver that lost its secret or its page gets it when it is itself again; what it says "no" to stays refused.
  if (later) throw statusFault(status, at, waitS);
  return { taken: false, fault: refusal(status, at) };
}

function refusal(status: number, { hostname: host }: URL): Fault {
  const problem = status < 400 ? "it sends us elsewhere" : `it answers with status ${status}`;
  return new Fault("deviceRefused", { host, problem });
}

function posted(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { method: "POST", headers, signal, agent: false as const };
    const sent = url.protocol === "https:" ? secureRequest(url, options) : plainRequest(url, options);
    sent.once("response", resolve);
    // Also after an answer: whoever refuses may close before all was sent.
    sent.on("error", reject);
    sent.end(body);
  });
}
