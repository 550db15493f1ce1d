import { z } from "zod";
import { incidentFields, severitySchema } from "./incident.ts";

/** What can be read out of what a source sends. */
export const mappedFields = [
  "externalId",
  "sharedId",
  "revisedAt",
  "kind",
  "severity",
  "text",
  "description",
  "place",
  "lat",
  "lon",
  /** Both in one: "lat,lon", GeoJSON's [lon, lat], or an object with lat and lon (or lng, latitude, longitude). */
  "location",
  /** A geometry of GeoJSON (RFC 7946, 3.1). */
  "geometry",
  "occurredAt",
  "expiresAt",
  "ended",
  "outcome",
  "source",
  "link",
  "media",
  "reporterName",
  "reporterPhone",
  "drill",
] as const;
export type MappedField = (typeof mappedFields)[number];

/**
 * Where a value stands: a dotted path as `properties.name` or `photos.0.url`, a JSON pointer as `/properties/name`
 * (RFC 6901), or a text with such paths in braces, as `Tombol {id} di {place.name}`. Of a table: the heading of a column.
 */
const placeSchema = z.string().min(1).max(300);
const wordSchema = z.string().min(1).max(120);

/** How what a source sends is read as reports of incidents. */
export const fieldMappingSchema = z.strictObject({
  /** The list of things; absent: what is sent is the list, or the one thing. */
  items: placeSchema.optional(),
  fields: z.partialRecord(z.enum(mappedFields), placeSchema),
  /** What the source's words for kinds mean here; without regard to capitals. */
  kinds: z.record(wordSchema, incidentFields.kind).optional(),
  severities: z.record(wordSchema, severitySchema).optional(),
  /** Words in `ended` that say it is over; absent: true, 1, closed, ended, resolved, done, cancelled, selesai, tutup, batal. */
  endedWords: z.array(wordSchema).max(32).optional(),
  /** Of times that name no zone: an IANA name; absent: the site's. */
  zone: z.string().min(1).max(64).optional(),
});
export type FieldMapping = z.infer<typeof fieldMappingSchema>;
