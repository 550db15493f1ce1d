import { type Severity, severities } from "../../../../protocol/incident.ts";
import type { Report } from "../../../../protocol/report.ts";
import { all, textAt, type Xml } from "../../../base/xml.ts";
import { addressesOf, mediaKindOf, type ReadItem, type Reading, shortened } from "../reading/mapped.ts";
import { type Remark, shown } from "../reading/remark.ts";
import { instantOf } from "../reading/time.ts";
import { areaOf, circleOf, ringAround, ringOf } from "./area.ts";
import { kindOfAlert, severityOfAlert } from "./kind.ts";

const MOST_REPLACED = 256;

/** Alerts that say nothing of anything that happens (CAP 1.2, 3.2.1: `status`, `msgType`). */
const ignoredStatus = ["System", "Test", "Draft"];
const ignoredType = ["Ack", "Error"];

/**
 * One `alert` of CAP 1.2 (http://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html) as reports: an Alert as one, an
 * Update as one in the place of those it refers to, a Cancel as the end of each of those. None of an Ack, an Error, or
 * what is only a test. `language`: of several info blocks those in it, else English, else the first; of several in one
 * language the worst speaks for all, with the areas of all.
 */
export function readAlert(alert: Xml, language: string, reading: Omit<Reading, "nameless">): ReadItem[] {
  const [identifier, sender, sent] = ["identifier", "sender", "sent"].map((name) => textAt(alert, name));
  if (alert.name !== "alert" || !identifier || !sender) {
    const remark = { where: identifier ?? "", field: "alert", problem: "it is no alert of CAP 1.2" };
    return [{ report: null, remarks: [remark] }];
  }
  const name = nameOf(sender, identifier);
  const type = textAt(alert, "msgType") ?? "Alert";
  const status = textAt(alert, "status") ?? "Actual";
  if (ignoredStatus.includes(status) || ignoredType.includes(type)) return [];
  const written = instantOf(sent, reading.zone);
  const remarks: Remark[] = [];
  if (written === null)
    remarks.push({ where: name, field: "sent", problem: `${shown(sent)} is no time that can be read` });
  const revisedAt = written === null ? {} : { revisedAt: new Date(written).toISOString() };
  const references = referencesOf(textAt(alert, "references"));
  if (type === "Cancel") {
    if (references.length === 0)
      remarks.push({ where: name, field: "references", problem: "it cancels nothing that it names" });
    const outcome = shortened(
      textAt(chosen(alert, language)[0] ?? null, "headline") ?? textAt(alert, "note") ?? "Cancel",
      500,
    );
    return references.length === 0
      ? [{ report: null, remarks }]
      : references.map((externalId, at) => ({
          report: { externalId, sharedId: `cap:${externalId}`, ...revisedAt, change: "ended", outcome },
          remarks: at === 0 ? remarks : [],
        }));
  }
  const infos = chosen(alert, language);
  const fields = fieldsOf(infos, { name, sender, written, reading, remarks });
  if (fields === null) {
    remarks.push({ where: name, field: "info", problem: "it says nothing of what happens" });
    return [{ report: null, remarks }];
  }
  return [
    {
      report: {
        ...{ externalId: name, sharedId: `cap:${name}`, ...revisedAt, change: "report" },
        ...(type === "Update" && references.length > 0 ? { replaces: references } : {}),
        fields: status === "Exercise" ? { ...fields, drill: true } : fields,
      },
      remarks,
    },
  ];
}

/** How an alert is named among all: by its sender and identifier (CAP 1.2, 3.2.1). */
export function nameOf(sender: string, identifier: string): string {
  return shortened(`${sender},${identifier}`, 500);
}

/** `references`: groups "sender,identifier,sent" apart by white space. */
function referencesOf(text: string | null): string[] {
  const named = (text ?? "").split(/\s+/).flatMap((group) => {
    const [, sender, identifier] = /^([^,]+),(.+),[^,]+$/.exec(group) ?? [];
    return sender === undefined || identifier === undefined ? [] : [nameOf(sender, identifier)];
  });
  return [...new Set(named)].slice(0, MOST_REPLACED);
}

/** The info blocks that are read: in the language wanted (also of another region), else English, else in that of the first. */
function chosen(alert: Xml, wanted: string): readonly Xml[] {
  const infos = all(alert, "info");
  const base = (language: string) => language.split("-")[0]?.toLowerCase() ?? "";
  // CAP 1.2, 3.2.2: without a language it is en-US.
  const languageOf = (info: Xml) => base(textAt(info, "language") ?? "en-US");
  for (const language of [base(wanted), "en", ...infos.slice(0, 1).map(languageOf)]) {
    const found = infos.filter((info) => languageOf(info) === language);
    if (found.length > 0) return found;
  }
  return [];
}

interface Context {
  readonly name: string;
  readonly sender: string;
  /** Milliseconds since 1970. */
  readonly written: number | null;
  readonly reading: Omit<Reading, "nameless">;
  readonly remarks: Remark[];
}

