import { z } from "zod";
import { distanceM } from "../../../../layouts/geography.ts";
import { type Severity, severities } from "../../../../protocol/incident.ts";
import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import type { Report } from "../../../../protocol/report.ts";
import { placeOf } from "../reading/geometry.ts";
import { shortened } from "../reading/mapped.ts";
import { instantOf } from "../reading/time.ts";

/**
 * An earthquake as BMKG's three files tell it (https://data.bmkg.go.id/gempabumi): all values are texts, `Coordinates` is
 * "lat,lon", `Kedalaman` "10 km", `Shakemap` the name of a picture. Only some of them tell of what was felt, of tsunamis
 * and of a picture.
 */
export const quakeSchema = z.object({
  DateTime: z.string().min(1).max(60),
  Coordinates: z.string().max(60),
  Magnitude: z.string().max(20),
  Kedalaman: z.string().max(30),
  Wilayah: z.string().max(500),
  Potensi: z.string().max(500).optional(),
  Dirasakan: z.string().max(4000).optional(),
  Shakemap: z.string().max(200).optional(),
});
export type Quake = z.infer<typeof quakeSchema>;

const SHAKEMAPS = "https://static.bmkg.go.id/";
const SITE = "https://www.bmkg.go.id/gempabumi";

/** What one file knows of it with what another does; the later of two that differ counts. */
export function joined(before: Quake | undefined, now: Quake): Quake {
  const said = Object.fromEntries(
    Object.entries(now).filter(([, value]) => value.trim() !== "" && value !== "-"),
  );
  return { ...now, ...before, ...said };
}

/** The earthquake as a report, or why it is none. */
export function readQuake(quake: Quake): Report | { readonly field: string; readonly problem: string } {
  const instant = instantOf(quake.DateTime, "Asia/Jakarta");
  const location = placeOf(quake.Coordinates);
  const magnitude = Number.parseFloat(quake.Magnitude.replace(",", "."));
  if (instant === null)
    return { field: "DateTime", problem: `${quake.DateTime} is no time that can be read` };
  if (location === null)
    return { field: "Coordinates", problem: `${quake.Coordinates} is no place on earth in degrees` };
  if (!Number.isFinite(magnitude)) return { field: "Magnitude", problem: "it is no number" };
  const depthKm = Number.parseFloat(quake.Kedalaman.replace(",", "."));
  const tsunami = mayBringTsunami(quake.Potensi ?? "");
  const felt = quake.Dirasakan?.trim() ?? "";
  const occurredAt = new Date(instant).toISOString();
  const name = `bmkg:${occurredAt}`;
  const told = [quake.Wilayah, quake.Potensi, felt === "" ? "" : `Dirasakan (Skala MMI): ${felt}`];
  const picture = /^[\w.-]+$/.test(quake.Shakemap ?? "") ? `${SHAKEMAPS}${quake.Shakemap}` : null;
  const text = `Gempa M${magnitude.toFixed(1)}, kedalaman ${quake.Kedalaman}${tsunami ? ", berpotensi tsunami" : ""}: ${quake.Wilayah}`;
  return {
    ...{ externalId: name, sharedId: name, change: "report" },
    fields: {
      kind: tsunami ? "tsunami" : "earthquake",
      severity: severityOfQuake({ magnitude, depthKm, tsunami, felt }),
      text: shortened(text, 500),
      description: told.filter((one) => one !== undefined && one !== "").join("\n"),
      place: shortened(quake.Wilayah, 200),
      ...{ location, occurredAt, source: "BMKG" },
      ...(picture === null ? {} : { media: [{ kind: "picture", url: picture, title: "Shakemap BMKG" }] }),
      links: [{ url: SITE, title: "BMKG" }],
    },
  };
}

/** Whether BMKG says that a tsunami may come; "Tidak berpotensi tsunami" says that none will. */
export function mayBringTsunami(potential: string): boolean {
  return /tsunami/i.test(potential) && !/tidak|no\b/i.test(potential);
}

const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/** The strongest intensity in what was felt, as `III-IV Ambon, II Masohi` (modified Mercalli, 1 to 12); 0 where none is. */
export function strongestFelt(felt: string): number {
  const found = [...felt.matchAll(/\b[IVX]+\b/g)].map(([word]) => ROMAN.indexOf(word) + 1);
  return Math.max(0, ...found);
}

/**
 * By magnitude and by what was felt, whichever is worse: from M 7 or VII (damage) critical, from M 6 or V (felt by all)
 * high, from M 5 or III (felt indoors) medium. One from deeper than 300 km does less; one that may bring a tsunami is
 * critical.
 */
export function severityOfQuake(quake: {
  readonly magnitude: number;
  readonly depthKm: number;
  readonly tsunami: boolean;
  readonly felt: string;
}): Severity {
  if (quake.tsunami) return "critical";
  const rank = (value: number, steps: readonly number[]) => steps.filter((step) => value < step).length;
  const deep = quake.depthKm > 300 ? 1 : 0;
  const byMagnitude = Math.min(rank(quake.magnitude, [7, 6, 5]) + deep, 3);
  return severities[Math.min(byMagnitude, rank(strongestFelt(quake.felt), [7, 5, 3]))] ?? "low";
}

/** Whether a site wants to hear of it. */
export function matters(report: Report, { leastMagnitude, near }: AdapterOf<"bmkg">, quake: Quake): boolean {
  if (mayBringTsunami(quake.Potensi ?? "")) return true;
  if (Number.parseFloat(quake.Magnitude.replace(",", ".")) < leastMagnitude) return false;
  const location = report.fields?.location;
  return near === undefined || (location !== undefined && distanceM(near, location) <= near.km * 1000);
}
