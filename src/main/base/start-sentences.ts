import { fill } from "../../layouts/fill.ts";
import type { Language } from "../../protocol/session.ts";

const sentences = {
  en: {
    unknownOption: "{problem}",
    portOutOfRange: "--port is {given}; it must be a whole number from 0 to {most}.",
    empty: "--{option} is empty; it needs a value.",
    notOneOf: "--{option} is {given}; it must be one of {choices}.",
    noSuchSite: "--site is {given}; it must be one of {choices}, or a file that can be read.",
    siteUnfit: "--site is {given}; that file does not describe a site: {problem}",
    otherSite:
      "--site is {given}, but {folder} holds the site {stored}; use another --data, or leave --site out.",
    portInUse: "Port {port} of {host} is in use by another program; choose another with --port.",
    cannotListen: "Dinding cannot listen on {host}, port {port}: {problem}.",
    folderUnusable: "The data folder {folder} cannot be used: {problem}.",
    weakPassword: "DINDING_ADMIN_PASSWORD has {given} characters; it must have from 8 to 1024.",
    certificateUnusable: "The certificate in {folder} cannot be used: {problem}.",
    failed: "Dinding could not start: {problem}.",
  },
  id: {
    unknownOption: "{problem}",
    portOutOfRange: "--port bernilai {given}; harus bilangan bulat dari 0 sampai {most}.",
    empty: "--{option} kosong; harus diberi nilai.",
    notOneOf: "--{option} bernilai {given}; harus salah satu dari {choices}.",
    noSuchSite: "--site bernilai {given}; harus salah satu dari {choices}, atau berkas yang dapat dibaca.",
    siteUnfit: "--site bernilai {given}; berkas itu tidak menggambarkan sebuah situs: {problem}",
    otherSite:
      "--site bernilai {given}, tetapi {folder} berisi situs {stored}; pakai --data lain, atau hapus --site.",
    portInUse: "Porta {port} pada {host} sedang dipakai program lain; pilih yang lain dengan --port.",
    cannotListen: "Dinding tidak dapat menerima sambungan di {host}, porta {port}: {problem}.",
    folderUnusable: "Folder data {folder} tidak dapat dipakai: {problem}.",
    weakPassword: "DINDING_ADMIN_PASSWORD terdiri dari {given} karakter; harus 8 sampai 1024.",
    certificateUnusable: "Sertifikat di {folder} tidak dapat dipakai: {problem}.",
    failed: "Dinding tidak dapat dimulai: {problem}.",
  },
} satisfies Record<Language, Record<string, string>>;

export type StartSentence = keyof (typeof sentences)["en"];

/** The language of whoever sits at the terminal: Indonesian where the locale says so, else English. */
export function terminalLanguage(env: NodeJS.ProcessEnv): Language {
  return /^id(?![a-z])/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || "") ? "id" : "en";
}

/** What stands on standard error when the core does not start. */
export function startSentence(
  name: StartSentence,
  values: Record<string, string | number>,
  language: Language,
): string {
  return fill(sentences[language][name], values);
}