function fieldsOf(infos: readonly Xml[], context: Context): NonNullable<Report["fields"]> | null {
  const { reading, sender } = context;
  const ranked = infos.map((info) => ({ info, severity: severityOf(info, reading.defaults.severity) }));
  const [worst] = ranked.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  if (worst === undefined) return null;
  const { info, severity } = worst;
  const event = textAt(info, "event") ?? "";
  const categories = all(info, "category").map(({ text }) => text);
  const texts = [textAt(info, "description"), textAt(info, "instruction")].filter((one) => one !== null);
  const places = infos.flatMap((one) => all(one, "area").flatMap((area) => textAt(area, "areaDesc") ?? []));
  const expires = infos.map((one) => timeAt(one, "expires", context));
  const links = addressesOf(infos.map((one) => textAt(one, "web") ?? ""));
  const media = infos
    .flatMap((one) => all(one, "resource"))
    .flatMap((resource) =>
      addressesOf(textAt(resource, "uri") ?? "").map((url) => {
        const title = textAt(resource, "resourceDesc");
        const kind = kindOfResource(textAt(resource, "mimeType"), url);
        return { kind, url, ...(title === null ? {} : { title: shortened(title, 200) }) };
      }),
    );
  return {
    kind: kindOfAlert(event, categories) ?? reading.defaults.kind,
    severity,
    text: shortened(textAt(info, "headline") ?? (event || reading.name), 500),
    ...(texts.length === 0 ? {} : { description: shortened(texts.join("\n\n"), 8000) }),
    ...(places.length === 0 ? {} : { place: shortened([...new Set(places)].join(", "), 200) }),
    ...whereOf(infos, context),
    source: shortened(textAt(info, "senderName") ?? sender, 120),
    ...dated("occurredAt", beginningOf(info, context)),
    // Of several blocks the last to expire; where one names no time, none is known.
    ...dated("expiresAt", expires.includes(null) ? null : Math.max(...expires.map(Number))),
    ...(media.length === 0 ? {} : { media: media.slice(0, 32) }),
    ...(links.length === 0 ? {} : { links: [...new Set(links)].map((url) => ({ url })) }),
  };
}

function dated(field: "occurredAt" | "expiresAt", instant: number | null) {
  return instant === null || !Number.isFinite(instant) ? {} : { [field]: new Date(instant).toISOString() };
}

function severityOf(info: Xml, unknown: Severity): Severity {
  const [severity, urgency, certainty] = ["severity", "urgency", "certainty"].map(
    (name) => textAt(info, name) ?? "",
  );
  return severityOfAlert(severity ?? "", urgency ?? "", certainty ?? "") ?? unknown;
}

function timeAt(info: Xml, field: string, { name, reading, remarks }: Context): number | null {
  const text = textAt(info, field);
  if (text === null) return null;
  const instant = instantOf(text, reading.zone);
  if (instant === null)
    remarks.push({ where: name, field, problem: `${shown(text)} is no time that can be read` });
  return instant;
}

/** When it began; what is only expected counts from when it was told. */
function beginningOf(info: Xml, context: Context): number | null {
  const { written } = context;
  const onset = timeAt(info, "onset", context) ?? timeAt(info, "effective", context);
  if (onset === null) return written;
  return written === null ? onset : Math.min(onset, written);
}

function whereOf(infos: readonly Xml[], { name, remarks }: Context) {
  const rings = [];
  const unread = { count: 0 };
  let location = null;
  let codes = 0;
  for (const area of infos.flatMap((info) => all(info, "area"))) {
    const [polygons, circles] = [all(area, "polygon"), all(area, "circle")];
    if (polygons.length + circles.length === 0) codes += all(area, "geocode").length;
    for (const { text } of polygons) {
      const ring = ringOf(text);
      if (ring === null) unread.count += 1;
      else rings.push(ring);
    }
    for (const { text } of circles) {
      const circle = circleOf(text);
      const ring = circle === null ? null : ringAround(circle);
      if (circle === null) unread.count += 1;
      else if (ring === null) location ??= circle.middle;
      else rings.push(ring);
    }
  }
  const area = areaOf(rings);
  if (area === null && rings.length > 0)
    remarks.push({ where: name, field: "polygon", problem: "its area has more corners than can be kept" });
  if (unread.count > 0)
    remarks.push({
      where: name,
      field: "polygon",
      problem: `${unread.count} polygons or circles cannot be read`,
    });
  if (rings.length === 0 && location === null && codes > 0)
    remarks.push({
      where: name,
      field: "geocode",
      problem: "its area is named by codes only, and not drawn",
    });
  return { ...(area === null ? {} : { area }), ...(location === null ? {} : { location }) };
}

function kindOfResource(mimeType: string | null, url: string) {
  if (mimeType?.startsWith("image/")) return "picture" as const;
  if (mimeType?.startsWith("video/")) return "video" as const;
  if (mimeType?.startsWith("audio/")) return "sound" as const;
  return mimeType === null ? mediaKindOf(url) : ("document" as const);
}
