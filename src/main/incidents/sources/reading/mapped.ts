import type { FieldMapping, MappedField } from "../../../../protocol/field-mapping.ts";
import { type Severity, severities } from "../../../../protocol/incident.ts";
import type { SourceDefaults } from "../../../../protocol/incident-source.ts";
import { type Report, reportSchema } from "../../../../protocol/report.ts";
import { type Where, placeOf, pointAt, whereOf } from "./geometry.ts";
import { filledAt, textOf, valueAt } from "./place.ts";
import { type Remark, shown } from "./remark.ts";
import { instantOf } from "./time.ts";

/** How what a source sends is read where its mapping says nothing. */
export interface Reading {
  /** Of the source; the text of what has none. */
  readonly name: string;
  readonly defaults: SourceDefaults;
  /** IANA name. */
  readonly zone: string;
  /** Names what the mapping finds no name for; null refuses it. `index`: from 0. */
  nameless?(item: unknown, index: number): string | null;
}

/** A report, or why there is none; remarks beside a report are about what was left out of it. */
export interface ReadItem {
  readonly report: Report | null;
  readonly remarks: readonly Remark[];
}

const severityWords: Readonly<Record<string, Severity>> = {
  ...{ kritis: "critical", darurat: "critical", emergency: "critical", extreme: "critical" },
  ...{
    tinggi: "high",
    severe: "high",
    major: "high",
    sedang: "medium",
    moderate: "medium",
    medium: "medium",
  },
  ...{ rendah: "low", minor: "low", info: "low" },
};
const endedWords = [
  "true",
  "1",
  "closed",
  "ended",
  "resolved",
  "done",
  "cancelled",
  "selesai",
  "tutup",
  "batal",
];
/** Characters of texts, as `protocol/incident.ts` takes them. */
const LENGTHS = { text: 500, description: 8000, place: 200, outcome: 500, source: 120, kind: 64 } as const;
const MOST_MEDIA = 32;

/** The things in what a source sent, by its mapping; one after the other, so that a long list is never held twice. */
export function* readMapped(sent: unknown, mapping: FieldMapping, reading: Reading): Generator<ReadItem> {
  const found = mapping.items === undefined ? sent : valueAt(sent, mapping.items);
  if (found === undefined || found === null) {
    const problem = "there is no list at {place}".replace("{place}", mapping.items ?? "");
    yield { report: null, remarks: [{ where: "", field: "items", problem }] };
    return;
  }
  const items: readonly unknown[] = Array.isArray(found) ? found : [found];
  for (const [index, item] of items.entries()) yield readItem(item, index, mapping, reading);
}

/** One thing; its place in the list names it in remarks until its own name is known. */
function readItem(item: unknown, index: number, mapping: FieldMapping, reading: Reading): ReadItem {
  const { fields } = mapping;
  const raw = (field: MappedField): unknown => {
    const entry = fields[field];
    return entry === undefined ? undefined : filledAt(item, entry);
  };
  const words = (field: MappedField) => textOf(raw(field));
  const externalId = words("externalId") ?? reading.nameless?.(item, index) ?? null;
  const where = externalId ?? String(index + 1);
  const remarks: Remark[] = [];
  const remark = (field: string, problem: string) => {
    remarks.push({ where, field, problem });
    return undefined;
  };
  if (externalId === null) {
    remark("externalId", "it has no name of its own, so the same thing could not be known again");
    return { report: null, remarks };
  }
  const time = (field: MappedField) => {
    const value = raw(field);
    if (value === undefined || value === null || value === "") return undefined;
    const instant = instantOf(value, mapping.zone ?? reading.zone);
    if (instant === null) return remark(field, `${shown(value)} is no time that can be read`);
    return new Date(instant).toISOString();
  };
  const cut = (field: keyof typeof LENGTHS) => {
    const text = words(field);
    return text === null ? undefined : shortened(text, LENGTHS[field]);
  };
  const ended = isEnded(words("ended"), mapping.endedWords ?? endedWords);
  const outcome = cut("outcome");
  const [sharedId, revisedAt] = [words("sharedId"), time("revisedAt")];
  const place = placed(raw, remark);
  const [placeName, description, source] = [cut("place"), cut("description"), cut("source")];
  const [occurredAt, expiresAt] = [time("occurredAt"), time("expiresAt")];
  const [media, links] = [addressesOf(raw("media")), addressesOf(raw("link"))];
  const reporter = reporterOf(words("reporterName"), words("reporterPhone"));
  const told = {
    externalId,
    ...(sharedId === null ? {} : { sharedId }),
    ...(revisedAt === undefined ? {} : { revisedAt }),
  };
  // What is over is often told in a word, and that takes nothing back of what was told before.
  if (ended) {
    const over = { ...told, change: "ended", ...(outcome === undefined ? {} : { outcome }) };
    const read = reportSchema.safeParse(over);
    return { report: read.data ?? null, remarks };
  }
  const report = reportSchema.safeParse({
    ...{ ...told, change: "report" },
    fields: {
      kind: kindOf(cut("kind"), mapping) ?? reading.defaults.kind,
      severity: severityOf(words("severity"), mapping, remark) ?? reading.defaults.severity,
      text: cut("text") ?? reading.name,
      ...(description === undefined ? {} : { description }),
      ...(placeName === undefined ? {} : { place: placeName }),
      ...place,
      ...(source === undefined ? {} : { source }),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(media.length === 0 ? {} : { media: media.map((url) => ({ kind: mediaKindOf(url), url })) }),
      ...(links.length === 0 ? {} : { links: links.map((url) => ({ url })) }),
      ...(reporter === null ? {} : { reporter }),
      ...(isEnded(words("drill"), DRILL_WORDS) ? { drill: true } : {}),
    },
  });
  if (report.success) return { report: report.data, remarks };
  const [issue] = report.error.issues;
  remark(issue?.path.at(-1)?.toString() ?? "", issue?.message ?? "?");
  return { report: null, remarks };
}

