import { bilingual } from "./bilingual.ts";
import { sourceTexts } from "./sources.ts";

/** The pages at which a city's incidents are prepared. */
export const incidentPageTexts = bilingual({
  id: {
    title: "Persiapan kejadian",
    parts: "Bagian",
    desk: "Meja operator",
    part: { sources: "Sumber" },
    all: "Semua",
    edit: "Ubah",
    cancel: "Batal",
    remove: "Hapus",
    copy: "Salin",
    copied: "Disalin",
    copyByKeys: "Ditandai; salin dengan Ctrl+C",
    loading: "Membaca …",
    viewerOnly: "Hanya teknisi yang dapat mengubahnya.",
    mayNot: "Halaman ini untuk operator dan teknisi.",
    mayNotNext: "Masuk dengan akun lain, atau kembali ke meja.",
    changed: "Sementara itu telah diubah orang lain. Formulir memuat yang baru; ulangi perubahan Anda.",
    sources: sourceTexts.id,
  },
  en: {
    title: "Preparing for incidents",
    parts: "Parts",
    desk: "Operator's desk",
    part: { sources: "Sources" },
    all: "All",
    edit: "Edit",
    cancel: "Cancel",
    remove: "Remove",
    copy: "Copy",
    copied: "Copied",
    copyByKeys: "Marked; copy it by Ctrl+C",
    loading: "Reading …",
    viewerOnly: "Only technicians can change this.",
    mayNot: "This page is for operators and technicians.",
    mayNotNext: "Sign in with another account, or go back to the desk.",
    changed: "Somebody else changed it meanwhile. The form holds what is new; make your change again.",
    sources: sourceTexts.en,
  },
});

declare module "./bilingual.ts" {
  interface PageTexts {
    incidents: typeof incidentPageTexts.id;
  }
}
