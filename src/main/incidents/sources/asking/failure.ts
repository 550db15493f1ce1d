import { Fault } from "../../../base/fault.ts";

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return { "https:": 443, "mqtts:": 8883, "mqtt:": 1883 }[protocol] ?? 80;
}

/** What an answer other than 200 means. `waitS`: seconds that it asks for, null where it does not. */
export function statusFault(status: number, url: URL, waitS: number | null): Fault {
  const host = url.hostname;
  if (status === 429 || (status === 503 && waitS !== null))
    return new Fault("askedToWait", { host, seconds: waitS ?? 60 });
  if (status === 401 || status === 403 || status === 407) return new Fault("loginRefused", { host });
  if (status === 404 || status === 410) return new Fault("notThere", { host, path: url.pathname });
  if (status >= 500)
    return new Fault("unreachable", { host, port: portOf(url), problem: "it reports an error" });
  return new Fault("notUnderstood", { host, problem: `it answers with status ${status}` });
}

const problems: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  EHOSTUNREACH: "no route to it",
  ENETUNREACH: "no route to it",
  EADDRNOTAVAIL: "no route to it",
  ECONNRESET: "it breaks the connection off",
  EPIPE: "it breaks the connection off",
};

/** TLS's own words for a certificate that was not believed (OpenSSL's and Node's). */
const certificateCodes =
  /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|HOSTNAME_MISMATCH|INVALID_PURPOSE)/;

/** What an exchange that failed means; "slow": it took too long. */
export function failureOf(error: unknown, url: URL): Fault {
  if (error instanceof Fault) return error;
  const host = url.hostname;
  const at = { host, port: portOf(url) };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const cause = error instanceof Error ? { cause: error } : {};
  if (error === "slow") return new Fault("unreachable", { ...at, problem: "it answers too slowly" });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return new Fault("unknownHost", { host }, cause);
  if (certificateCodes.test(code))
    return new Fault("unreachable", { ...at, problem: "its certificate cannot be trusted" }, cause);
  if (/^(?:HPE_|ERR_SSL_|EPROTO)/.test(code))
    return new Fault("notUnderstood", { host, problem: "it does not speak HTTP there" }, cause);
  return new Fault("unreachable", { ...at, problem: problems[code] ?? "no answer" }, cause);
}
