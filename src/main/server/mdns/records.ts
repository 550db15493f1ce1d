import { isIPv4, isIPv6 } from "node:net";

/** Of the records of hosts and services, and of those that others keep longer, seconds (RFC 6762, 10). */
const HOST_TTL = 120;
const OTHER_TTL = 4500;
/** Bytes of one part of a name (RFC 1035, 2.3.4). */
const LABEL_BYTES = 63;

const SERVICE = "_https._tcp.local";
/** Under which every kind of service is listed (RFC 6763, 9). */
const SERVICES = "_services._dns-sd._udp.local";

/** A record as the library takes it. `flush`: it is ours alone, and what others remember of it is to be forgotten. */
export type MdnsRecord = { readonly name: string; readonly ttl: number; readonly flush: boolean } & (
  | { readonly type: "A" | "AAAA" | "PTR"; readonly data: string }
  | { readonly type: "SRV"; readonly data: SrvData }
  | { readonly type: "TXT"; readonly data: readonly Buffer[] }
);

interface SrvData {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

/** What is announced under two names: of the machine, and of its pages as a service. */
export interface Claim {
  /** As "dinding.local". */
  readonly host: string;
  /** The whole name of the service. */
  readonly instance: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** The name of the service of a site called `site`; the first is number 1, and others of the same name count on. */
export function instanceName(site: string, number: number): string {
  const more = number === 1 ? "" : ` (${number})`;
  let label = site.replaceAll(".", "-").replace(/\p{Cc}/gu, " ");
  // By whole letters: half of one is no text any more.
  while (Buffer.byteLength(label + more) > LABEL_BYTES) label = Array.from(label).slice(0, -1).join("");
  return `${label}${more}.${SERVICE}`;
}

/** Names of mDNS are the same in capitals (RFC 6762, 16). */
export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Everything that is said of it (RFC 6763, 4 to 9). */
export function recordsOf({ host, instance, port, addresses }: Claim): MdnsRecord[] {
  const own = { ttl: HOST_TTL, flush: true };
  const srv = { priority: 0, weight: 0, port, target: host };
  return [
    { name: SERVICES, type: "PTR", ttl: OTHER_TTL, flush: false, data: SERVICE },
    { name: SERVICE, type: "PTR", ttl: OTHER_TTL, flush: false, data: instance },
    { name: instance, type: "SRV", ...own, data: srv },
    // One empty text, since there is always one.
    { name: instance, type: "TXT", ttl: OTHER_TTL, flush: true, data: [Buffer.alloc(0)] },
    ...addresses.map((data) => addressRecord(host, data)),
  ];
}

function addressRecord(name: string, data: string): MdnsRecord {
  return { name, type: isIPv4(data) ? "A" : "AAAA", ttl: HOST_TTL, flush: true, data };
}

/** A record as it is heard; what it says is not believed yet. */
export interface HeardRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly data?: unknown;
}

/** Whether two records say the same, how long whoever may remember it. */
export function saysSame(a: HeardRecord, b: HeardRecord): boolean {
  if (a.type !== b.type || !isSameName(a.name, b.name)) return false;
  const [first, second] = [rdataOf(a), rdataOf(b)];
  return first !== null && second !== null && Buffer.compare(first, second) === 0;
}

/**
 * Which of `names` somebody else claims with `heard`: an address of "dinding.local" that is not ours, or another machine
 * behind the name of the service. Null where it is none of them, or what we say ourselves (RFC 6762, 9), or an address of
 * `machine`, all that this machine has: another program here may say those by the same name that are none for the pages.
 */
export function contested(
  claim: Claim,
  heard: HeardRecord,
  machine: readonly string[] = [],
): "host" | "instance" | null {
  const which = isSameName(heard.name, claim.host)
    ? "host"
    : isSameName(heard.name, claim.instance)
      ? "instance"
      : null;
  const types = which === "host" ? ["A", "AAAA"] : ["SRV"];
  if (which === null || heard.ttl === 0 || !types.includes(heard.type) || rdataOf(heard) === null)
    return null;
  const said = [...recordsOf(claim), ...machine.map((data) => addressRecord(claim.host, data))];
  return said.some((own) => saysSame(own, heard)) ? null : which;
}

/**
 * Who keeps a name for which two ask at the same moment: the one whose records are later, by type and then by bytes (RFC
 * 6762, 8.2.1). Below 0: the others do. 0: they are the same.
 */
export function compareProbes(ours: readonly HeardRecord[], theirs: readonly HeardRecord[]): number {
  const [a, b] = [sorted(ours), sorted(theirs)];
  for (const [n, one] of a.entries()) {
    const other = b[n];
    if (other === undefined) return 1;
    const order = one.type - other.type || Buffer.compare(one.bytes, other.bytes);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function sorted(records: readonly HeardRecord[]): { type: number; bytes: Uint8Array }[] {
  return records
    .flatMap((record) => {
      const [type, bytes] = [types[record.type], rdataOf(record)];
      return type === undefined || bytes === null ? [] : [{ type, bytes }];
    })
    .toSorted((a, b) => a.type - b.type || Buffer.compare(a.bytes, b.bytes));
}

/** By their numbers (RFC 1035, 3.2.2; RFC 3596; RFC 2782). */
const types: Readonly<Record<string, number>> = { A: 1, PTR: 12, TXT: 16, AAAA: 28, SRV: 33 };

/** What a record holds, as bytes without abbreviations; null where it is not what its type says, or another type. */
function rdataOf({ type, data }: HeardRecord): Uint8Array | null {
  if (type === "A" || type === "AAAA") return typeof data === "string" ? addressBytes(type, data) : null;
  if (type === "PTR") return typeof data === "string" ? nameBytes(data) : null;
  if (type === "TXT") return Array.isArray(data) ? Buffer.concat(data.map(textBytes)) : textBytes(data);
  if (type !== "SRV" || typeof data !== "object" || data === null) return null;
  const { port, target, priority = 0, weight = 0 }: Readonly<Partial<Record<string, unknown>>> = { ...data };
  if (typeof target !== "string") return null;
  const numbers = Buffer.alloc(6);
  for (const [n, value] of [priority, weight, port].entries()) {
    if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > 0xffff) return null;
    numbers.writeUInt16BE(Number(value), 2 * n);
  }
  return Buffer.concat([numbers, nameBytes(target)]);
}

function addressBytes(type: "A" | "AAAA", address: string): Uint8Array | null {
  if (type === "A") return isIPv4(address) ? Buffer.from(address.split(".").map(Number)) : null;
  if (!isIPv6(address)) return null;
  // The one way to write it, without the dots of an address of the old kind.
  const plain = URL.parse(`http://[${address.replace(/%.*$/, "")}]`)?.hostname.slice(1, -1);
  if (plain === undefined) return null;
  const [head = [], tail] = plain.split("::").map((half) => half.split(":").filter((part) => part !== ""));
  const zeros = tail === undefined ? [] : Array<string>(8 - head.length - tail.length).fill("0");
  const words = [...head, ...zeros, ...(tail ?? [])].map((part) => Number.parseInt(part, 16));
  return Buffer.from(words.flatMap((word) => [word >> 8, word & 255]));
}

function nameBytes(name: string): Uint8Array {
  const labels = name
    .toLowerCase()
    .split(".")
    .filter((label) => label !== "");
  return Buffer.concat([...labels.map(textBytes), Buffer.alloc(1)]);
}

/** A length and so many bytes. */
function textBytes(text: unknown): Uint8Array {
  const bytes = text instanceof Uint8Array ? text : Buffer.from(typeof text === "string" ? text : "");
  return Buffer.concat([Buffer.from([bytes.length & 255]), bytes]);
}
