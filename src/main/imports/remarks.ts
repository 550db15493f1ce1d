import { fill } from "../../layouts/fill.ts";
import type { Language } from "../../protocol/session.ts";
import { withoutCredentials } from "../base/log.ts";

const sentences = {
  en: {
    unreadable: "this is no {format}",
    unreadableAt: "this is no {format}: line {line} is damaged ({code})",
    repeating: "it refers to itself too often to be read",
    noList: "neither cameras: nor streams: stands in it",
    empty: "no camera stands in it",
    tooMany: "it holds {given} cameras; {most} can be taken over at once",
    tooMuch: "it holds {given} lines and values; {most} can be read at once",
    columnMissing: "the column {column} is missing; the first line names {given}",
    columnUnknown: "the column {given} is not known; known are {known}",
    columnTwice: "the columns {first} and {second} mean the same",
    ragged: "the line has {given} fields, the first line {wanted}",
    noName: "the name is missing",
    noAddress: "the address is missing",
    badNumber: "{given} is no number from {least} to {most}",
    noLatitude: "a place needs a latitude as well",
    noLongitude: "a place needs a longitude as well",
    badChoice: "{given} was given; it must be one of {known}",
    tooLong: "{given} characters were given; at most {most} fit",
    runsProgram: "{given} would run a program on this machine, which is never done",
    madeFromOther: "{given} is made from another stream; give the camera's own address",
    placeholder: "the values of {given} are missing; write them in place of the names",
    twice: "it stands in the file twice, first at {first}",
    notUsed: "not taken over: {given}",
  },
  id: {
    unreadable: "ini bukan {format}",
    unreadableAt: "ini bukan {format}: baris {line} rusak ({code})",
    repeating: "terlalu sering merujuk ke dirinya sendiri untuk dibaca",
    noList: "tidak ada cameras: maupun streams: di dalamnya",
    empty: "tidak ada kamera di dalamnya",
    tooMany: "berisi {given} kamera; paling banyak {most} sekaligus",
    tooMuch: "berisi {given} baris dan nilai; paling banyak {most} dapat dibaca sekaligus",
    columnMissing: "kolom {kolom} tidak ada; baris pertama menyebut {given}",
    columnUnknown: "kolom {given} tidak dikenal; yang dikenal {dikenal}",
    columnTwice: "kolom {first} dan {second} berarti sama",
    ragged: "baris ini berisi {given} kolom, baris pertama {wanted}",
    noName: "namanya tidak ada",
    noAddress: "alamatnya tidak ada",
    badNumber: "{given} bukan bilangan dari {least} sampai {most}",
    noLatitude: "letak memerlukan lintang juga",
    noLongitude: "letak memerlukan bujur juga",
    badChoice: "yang ada {given}; harus salah satu dari {known}",
    tooLong: "ada {given} huruf; paling banyak {most}",
    runsProgram: "{given} akan menjalankan program di komputer ini, dan itu tidak pernah dilakukan",
    madeFromOther: "{given} dibuat dari aliran lain; isi alamat kamera itu sendiri",
    placeholder: "nilai {given} tidak ada; tulis nilainya sebagai ganti nama itu",
    twice: "ada dua kali di berkas, pertama di {first}",
    notUsed: "tidak diambil: {given}",
  },
} satisfies Record<Language, Record<string, string>>;

type RemarkKind = keyof (typeof sentences)["en"];

/** Something about an entry or a file, told in the language of who asks. */
export interface Remark {
  readonly kind: RemarkKind;
  /** Of the camera, or "" for the file as a whole. */
  readonly field: string;
  /** Values for the placeholders of its sentence; never a secret. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export function remark(kind: RemarkKind, field: string, detail: Remark["detail"] = {}): Remark {
  return { kind, field, detail };
}

export function isRemark(value: object): value is Remark {
  return "kind" in value && "detail" in value;
}

/** What `remark` says in `language`, without the logins of addresses. */
export function sayRemark({ kind, detail }: Remark, language: Language): string {
  return withoutCredentials(fill(sentences[language][kind], detail));
}
