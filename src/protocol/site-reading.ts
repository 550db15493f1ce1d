import type { Misfit } from "../layouts/misfit.ts";
import type { Problem } from "../layouts/problem.ts";
import { openSite } from "../layouts/site-file.ts";
import type { Site } from "../layouts/site.ts";
import { inWords } from "./detail-words.ts";
import type { Language } from "./session.ts";

/** Why a file is no site: a rule's sentence or a field's, naming what it holds and what would fit. */
export interface SiteRefusal {
  readonly field: string;
  readonly sentence: string;
}

export type ReadSite = { readonly site: Site } | { readonly refusals: readonly SiteRefusal[] };

/** Bytes of a site file: what the core takes in one request. */
export const SITE_BYTES = 8 * 1024 * 1024;

const words = {
  en: {
    notJson: (where: string) => `the file is no JSON: it cannot be read from ${where} on`,
    place: (line: number, column: number) => `line ${line}, column ${column}`,
    token: (token: string, near: string) => `${token} in ${near}`,
    end: "its end",
    given: (value: string) => `the file has ${value}`,
    tooLong: (bytes: number) => `the file has ${bytes} bytes; a site has ${SITE_BYTES} at most`,
  },
  id: {
    notJson: (where: string) => `berkas ini bukan JSON: tidak terbaca mulai ${where}`,
    place: (line: number, column: number) => `baris ${line}, kolom ${column}`,
    token: (token: string, near: string) => `${token} dalam ${near}`,
    end: "ujungnya",
    given: (value: string) => `isi berkas ${value}`,
    tooLong: (bytes: number) => `berkas ini ${bytes} byte; sebuah situs paling banyak ${SITE_BYTES}`,
  },
} satisfies Record<Language, unknown>;

/** The site that the text of a file holds, or every reason why it holds none, in `language`. */
export function readSiteText(text: string, language: Language): ReadSite {
  const said = words[language];
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > SITE_BYTES) return tooLong(bytes, language);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { refusals: [{ field: "–", sentence: said.notJson(placeOf(error, said)) }] };
  }
  const opened = openSite(json);
  if ("site" in opened) return { site: opened.site };
  return {
    refusals:
      "problems" in opened
        ? opened.problems.map((problem) => ruleRefusal(problem, language))
        : opened.unfit.map((misfit) => fieldRefusal(misfit, language)),
  };
}

/** The refusal of a file of so many bytes. */
export function tooLong(bytes: number, language: Language): ReadSite {
  return { refusals: [{ field: "–", sentence: words[language].tooLong(bytes) }] };
}

function ruleRefusal({ rule, field, message }: Problem, language: Language): SiteRefusal {
  return { field, sentence: `${message[language]} [${rule}]` };
}

function fieldRefusal({ field, message, given }: Misfit, language: Language): SiteRefusal {
  const detail = inWords(message[language], language);
  return {
    field,
    sentence: given === null ? detail : `${detail}; ${words[language].given(given[language])}`,
  };
}

/** Where V8 stopped reading: it names the place, or else what it met there; what is cut off has its end there. */
function placeOf({ message }: SyntaxError, said: (typeof words)[Language]): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined) return said.place(Number(line), Number(column));
  const [, token, near] = /^Unexpected token ('.{1,2}'), (.+) is not valid JSON$/s.exec(message) ?? [];
  return token === undefined || near === undefined ? said.end : said.token(token, near);
}
