import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import { Fault } from "../../../base/fault.ts";
import type { Adapter, Run } from "../adapter.ts";
import { readMapped } from "../reading/mapped.ts";
import type { Remark } from "../reading/remark.ts";

/** Milliseconds between two looks at a file that somebody may still be writing. */
const SETTLE_MS = 1_000;
/** A file without a newline at its end is whole when nobody has written to it for so long. */
const UNFINISHED_MS = 60_000;
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_FILES = 5_000;
/** Fields of a table, for each takes more room than its bytes do. */
const MOST_FIELDS = 2_000_000;
/** Newline, comma, semicolon, tab and bar. */
const separators = new Set([0x0a, 0x2c, 0x3b, 0x09, 0x7c]);

/** Files that were read, each as it was then. */
const cursorSchema = z.object({ done: z.record(z.string(), z.string()) });

interface Look {
  readonly name: string;
  readonly mark: string;
  readonly size: number;
  readonly changedAt: number;
}

/**
 * Tables in a folder: new and changed files whose names end in `.csv`, the oldest first, each read once it is whole, its
 * first line naming the columns. A folder that is not there, or not to be read, is a fault; a file is a remark.
 */
export const csv: Adapter<AdapterOf<"csv">> = async ({ folder, mapping }, run) => {
  const done = cursorSchema.safeParse(run.cursor).data?.done ?? {};
  const first = await look(folder);
  const waiting = first.filter(({ name, mark }) => done[name] !== mark);
  const kept = Object.fromEntries(
    first.filter((one) => done[one.name] === one.mark).map(({ name, mark }) => [name, mark]),
  );
  if (waiting.length === 0) return;
  await run.clock.sleep(SETTLE_MS, run.signal);
  const second = new Map((await look(folder)).map((one) => [one.name, one]));
  for (const file of waiting) {
    const now = second.get(file.name);
    if (now === undefined || now.mark !== file.mark) continue;
    const whole = await readWhole(folder, file, run);
    if (!whole) continue;
    const { records, remark } = whole;
    if (remark !== null) await run.take({ report: null, remarks: [remark] });
    run.came(records, mapping.items);
    for (const item of readMapped(records, mapping, run.reading)) await run.take(item);
    kept[file.name] = file.mark;
    await run.keep({ done: kept });
  }
};

async function look(folder: string): Promise<Look[]> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.csv$/i.test(name)).slice(0, MOST_FILES);
    const all = await Promise.all(
      names.map(async (name): Promise<Look[]> => {
        const found = await stat(join(folder, name)).catch(() => null);
        if (found === null || !found.isFile()) return [];
        const { size, mtimeMs: changedAt } = found;
        return [{ name, mark: `${size}:${changedAt}`, size, changedAt }];
      }),
    );
    return all.flat().toSorted((a, b) => a.changedAt - b.changedAt);
  } catch (error) {
    throw new Fault("fileMissing", { path: folder }, { cause: error });
  }
}

/** The rows of a file by the names of its columns; null where it is not whole yet. */
async function readWhole(
  folder: string,
  { name, size, changedAt }: Look,
  run: Run,
): Promise<{ records: readonly unknown[]; remark: Remark | null } | null> {
  const remark = (problem: string) => ({ records: [], remark: { where: name, field: "", problem } });
  if (size > MOST_BYTES) return remark("it is larger than 32 MB");
  const bytes = await readFile(join(folder, name)).catch(() => null);
  if (bytes === null || bytes.byteLength !== size) return null;
  const ends = bytes.at(-1) === 0x0a || bytes.at(-1) === 0x0d;
  if (!ends && run.clock.now() - changedAt < UNFINISHED_MS) return null;
  let fields = 0;
  for (const byte of bytes) if (separators.has(byte)) fields += 1;
  if (fields > MOST_FIELDS) return remark("its answer has more values than can be held");
  const text = new TextDecoder("utf-8").decode(bytes);
  const [head = ""] = text.split(/\r?\n/, 1);
  try {
    const records: unknown = parse(text, {
      ...{ bom: true, columns: true, trim: true, delimiter: delimiterOf(head), max_record_size: 65_536 },
      ...{ skip_empty_lines: true, skip_records_with_empty_values: true, relax_column_count: true },
    });
    return { records: Array.isArray(records) ? records : [], remark: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return remark("it is no table that can be read");
  }
}

/** Whichever stands most often in the line of headings. */
function delimiterOf(line: string): string {
  const counted = [",", ";", "\t", "|"].map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.mark ?? ",";
}
