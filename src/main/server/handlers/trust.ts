import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { isLoopbackName } from "../../base/loopback.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import type { Certificate } from "../certificate.ts";
import { isHeldName } from "../hosts.ts";
import { MediaContent } from "../media.ts";

/**
 * `certificate`: of the pages; null without TLS. `port`: theirs. `host`: on which they listen. `announced`: under which name
 * the network finds them.
 */
export function trustHandlers(
  certificate: Certificate | null,
  port: () => number,
  host: string,
  announced: () => string | null,
): Pick<Handlers, "trust" | "authority"> {
  const authority =
    certificate === null || certificate.authority === null
      ? null
      : new X509Certificate(certificate.authority);
  const names = (certificate?.names ?? []).filter((name) => !isLoopbackName(name) && !name.startsWith("*"));
  // A name stays when an address does not.
  const sorted = [
    ...names.filter((name) => isIP(name) === 0),
    ...names.filter((name) => isIP(name) === 4),
    ...names.filter((name) => isIP(name) === 6 && !name.startsWith("fe80:")),
  ];
  // The city's own certificate may name what stands before this machine.
  const isHeld = (name: string) =>
    isHeldName(name, host, announced()) || (authority === null && isIP(name) !== 0);
  return {
    trust: () => ({
      body: {
        authority:
          authority === null
            ? null
            : { fingerprint: authority.fingerprint256, expiresAt: authority.validToDate.toISOString() },
        addresses: sorted
          .filter(isHeld)
          .map((name) => `https://${isIP(name) === 6 ? `[${name}]` : name}:${port()}`),
      },
    }),
    authority: () => {
      if (authority === null) throw new Fault("notFound", { what: "file", id: "dinding.crt" });
      const headers = { "content-disposition": 'attachment; filename="dinding.crt"' };
      return { body: new MediaContent(authority.raw, headers) };
    },
  };
}
