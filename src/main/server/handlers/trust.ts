import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { isLoopbackName } from "../../base/loopback.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { isHeldName } from "../hosts.ts";
import { MediaContent } from "../media.ts";
import type { ServedCertificate } from "../served-certificate.ts";

/**
 * `certificate`: of the pages; null without TLS. `port`: theirs. `host`: on which they listen. `announced`: under which name
 * the network finds them.
 */
export function trustHandlers(
  certificate: ServedCertificate | null,
  port: () => number,
  host: string,
  announced: () => string | null,
): Pick<Handlers, "trust" | "authority"> {
  const authorityNow = () => {
    const authority = certificate?.now.authority ?? null;
    return authority === null ? null : new X509Certificate(authority);
  };
  /** What people may call it by, names first: a name stays when an address does not. */
  const names = () => {
    const all = (certificate?.now.names ?? []).filter(
      (name) => !isLoopbackName(name) && !name.startsWith("*"),
    );
    return [
      ...all.filter((name) => isIP(name) === 0),
      ...all.filter((name) => isIP(name) === 4),
      ...all.filter((name) => isIP(name) === 6 && !name.startsWith("fe80:")),
    ];
  };
  return {
    trust: () => {
      const authority = authorityNow();
      // The city's own certificate may name what stands before this machine.
      const isHeld = (name: string) =>
        isHeldName(name, host, announced()) || (authority === null && isIP(name) !== 0);
      return {
        body: {
          authority:
            authority === null
              ? null
              : { fingerprint: authority.fingerprint256, expiresAt: authority.validToDate.toISOString() },
          addresses: names()
            .filter(isHeld)
            .map((name) => `https://${isIP(name) === 6 ? `[${name}]` : name}:${port()}`),
        },
      };
    },
    authority: () => {
      const authority = authorityNow();
      if (authority === null) throw new Fault("notFound", { what: "file", id: "dinding.crt" });
      const headers = { "content-disposition": 'attachment; filename="dinding.crt"' };
      return { body: new MediaContent(authority.raw, headers) };
    },
  };
}
