import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Language } from "../../protocol/session.ts";
import { Refusal } from "./refusal.ts";
import { startSentence, type StartSentence } from "./start-sentences.ts";

export const shells = ["auto", "electron", "chromium", "none"] as const;
const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const DEFAULT_PORT = 7080;

/** What the core was asked to do. */
export interface Arguments {
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Name of a preset or path of a JSON file; null where none was asked for. */
  readonly site: string | null;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly demo: boolean;
  readonly logLevel: string;
}

/**
 * The command line of the core. Without a data folder and without a site it is the demo. Anything unusable is a
 * Refusal with exit status 2 that names the option, what was given and what would do.
 */
export function parseArguments(argv: readonly string[], folder: string, language: Language): Arguments {
  const refuse = (name: StartSentence, values: Record<string, string | number>) =>
    new Refusal(2, startSentence(name, values, language));

  const values = read(argv, (problem) => refuse("unknownOption", { problem }));
  for (const option of ["data", "site", "host", "port", "shell", "log-level"] as const)
    if (values[option]?.trim() === "") throw refuse("empty", { option });

  const port = values.port ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    throw refuse("portOutOfRange", { given: port, most: 65535 });
  oneOf("shell", values.shell, shells, refuse);
  oneOf("log-level", values["log-level"], logLevels, refuse);

  const demo = values.demo ?? (values.data === undefined && values.site === undefined);
  return {
    data: resolve(folder, values.data ?? (demo ? "data/demo" : "data/site")),
    site: values.site ?? null,
    port: Number(port),
    host: values.host ?? "127.0.0.1",
    demo,
    logLevel: values["log-level"] ?? "info",
  };
}

function read(argv: readonly string[], refuse: (problem: string) => Refusal) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        data: { type: "string" },
        site: { type: "string" },
        port: { type: "string" },
        host: { type: "string" },
        // Which windows are opened is the launcher's business; the core only says whether the word exists.
        shell: { type: "string" },
        demo: { type: "boolean" },
        "log-level": { type: "string" },
      },
    }).values;
  } catch (error) {
    // parseArgs names the option in its first sentence; what follows explains how to quote positionals.
    const message = error instanceof Error ? error.message : String(error);
    throw refuse(`${message.split(". ")[0]?.replace(/\.$/, "")}.`);
  }
}

function oneOf(
  option: string,
  given: string | undefined,
  choices: readonly string[],
  refuse: (name: StartSentence, values: Record<string, string | number>) => Refusal,
): void {
  if (given !== undefined && !choices.includes(given))
    throw refuse("notOneOf", { option, given, choices: choices.join(", ") });
}
