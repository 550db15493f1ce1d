import type { SourceDefaults } from "../../../../protocol/incident-source.ts";
import type { Report, ReportFields } from "../../../../protocol/report.ts";

const MINUTE_MS = 60_000;
/** Clocks that differ by less count as the same, so that a slow answer makes no other version of anything. */
const SAME_CLOCK_MS = 60_000;

/** What is known of a source when its reports are taken. */
export interface Circumstances {
  readonly defaults: SourceDefaults;
  /** By how much its clock is ahead of ours; null where it does not tell. */
  readonly aheadMs: number | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * `report` with its times by our clock, where the source's is known to be off, and with a time of expiry where it names
 * none and the source's incidents are to last so long. A source dates what it tells by the clock that its answers show:
 * an hour off, its newest would look an hour old, or yet to come. The same report gives the same again as long as the clocks stay where they are.
 */
export function finished(report: Report, { defaults, aheadMs, now }: Circumstances): Report {
  if (report.fields === undefined) return report;
  const wrongMs = byTheMinute(aheadMs ?? 0);
  const right = (time: string) => dated(Date.parse(time) - wrongMs);
  const fields = wrongMs === 0 ? report.fields : inOurTime(report.fields, right);
  if (fields.expiresAt !== undefined || defaults.lifetimeMin === undefined || report.change === "ended")
    return { ...report, fields };
  const lifetimeMs = defaults.lifetimeMin * MINUTE_MS;
  const began = fields.occurredAt ?? (report.revisedAt === undefined ? undefined : right(report.revisedAt));
  // Without a time of its own it lasts as long as it is told of, and up to two lifetimes more.
  const expires =
    began === undefined
      ? (Math.floor(now / lifetimeMs) + 2) * lifetimeMs
      : Math.max(Date.parse(began), revisedMs(report) - wrongMs) + lifetimeMs;
  return { ...report, fields: { ...fields, expiresAt: dated(expires) } };
}

function inOurTime(fields: ReportFields, right: (time: string) => string): ReportFields {
  const { occurredAt, expiresAt } = fields;
  return {
    ...fields,
    ...(occurredAt === undefined ? {} : { occurredAt: right(occurredAt) }),
    ...(expiresAt === undefined ? {} : { expiresAt: right(expiresAt) }),
  };
}

function revisedMs({ revisedAt }: Report): number {
  return revisedAt === undefined ? 0 : Date.parse(revisedAt);
}

function byTheMinute(aheadMs: number): number {
  return Math.abs(aheadMs) < SAME_CLOCK_MS ? 0 : Math.round(aheadMs / MINUTE_MS) * MINUTE_MS;
}

function dated(instant: number): string {
  return new Date(instant).toISOString();
}
