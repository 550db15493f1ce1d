import { fill } from "../../layouts/fill.ts";
import { z } from "zod";
import type { Language } from "../../protocol/session.ts";
import type { Ended } from "./kept-process.ts";

const sentences = {
  id: {
    coreEnded: "Inti Dinding berhenti ({how}); dimulai lagi dalam {seconds} dtk.",
    coreOver: "Inti Dinding berhenti ({how}).",
    windowEnded: "Jendela {name} berhenti ({how}); dibuka lagi dalam {seconds} dtk.",
    windowClosed: "Jendela {name} ditutup.",
    pageReloaded: "Halaman {name} mati; dimuat ulang.",
    waiting: "{name} menunggu layarnya ({display}).",
    processGone: "Proses bantu {name} berhenti ({how}).",
    windowsFailed: "Jendela tidak dapat diatur: {how}",
    cannotAsk: "Inti belum menjawab shell: {how}",
  },
  en: {
    coreEnded: "Dinding's core stopped ({how}); it starts again in {seconds} s.",
    coreOver: "Dinding's core stopped ({how}).",
    windowEnded: "The window {name} stopped ({how}); it opens again in {seconds} s.",
    windowClosed: "The window {name} was closed.",
    pageReloaded: "The page of {name} died; it was loaded again.",
    waiting: "{name} waits for its display ({display}).",
    processGone: "The helper process {name} stopped ({how}).",
    windowsFailed: "The windows could not be arranged: {how}",
    cannotAsk: "The core does not answer the shell yet: {how}",
  },
} satisfies Record<Language, Record<string, string>>;

export type Told = keyof (typeof sentences)["en"];

/** A sentence of the host for the person at the terminal. */
export function tell(name: Told, values: Record<string, string>, language: Language): string {
  return fill(sentences[language][name], values);
}

/** How a child ended, in one word or two: its signal, its exit status, or why it never began. */
export function howEnded({ code, signal, error }: Ended): string {
  return error?.message ?? signal ?? `status ${code ?? "?"}`;
}

const lineSchema = z.object({ level: z.number(), time: z.string().optional(), msg: z.string().optional() });
const WARNING = 40;

/**
 * A line of the core for a terminal: warnings and worse as time and text, what is no log line as it stands, null
 * for the rest. Away from a terminal lines are handed on untouched instead.
 */
export function forTerminal(line: string): string | null {
  if (!line.startsWith("{")) {
    return line;
  }
  const parsed = lineSchema.safeParse(parse(line));
  if (!parsed.success) {
    return line;
  }
  const { level, time = "", msg = "" } = parsed.data;
  return level >= WARNING ? `${time.slice(11, 19)} ${msg}` : null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}
