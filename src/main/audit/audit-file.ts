import type { AuditChain, AuditEntry } from "../../protocol/audit.ts";
import { csvLine } from "../base/csv.ts";

/** What a file says of the chain that its entries are of: "whole, 812 entries, #1 to #812, sha256 5c1f…". */
export function chainWords(chain: AuditChain): string {
  const { whole, brokenAt, entries, firstSeq, lastSeq, lastHash } = chain;
  const span = firstSeq === null ? "" : `, #${firstSeq} to #${lastSeq}, sha256 ${lastHash}`;
  return `${whole ? "whole" : `broken at #${brokenAt}`}, ${entries} entries${span}`;
}

const columns = [
  ...(["seq", "at", "by", "role", "way", "address", "act", "thing", "thingId", "status", "times"] as const),
  ...(["detail", "hash"] as const),
];

/** The entries with a head, and a last line that tells of the chain. `more`: not all that fit are in it. */
export function auditCsv(entries: readonly AuditEntry[], more: boolean, chain: AuditChain): Uint8Array {
  const lines = [
    csvLine(columns),
    ...entries.map((entry) => csvLine(columns.map((name) => entry[name] ?? ""))),
  ];
  const end: Partial<Record<(typeof columns)[number], string>> = {
    ...{ act: "auditChain", detail: JSON.stringify({ ...chain, more }), hash: chain.lastHash },
  };
  lines.push(csvLine(columns.map((name) => end[name] ?? "")));
  return Buffer.from(lines.join(""), "utf8");
}

/** The same as JSON lines. */
export function auditJsonLines(entries: readonly AuditEntry[], more: boolean, chain: AuditChain): Uint8Array {
  const lines = [...entries, { auditChain: chain, more }].map((line) => `${JSON.stringify(line)}\n`);
  return Buffer.from(lines.join(""), "utf8");
}
