import { createHash } from "node:crypto";
import { request as plainRequest, type IncomingHttpHeaders } from "node:http";
import { connect, type TLSSocket } from "node:tls";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Ask {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or null for none. */
  readonly body?: string | null;
  /** Base64 of the SHA-256 of the public key (SPKI, DER) that a TLS server must show. */
  readonly spki: string | null;
  readonly timeoutMs: number;
}

/** Base64 of the SHA-256 of the public key of the certificate a socket was shown (SPKI, DER; RFC 7469, 2.4). */
function publicKeyHash(socket: TLSSocket): string {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) {
    throw new Error("the server showed no certificate");
  }
  const der = certificate.publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("base64");
}

/**
 * One HTTP request. Over TLS the server is known by its public key alone, which is checked before the first byte
 * of the request, with its token, leaves. Rejects where there is no whole answer within `timeoutMs`.
 */
export async function pinnedRequest(ask: Ask): Promise<Reply> {
  const body = ask.body ?? null;
  const told: Record<string, string> = body === null ? {} : { "content-type": "application/json" };
  const socket = ask.url.protocol === "https:" ? await pinnedSocket(ask) : null;
  return new Promise((resolve, reject) => {
    const outgoing = plainRequest({
      method: ask.method,
      host: ask.url.hostname.replace(/^\[|\]$/g, ""),
      port: ask.url.port || (socket === null ? 80 : 443),
      path: ask.url.pathname + ask.url.search,
      headers: { host: ask.url.host, ...told, ...ask.headers },
      // Node asks createConnection only where no agent is named.
      ...(socket === null ? { agent: false } : { createConnection: () => socket }),
    });
    const late = setTimeout(
      () => outgoing.destroy(new Error(`${ask.url.host} does not answer`)),
      ask.timeoutMs,
    );
    outgoing.on("close", () => clearTimeout(late));
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (part: string) => {
        text += part;
      });
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
      );
    });
    outgoing.end(body ?? undefined);
  });
}

function pinnedSocket(ask: Ask): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const host = ask.url.hostname.replace(/^\[|\]$/g, "");
    const socket = connect({ host, port: Number(ask.url.port || 443), rejectUnauthorized: false });
    socket.setTimeout(ask.timeoutMs, () => socket.destroy(new Error(`${ask.url.host} does not answer`)));
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const shown = publicKeyHash(socket);
      if (shown === ask.spki) {
        socket.off("error", reject);
        // From here on the request keeps the time.
        socket.setTimeout(0);
        resolve(socket);
      } else {
        socket.destroy(new Error(`${ask.url.host} shows another certificate than the core's`));
      }
    });
  });
}
