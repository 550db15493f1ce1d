// npm run restore -- --data DIR --from FILE: a backup into a data folder that is empty or not there yet.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Fault } from "../src/main/base/fault.ts";
import { terminalLanguage } from "../src/main/base/start-sentences.ts";
import { printable } from "../src/main/base/printable.ts";
import { passphraseOf } from "../src/main/store/backup.ts";
import { restoreFolder } from "../src/main/store/restore.ts";

const language = terminalLanguage(process.env);
const usage = {
  en: "usage: npm run restore -- --data DIR --from FILE",
  id: "pemakaian: npm run restore -- --data FOLDER --from BERKAS",
};
const notes = {
  en: {
    done: "Restored to",
    lost: (names: string) => `Pictures that are damaged in the backup, and so missing now: ${names}`,
  },
  id: {
    done: "Dipulihkan ke",
    lost: (names: string) => `Gambar yang rusak di cadangan, karena itu tidak ada lagi: ${names}`,
  },
};

function read(): { data: string; from: string } | null {
  try {
    const { values } = parseArgs({ options: { data: { type: "string" }, from: { type: "string" } } });
    return values.data && values.from ? { data: resolve(values.data), from: resolve(values.from) } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const given = read();
if (given === null) {
  process.stderr.write(`${usage[language]}\n`);
  process.exitCode = 2;
} else {
  try {
    const { lost } = restoreFolder(given.from, given.data, passphraseOf(process.env));
    process.stdout.write(`${notes[language].done} ${given.data}\n`);
    if (lost.length > 0) process.stdout.write(`${notes[language].lost(printable(lost))}\n`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(`${error.report(language).sentence}\n`);
    process.exitCode = 1;
  }
}
