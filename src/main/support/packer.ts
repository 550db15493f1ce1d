import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { strToU8, Zip, ZipDeflate } from "fflate";
import { z } from "zod";
import type { FromPacker, PackerStart, ToPacker } from "./messages.ts";
import { textWithoutSecrets, withoutKeys, withoutSecrets } from "./without-secrets.ts";

/** Of the log files, the newest first; more helps nobody. */
const MOST_FILES = 8;
/** Letters of a log that are packed at once. */
const BATCH = 256 * 1024;

const startSchema: z.ZodType<PackerStart> = z.object({ logs: z.string(), keys: z.array(z.string()) });

if (parentPort === null) throw new Error("this file is the entry of a worker thread");
const port = parentPort;
const start = startSchema.parse(workerData);
// One key may be a part of another, whose rest would stay.
const keys = [...new Set(start.keys)].toSorted((a, b) => b.length - a.length);

const packed: Uint8Array[] = [];
const zip = new Zip((error, piece) => {
  if (error) throw error;
  packed.push(piece);
});

function opened(name: string): ZipDeflate {
  const file = new ZipDeflate(name);
  zip.add(file);
  return file;
}

function addSection(name: string, value: unknown): void {
  const text = JSON.stringify(withoutSecrets(value), null, 2);
  opened(`${name}.json`).push(strToU8(withoutKeys(text, keys)), true);
}

/** Packs the log files, and stops after every batch. */
async function* logsPacked(): AsyncGenerator<void> {
  for (const name of await logFiles(start.logs)) {
    const file = opened(`logs/${name}`);
    try {
      for await (const batch of batches(join(start.logs, name))) {
        file.push(strToU8(withoutKeys(textWithoutSecrets(batch), keys)));
        yield;
      }
    } catch (error) {
      // It made room for another meanwhile.
      if (!isMissing(error)) throw error;
    }
    file.push(new Uint8Array(), true);
    yield;
  }
}

/** The lines of a file, whole ones: an address that is cut in two might keep its password. */
async function* batches(file: string): AsyncGenerator<string> {
  const handle = await open(file);
  let batch = "";
  // Closes the file at its end.
  for await (const line of handle.readLines()) {
    batch += `${line}\n`;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = "";
  }
  yield batch;
}

/** Names of the newest files; none where nothing was kept. */
async function logFiles(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  const dated = await Promise.all(
    names
      .filter((name) => name.endsWith(".log"))
      .map(async (name) => ({ name, at: await changedAt(join(folder, name)) })),
  );
  return dated
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MOST_FILES)
    .map(({ name }) => name);
}

/** When a file was written last, milliseconds; 0 where it is gone. */
async function changedAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function send(isLast: boolean): void {
  const answer: FromPacker = { piece: Buffer.concat(packed.splice(0)), isLast };
  port.postMessage(answer);
}

const logs = logsPacked();

async function answer(question: ToPacker): Promise<void> {
  if (question.type === "section") {
    addSection(question.name, question.value);
    send(false);
    return;
  }
  const { done = false } = await logs.next();
  if (done) zip.end();
  send(done);
}

port.on("message", (question: ToPacker) => void answer(question));
