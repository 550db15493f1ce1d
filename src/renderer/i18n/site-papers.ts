import { bilingual } from "./bilingual.ts";

/** The site as a file, as a sheet of paper and as a room; part of the technician's texts. */
export const sitePaperTexts = bilingual({
  id: {
    file: {
      title: "Berkas situs",
      text: "Seluruh situs sebagai satu berkas JSON: ruang, dinding, panel, keluaran, kabel, catatan.",
      save: "Simpan sebagai berkas",
      open: "Buka berkas…",
      refused_one: "{{count}} hal tidak cocok; tidak ada yang diubah.",
      refused_other: "{{count}} hal tidak cocok; tidak ada yang diubah.",
      same: "Berkas ini sama dengan situs sekarang.",
      changes_one: "Berkas ini mengubah {{count}} hal:",
      changes_other: "Berkas ini mengubah {{count}} hal:",
      more_one: "dan {{count}} lagi",
      more_other: "dan {{count}} lagi",
      before: "sebelum:",
      after: "sesudah:",
      apply: "Pakai situs ini",
      leave: "Tutup berkas",
      applied: "Situs dari {{name}} dipakai",
    },
  },
  en: {
    file: {
      title: "Site file",
      text: "The whole site as one JSON file: rooms, walls, panels, outputs, wiring, notes.",
      save: "Save as a file",
      open: "Open a file…",
      refused_one: "{{count}} thing does not fit; nothing was changed.",
      refused_other: "{{count}} things do not fit; nothing was changed.",
      same: "This file is the same as the site now.",
      changes_one: "This file changes {{count}} thing:",
      changes_other: "This file changes {{count}} things:",
      more_one: "and {{count}} more",
      more_other: "and {{count}} more",
      before: "before:",
      after: "after:",
      apply: "Use this site",
      leave: "Close the file",
      applied: "The site of {{name}} is in use",
    },
  },
});
