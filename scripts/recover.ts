// npm run recover -- --data DIR [--name admin] [--print]: another password for an account, also while the core runs.
import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { recoverAccount } from "../src/main/access/recover.ts";
import { Fault } from "../src/main/base/fault.ts";
import { terminalLanguage } from "../src/main/base/start-sentences.ts";

const language = terminalLanguage(process.env);
const words = {
  en: {
    usage: `usage: npm run recover -- --data DIR [--name NAME] [--print]
  asks for the new password on the terminal, or reads it from standard input
  --print  makes one and prints it; change it after signing in`,
    ask: "New password",
    again: "Once more",
    differ: "The two are not the same; nothing was changed.",
    done: (name: string) =>
      `${name} can sign in with the new password. Its sessions have ended, its PIN is gone, and the audit trail says so.`,
    made: "The password, this once",
  },
  id: {
    usage: `pemakaian: npm run recover -- --data FOLDER [--name NAMA] [--print]
  menanyakan kata sandi baru di terminal, atau membacanya dari masukan standar
  --print  membuat satu dan mencetaknya; gantilah sesudah masuk`,
    ask: "Kata sandi baru",
    again: "Sekali lagi",
    differ: "Keduanya tidak sama; tidak ada yang diubah.",
    done: (name: string) =>
      `${name} dapat masuk dengan kata sandi baru. Sesinya berakhir, PIN-nya dihapus, dan jejak audit mencatatnya.`,
    made: "Kata sandinya, kali ini saja",
  },
}[language];

/** Without letters and digits that look alike; 20 of them are 99 bits. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const newPassword = () =>
  Array.from(
    { length: 20 },
    (_, at) => `${at > 0 && at % 5 === 0 ? "-" : ""}${LETTERS[randomInt(LETTERS.length)]}`,
  ).join("");

function read(): { data: string; name: string; print: boolean } | null {
  try {
    const { values } = parseArgs({
      options: { data: { type: "string" }, name: { type: "string" }, print: { type: "boolean" } },
    });
    const { data, name = "admin", print = false } = values;
    return data ? { data: resolve(data), name, print } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** A line of the terminal that is not shown while it is typed. */
function typed(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(`${question}: `);
  stdin.setRawMode(true).setEncoding("utf8").resume();
  let line = "";
  return new Promise((told) => {
    const hear = (part: string) => {
      for (const letter of part) {
        if (letter === "\u0003") process.exit(130);
        if (letter === "\r" || letter === "\n") {
          stdin.off("data", hear).setRawMode(false).pause();
          stderr.write("\n");
          told(line);
          return;
        }
        line = letter === "\u007f" || letter === "\b" ? line.slice(0, -1) : line + letter;
      }
    };
    stdin.on("data", hear);
  });
}

/** From the terminal twice, or the first line of standard input; null where the two differ. */
async function asked(): Promise<string | null> {
  if (!process.stdin.isTTY) {
    for await (const line of createInterface({ input: process.stdin })) return line;
    return "";
  }
  const first = await typed(words.ask);
  return first === (await typed(words.again)) ? first : null;
}

const given = read();
if (given === null) {
  process.stderr.write(`${words.usage}\n`);
  process.exitCode = 2;
} else {
  const { data, name, print } = given;
  const password = print ? newPassword() : await asked();
  if (password === null) {
    process.stderr.write(`${words.differ}\n`);
    process.exitCode = 1;
  } else {
    try {
      await recoverAccount(data, name, password);
      process.stdout.write(`${words.done(name)}\n`);
      if (print) process.stdout.write(`${words.made}: ${password}\n`);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      process.stderr.write(`${error.report(language).sentence}\n`);
      process.exitCode = 1;
    }
  }
}
