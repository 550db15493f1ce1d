import { IMPORT_CAMERAS, type ImportFormat } from "../../protocol/import.ts";
import { readCsv } from "./csv.ts";
import type { Entry, ReadFile } from "./entry.ts";
import { isRemark, type Remark, remark } from "./remarks.ts";
import { readFrigate } from "./frigate.ts";
import { readGo2rtc } from "./go2rtc.ts";
import { readM3u } from "./m3u.ts";

/** Every kind of file. A new one is a file and a line. */
const readers: Readonly<Record<ImportFormat, ReadFile>> = {
  csv: readCsv,
  m3u: readM3u,
  go2rtc: readGo2rtc,
  frigate: readFrigate,
};

/** The cameras of a file, those that stand in it twice refused at their second place; a Remark where it is none. */
export function readFile(format: ImportFormat, text: string): readonly Entry[] | Remark {
  const entries = readers[format](text);
  if (isRemark(entries)) return entries;
  if (entries.length === 0) return remark("empty", "");
  if (entries.length > IMPORT_CAMERAS)
    return remark("tooMany", "", { given: entries.length, most: IMPORT_CAMERAS });
  const first = new Map<string, string>();
  return entries.map((entry) => {
    const { camera, where } = entry;
    if (isRemark(camera)) return entry;
    const keys = [
      `name ${camera.name.toLowerCase()}`,
      ...(camera.id === undefined ? [] : [`id ${camera.id}`]),
    ];
    const taken = keys.find((key) => first.has(key));
    for (const key of keys) if (!first.has(key)) first.set(key, where);
    if (taken === undefined) return entry;
    const field = taken.startsWith("id ") ? "id" : "name";
    return { ...entry, camera: remark("twice", field, { first: first.get(taken) ?? "" }) };
  });
}
