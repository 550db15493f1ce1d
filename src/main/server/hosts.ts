import { isIP } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { LOOPBACK_NAMES } from "../base/loopback.ts";

/** Names under which a Dinding may be found in its network; the first that no other one there has is taken. */
export const ANNOUNCED_NAMES = ["dinding.local", "dinding-2.local", "dinding-3.local", "dinding-4.local"];

/** The name in a Host header without its port and brackets, in lower case; null where it is none. */
export function nameOfHost(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header ?? "");
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? null : name.toLowerCase().replace(/\.$/, "");
}

/** Every name under which this machine is asked for when it listens on `host`. */
export function namesOfMachine(host: string): string[] {
  const names = [...LOOPBACK_NAMES, hostname(), `${hostname()}.local`, ...ANNOUNCED_NAMES];
  const everywhere = host === "0.0.0.0" || host === "::";
  names.push(...(everywhere ? everyAddressOfMachine() : [host]));
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** Every address of this machine, of each cable and of none, without the cable's name behind it. */
export function everyAddressOfMachine(): string[] {
  return Object.values(networkInterfaces()).flatMap((each) =>
    (each ?? []).map(({ address }) => address.replace(/%.*$/, "")),
  );
}

/**
 * The addresses in a network under which pages that listen on `host` are reached now, in one order. Those of a single
 * cable of the new kind (fe80:) are none: who has one has to know the cable as well.
 */
export function addressesOfMachine(host: string): string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, address, family }) => {
      if (internal || address.startsWith("fe80:")) return false;
      if (isIP(host) === 0 || host === "0.0.0.0") return family === "IPv4";
      return host === "::" || host === address;
    })
    .map(({ address }) => address)
    .toSorted();
}

/**
 * Whether a name of the certificate leads here now, where the pages listen on `host`: an address may have gone to another
 * since the start, and a name of ANNOUNCED_NAMES is ours while it is `announced`.
 */
export function isHeldName(name: string, host: string, announced: string | null): boolean {
  if (ANNOUNCED_NAMES.includes(name)) return name === announced;
  return isIP(name) === 0 || name === host || addressesOfMachine(host).includes(name);
}

/**
 * Whether a Host header names this machine: a page of elsewhere whose name was made to point here (DNS rebinding)
 * is refused by it, because the browser still sends that page's own name.
 */
export function hostCheck(names: readonly string[]): (header: string | undefined) => boolean {
  const allowed = new Set(names.map((name) => name.toLowerCase()));
  return (header) => {
    const name = nameOfHost(header);
    return name !== null && (allowed.has(name) || coveredByWildcard(name, allowed));
  };
}

/**
 * Whether a Host header is the very address that the connection came in on, also one that the machine got after the
 * start. An address in it is safe from DNS rebinding: the browser would send the name that was made to point here.
 */
export function isAddressOf(header: string | undefined, localAddress: string | undefined): boolean {
  const name = nameOfHost(header);
  if (name === null || localAddress === undefined || isIP(name) === 0) return false;
  return name === localAddress.replace(/^::ffff:(?=[\d.]+$)/, "").replace(/%.*$/, "");
}

/** A certificate of the city may stand for `*.example.go.id`: one label more, never an address. */
function coveredByWildcard(name: string, allowed: ReadonlySet<string>): boolean {
  return isIP(name) === 0 && allowed.has(name.replace(/^[^.]+/, "*"));
}

/** Whether an Origin header is our own page's: same scheme, name and port as the request itself. */
export function isOwnOrigin(origin: string, tls: boolean, host: string | undefined): boolean {
  return host !== undefined && origin.toLowerCase() === `${tls ? "https" : "http"}://${host.toLowerCase()}`;
}
