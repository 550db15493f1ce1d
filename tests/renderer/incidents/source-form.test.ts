import { describe, expect, it } from "vitest";
import {
  incidentSourceInputSchema,
  type SourceAdapter,
  storedSourceSchema,
} from "../../../src/protocol/incident-source.ts";
import { guessedFields } from "../../../src/renderer/incidents/sources/mapping-guess.ts";
import { formOf, inputOf } from "../../../src/renderer/incidents/sources/source-form.ts";

const mapping = {
  items: "data.events",
  fields: { externalId: "id", text: "{jenis} di {jalan}", lat: "pos.y", lon: "pos.x" },
  kinds: { BANJIR: "flood" },
  severities: { "3": "high" as const },
  endedWords: ["selesai", "batal"],
  zone: "Asia/Makassar",
};
const url = "https://kota.example/api";
const adapters: SourceAdapter[] = [
  { kind: "webhook", windowS: 120, callback: url, mapping },
  { kind: "webhook", windowS: 300 },
  { kind: "cap", url, login: { scheme: "bearer" }, language: "en" },
  { kind: "bmkg", url, leastMagnitude: 4.5, near: { lat: 3.3, lon: 117.6, km: 300 } },
  { kind: "bmkg", url, leastMagnitude: 0 },
  {
    ...{ kind: "open311", url, login: { scheme: "header", name: "X-Key" }, jurisdiction: "tarakan" },
    ...{ days: 30, kinds: { "001": "road" } },
  },
  { kind: "geojson", url, login: { scheme: "basic", username: "dinding" }, mapping },
  { kind: "json", url, mapping },
  { kind: "mqtt", url: "mqtts://broker.example", username: "d", topics: ["kota/#", "sungai/+"], mapping },
  { kind: "csv", folder: "/srv/laporan", mapping },
];

describe("the form of a source", () => {
  it.each(adapters)("holds all of a stored $kind and gives it back as it was", (adapter) => {
    const source = storedSourceSchema.parse({
      ...{ id: "kota", name: "Kota", enabled: false, adapter, everyS: 90 },
      defaults: { kind: "flood", severity: "high", lifetimeMin: 240 },
    });
    const { id: _, ...input } = source;
    expect(inputOf(formOf(source), false)).toEqual(input);
    expect(incidentSourceInputSchema.parse(inputOf(formOf(source), false))).toEqual(input);
  });
});

describe("fields that names suggest", () => {
  it("are one for each path, and a place only where both of its numbers are", () => {
    const fieldsOf = (...paths: string[]) => ({
      lists: [],
      fields: paths.map((path) => ({ path, value: "1" })),
    });
    expect(guessedFields(fieldsOf("id_laporan", "judul", "lokasi.lat", "lokasi.lng", "foto"))).toEqual({
      ...{ externalId: "id_laporan", text: "judul", lat: "lokasi.lat", lon: "lokasi.lng", media: "foto" },
    });
    expect(guessedFields(fieldsOf("nomor", "latitude"))).toEqual({ externalId: "nomor" });
    expect(guessedFields(fieldsOf("x1", "aneh"))).toEqual({});
  });
});
