import { bilingual } from "./bilingual.ts";

/** The desk's words about what the library lists. */
export const listingTexts = bilingual({
  id: { title: "Hanya tampilkan", favourite: "Favorit", recent: "Terakhir", troubled: "Terganggu" },
  en: { title: "List only", favourite: "Favourites", recent: "Recent", troubled: "In trouble" },
});

/** The desk's words about the numbers of cameras. */
export const numberTexts = bilingual({
  id: {
    title: "Nomor kamera",
    none: "Belum ada kamera bernomor ini",
    unknown: "Tidak ada kamera bernomor {{number}}. Tidak ada yang diubah.",
    keys: "Enter memasang · ⌫ · Esc batal",
    back: "Hapus angka terakhir",
    put: "Pasang",
    putOn: "{{number}} {{name}} dipasang.",
    field: "Nomor (diketik untuk memasang kamera)",
    fieldHint: "kosong: nomor bebas berikutnya",
    hint: "0–9",
  },
  en: {
    title: "Camera number",
    none: "No camera has this number yet",
    unknown: "There is no camera {{number}}. Nothing was changed.",
    keys: "Enter puts it · ⌫ · Esc leaves",
    back: "Remove the last digit",
    put: "Put",
    putOn: "{{number}} {{name}} is put.",
    field: "Number (typed to put the camera on a tile)",
    fieldHint: "empty: the next free number",
    hint: "0–9",
  },
});
