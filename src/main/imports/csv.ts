import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { cameraOf, type Given } from "./camera.ts";
import { type Entry, shortened } from "./entry.ts";
import { type Remark, remark } from "./remarks.ts";

/** The columns, by every heading that means them: the first is the documented one, in English, then Indonesian. */
const columns: Readonly<Record<keyof Given, readonly string[]>> = {
  id: ["id", "kode"],
  name: ["name", "nama", "camera", "kamera"],
  number: ["number", "nomor", "no", "no."],
  group: ["group", "kelompok", "grup", "area"],
  main: ["main", "utama", "url", "address", "alamat", "rtsp"],
  sub: ["sub", "kecil", "substream"],
  username: ["username", "pengguna", "user", "nama pengguna"],
  password: ["password", "kata sandi", "sandi", "pass"],
  transport: ["transport", "pengangkutan"],
  lat: ["lat", "lintang", "latitude"],
  lon: ["lon", "bujur", "longitude", "lng"],
  heading: ["heading", "arah"],
  onvif: ["onvif"],
};
/** The first heading of each in English and in Indonesian, for whoever wrote another. */
const known = Object.values(columns)
  .map(([english]) => english)
  .join(", ");
const dikenal = Object.values(columns)
  .map(([english, indonesian = english]) => indonesian)
  .join(", ");
const MOST_RECORD = 16_384;

/**
 * A table of cameras with a first line of headings, separated by commas, semicolons or tabs, quoted as RFC 4180
 * writes it, with or without a byte order mark. A column that is not known is refused rather than ignored.
 */
export function readCsv(text: string): readonly Entry[] | Remark {
  const [first = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  let lines: { record: string[]; info: { lines: number } }[];
  try {
    lines = parsed(text, delimiterOf(first));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its sentences may repeat what stands in the line, passwords included.
    const { code, lines: line } = error;
    return typeof line === "number"
      ? remark("unreadableAt", "", { format: "CSV", code, line })
      : remark("unreadable", "", { format: "CSV" });
  }
  const [head, ...rest] = lines;
  if (head === undefined) return remark("empty", "");
  const found = headings(head.record);
  if ("kind" in found) return found;
  return rest.map(({ record, info }) => {
    const where = String(info.lines);
    if (record.length !== found.order.length) {
      const counts = { given: record.length, wanted: found.order.length };
      return { where, name: "", camera: remark("ragged", "", counts), notes: [] };
    }
    const given: Given = { name: "", main: "" };
    const filled = Object.assign(
      given,
      Object.fromEntries(found.order.map((column, at) => [column, record[at] ?? ""])),
    );
    return { where, name: shortened(filled.name.trim()), camera: cameraOf(filled), notes: [] };
  });
}

function parsed(text: string, delimiter: string) {
  const rows: unknown[] = parse(text, {
    ...{ bom: true, delimiter, info: true, trim: true, max_record_size: MOST_RECORD },
    ...{ skip_empty_lines: true, skip_records_with_empty_values: true, relax_column_count: true },
  });
  return rows.flatMap((row) => {
    if (row === null || typeof row !== "object" || !("record" in row) || !("info" in row)) return [];
    const { record, info } = row;
    const line = info !== null && typeof info === "object" && "lines" in info ? Number(info.lines) : 0;
    return Array.isArray(record) ? [{ record: record.map(String), info: { lines: line } }] : [];
  });
}

/** Whichever stands most often in the line of headings. */
function delimiterOf(line: string): string {
  const counted = [",", ";", "\t"].map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.mark ?? ",";
}

function headings(names: readonly string[]): { order: (keyof Given)[] } | Remark {
  const order: (keyof Given)[] = [];
  for (const name of names) {
    const plain = name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_]+/g, " ");
    const column = columnOf(plain);
    if (column === null) return remark("columnUnknown", "", { given: shortened(name), known, dikenal });
    const before = order.indexOf(column);
    if (before !== -1) return remark("columnTwice", "", { first: names[before] ?? "", second: name });
    order.push(column);
  }
  for (const column of ["name", "main"] as const)
    if (!order.includes(column))
      return remark("columnMissing", "", {
        column,
        kolom: columns[column][1] ?? column,
        given: shortened(names.join(", ")),
      });
  return { order };
}

function columnOf(heading: string): keyof Given | null {
  for (const column of [
    "id",
    "name",
    "number",
    "group",
    "main",
    "sub",
    "username",
    "password",
    "transport",
    "lat",
    "lon",
    "heading",
    "onvif",
  ] as const)
    if (columns[column].includes(heading)) return column;
  return null;
}