const DRILL_WORDS = ["true", "1", "drill", "exercise", "latihan", "ya", "yes"];

/** `text` in at most `most` characters, cut where no pair of surrogates is. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function isEnded(word: string | null, words: readonly string[]): boolean {
  return word !== null && words.some((one) => one.toLowerCase() === word.toLowerCase());
}

/** The value that `map` has for `word`, without regard to capitals. */
function mapped<T>(map: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return Object.entries(map ?? {}).find(([from]) => from.toLowerCase() === word.toLowerCase())?.[1];
}

function kindOf(word: string | undefined, { kinds }: FieldMapping): string | undefined {
  return word === undefined ? undefined : (mapped(kinds, word) ?? word.toLowerCase());
}

function severityOf(
  word: string | null,
  { severities: map }: FieldMapping,
  remark: (field: string, problem: string) => undefined,
): Severity | undefined {
  if (word === null) return undefined;
  const known =
    mapped(map, word) ?? severities.find((one) => one === word.toLowerCase()) ?? mapped(severityWords, word);
  return known ?? remark("severity", `no severity is known for ${shown(word)}`);
}

function placed(
  raw: (field: MappedField) => unknown,
  remark: (field: string, problem: string) => undefined,
): Where {
  const geometry = raw("geometry");
  const where = geometry === undefined || geometry === null ? null : whereOf(geometry);
  if (geometry !== undefined && geometry !== null && where === null)
    remark("geometry", "it is no point or area of GeoJSON that can be used");
  const [lat, lon, both] = [raw("lat"), raw("lon"), raw("location")];
  const given = [lat, lon, both].some((one) => one !== undefined && one !== null && one !== "");
  const point = pointAt(lat, lon) ?? placeOf(both);
  if (given && point === null)
    remark("location", `${shown(both ?? [lat, lon])} is no place on earth in degrees`);
  return point === null ? (where ?? {}) : { ...where, location: point };
}

/** Addresses of the web in a value: a text, an object with `url`, or a list of them. */
export function addressesOf(value: unknown): string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all
    .slice(0, MOST_MEDIA)
    .map((one) => textOf(one) ?? textOf(valueAt(one, "url")) ?? "")
    .filter((url) => url.length <= 2048 && /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url));
}

/** What is behind an address, by the ending of its path. */
export function mediaKindOf(url: string): "picture" | "video" | "sound" | "document" {
  const path = URL.parse(url)?.pathname.toLowerCase() ?? "";
  if (/\.(?:mp4|webm|mov|m3u8|avi|mkv)$/.test(path)) return "video";
  if (/\.(?:mp3|ogg|oga|wav|m4a|amr)$/.test(path)) return "sound";
  return /\.(?:pdf|docx?|xlsx?|csv|txt|html?)$/.test(path) ? "document" : "picture";
}

function reporterOf(name: string | null, phone: string | null) {
  if (name === null && phone === null) return null;
  return {
    ...(name === null ? {} : { name: name.slice(0, 120) }),
    ...(phone === null ? {} : { phone: phone.slice(0, 40) }),
  };
}
