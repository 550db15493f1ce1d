// npm run backup -- --data DIR --to FILE: the whole data folder as one file, also while the core runs.
// Ends with 0, with 1 where there is no backup, with 2 where it is called wrongly, and with 3 where pictures are not in it.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Fault } from "../src/main/base/fault.ts";
import { terminalLanguage } from "../src/main/base/start-sentences.ts";
import { printable } from "../src/main/base/printable.ts";
import { backupFolder, clipsLeftOut, passphraseOf } from "../src/main/store/backup.ts";

const language = terminalLanguage(process.env);
const usage = {
  en: "usage: npm run backup -- --data DIR --to FILE",
  id: "pemakaian: npm run backup -- --data FOLDER --to BERKAS",
};
const notes = {
  en: {
    done: "Backed up to",
    clips: (count: number, folder: string) => `Not in it, to be copied as files: ${count} clips in ${folder}`,
    lost: (names: string) =>
      `Pictures that are missing, damaged or cannot be read, and so not in it: ${names}`,
    plain: "It holds the key of the stored passwords: keep it safe, or set DINDING_BACKUP_PASSPHRASE.",
  },
  id: {
    done: "Dicadangkan ke",
    clips: (count: number, folder: string) =>
      `Tidak termasuk, salin sebagai berkas: ${count} klip di ${folder}`,
    lost: (names: string) =>
      `Gambar yang hilang, rusak, atau tidak terbaca, karena itu tidak termasuk: ${names}`,
    plain:
      "Berkas itu memuat kunci kata sandi tersimpan: simpan baik-baik, atau atur DINDING_BACKUP_PASSPHRASE.",
  },
};

function read(): { data: string; to: string } | null {
  try {
    const { values } = parseArgs({ options: { data: { type: "string" }, to: { type: "string" } } });
    return values.data && values.to ? { data: resolve(values.data), to: resolve(values.to) } : null;
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
    const passphrase = passphraseOf(process.env);
    const { lost } = await backupFolder(given.data, given.to, passphrase);
    process.stdout.write(`${notes[language].done} ${given.to}\n`);
    const clips = clipsLeftOut(given.data);
    if (clips !== null) process.stdout.write(`${notes[language].clips(clips.count, clips.folder)}\n`);
    if (lost.length > 0) {
      process.stdout.write(`${notes[language].lost(printable(lost))}\n`);
      process.exitCode = 3;
    }
    if (passphrase === null) process.stdout.write(`${notes[language].plain}\n`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(`${error.report(language).sentence}\n`);
    process.exitCode = 1;
  }
}
