import { agencyTexts } from "./agencies.ts";
import { bilingual } from "./bilingual.ts";
import { drillTexts } from "./drills.ts";
import { sourceTexts } from "./sources.ts";

/** The pages at which a city's incidents are prepared. */
export const incidentPageTexts = bilingual({
  id: {
    title: "Persiapan kejadian",
    parts: "Bagian",
    desk: "Meja",
    part: { sources: "Sumber", agencies: "Instansi dan SOP", drills: "Latihan" },
    ordered: {
      up: "{{what}} naik",
      down: "{{what}} turun",
      remove: "Hapus {{what}}",
      add: "+ baris",
      hint: "Enter: baris baru. Alt+↑ dan Alt+↓: pindahkan.",
    },
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
    changed:
      "Sementara itu telah diubah orang lain. Yang tampak sekarang adalah yang baru; ulangi perubahan Anda.",
    sources: sourceTexts.id,
    agencies: agencyTexts.id,
    drills: drillTexts.id,
  },
  en: {
    title: "Preparing for incidents",
    parts: "Parts",
    desk: "Desk",
    part: { sources: "Sources", agencies: "Agencies and SOP", drills: "Drills" },
    ordered: {
      up: "Move {{what}} up",
      down: "Move {{what}} down",
      remove: "Remove {{what}}",
      add: "+ line",
      hint: "Enter: a new line. Alt+↑ and Alt+↓: move it.",
    },
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
    changed: "Somebody else changed it meanwhile. What you see now is the new one; make your change again.",
    sources: sourceTexts.en,
    agencies: agencyTexts.en,
    drills: drillTexts.en,
  },
});

declare module "./bilingual.ts" {
  interface PageTexts {
    incidents: typeof incidentPageTexts.id;
  }
}
