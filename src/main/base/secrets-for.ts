import type { SourceAdapter } from "../../protocol/incident-source.ts";

/** For whom secrets are: another host or user never gets what was given for this one. A webhook's are sent to nobody. */
export function secretsFor(adapter: SourceAdapter): string {
  if (adapter.kind === "webhook") return "webhook";
  if (adapter.kind === "csv" || adapter.kind === "bmkg") return adapter.kind;
  const { protocol, host } = new URL(adapter.url);
  const user = adapter.kind === "mqtt" ? (adapter.username ?? "") : JSON.stringify(adapter.login ?? null);
  return `${protocol}//${host} ${user}`;
}
