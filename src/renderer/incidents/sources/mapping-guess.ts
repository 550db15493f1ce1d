import type { MappedField } from "../../../protocol/field-mapping.ts";
import type { SourceAnswer } from "../../../protocol/incident-source.ts";

/** Last names of paths by what they usually hold, in Indonesian and English, the most telling first. */
const usual: readonly (readonly [MappedField, readonly string[]])[] = [
  ["externalId", ["id", "_id", "uuid", "kode", "nomor", "no", "no_laporan", "id_laporan", "ticket", "tiket"]],
  ["text", ["text", "judul", "title", "subject", "headline", "kejadian", "perihal", "nama", "name", "isi"]],
  ["description", ["description", "deskripsi", "keterangan", "uraian", "detail", "rincian"]],
  ["kind", ["kind", "type", "jenis", "kategori", "category", "tipe"]],
  ["severity", ["severity", "tingkat", "level", "prioritas", "priority"]],
  ["place", ["place", "lokasi", "alamat", "address", "tempat", "location_name", "wilayah"]],
  ["lat", ["lat", "latitude", "lintang", "y"]],
  ["lon", ["lon", "lng", "long", "longitude", "bujur", "x"]],
  ["geometry", ["geometry", "geom"]],
  [
    "occurredAt",
    ["occurredat", "time", "waktu", "tanggal", "created_at", "createdat", "datetime", "timestamp", "date"],
  ],
  ["expiresAt", ["expiresat", "expires", "berlaku_sampai", "end_time", "valid_until"]],
  ["ended", ["status", "state", "selesai", "closed"]],
  ["reporterName", ["reporter", "pelapor", "nama_pelapor"]],
  ["reporterPhone", ["phone", "telepon", "no_hp", "hp", "telp"]],
  ["media", ["photo", "foto", "image", "gambar", "photos", "images"]],
];

const lastName = (path: string): string =>
  path
    .replace(/\.0(?:\.url)?$/, "")
    .split(/[./]/)
    .at(-1)
    ?.toLowerCase() ?? "";

/** Fields that the names of what came suggest; each path for one field, each field once. */
export function guessedFields({ fields }: SourceAnswer): Partial<Record<MappedField, string>> {
  const guessed: Partial<Record<MappedField, string>> = {};
  const taken = new Set<string>();
  for (const [field, names] of usual) {
    const found = names
      .map((name) => fields.find(({ path }) => !taken.has(path) && lastName(path) === name))
      .find((one) => one !== undefined);
    if (found === undefined) continue;
    guessed[field] = found.path;
    taken.add(found.path);
  }
  // One of two says nothing of where it is.
  if (guessed.lat === undefined || guessed.lon === undefined) {
    delete guessed.lat;
    delete guessed.lon;
  }
  return guessed;
}
