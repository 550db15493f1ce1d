import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { strToU8, Zip, ZipDeflate } from "fflate";
import { textWithoutSecrets, withoutKeys, withoutSecrets } from "./without-secrets.ts";

/** Of the log files, the newest first; more helps nobody. */
const MOST_FILES = 8;

/** A part of the bundle; made when it is its turn. One that cannot be made says why, and the rest comes all the same. */
export interface Section {
  readonly name: string;
  readonly make: () => unknown;
}

/**
 * A ZIP archive for who comes to help: each of `sections` as JSON and the files of `logs`, all without secrets. It is made
 * while it is read. `keys`: what is cut wherever it stands.
 */
export function supportBundle(sections: readonly Section[], logs: string, keys: readonly string[]): Readable {
  return Readable.from(pieces(sections, logs, keys), { objectMode: false });
}

async function* pieces(
  sections: readonly Section[],
  logs: string,
  keys: readonly string[],
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const add = (name: string, text: string) => {
    const file = new ZipDeflate(name);
    zip.add(file);
    file.push(strToU8(withoutKeys(text, keys)), true);
  };
  for (const { name, make } of sections) {
    add(`${name}.json`, await sectionText(make));
    yield* made.splice(0);
  }
  for (const name of await logFiles(logs)) {
    const text = await logText(join(logs, name));
    if (text !== null) add(`logs/${name}`, textWithoutSecrets(text));
    yield* made.splice(0);
  }
  zip.end();
  yield* made.splice(0);
}

async function sectionText(make: Section["make"]): Promise<string> {
  let value: unknown;
  try {
    value = await make();
  } catch (error) {
    value = { notMade: error instanceof Error ? error.message : String(error) };
  }
  return JSON.stringify(withoutSecrets(value), null, 2);
}

/** Null where the file made room for another meanwhile. */
async function logText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Names of the newest files; none where nothing was kept. */
async function logFiles(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  const dated = await Promise.all(
    names
      .filter((name) => name.endsWith(".log"))
      .map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  return dated
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MOST_FILES)
    .map(({ name }) => name);
}
