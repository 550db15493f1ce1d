import { bilingual } from "./bilingual.ts";

/** The desk's words about where a camera stands and who may see it. */
export const cameraPlaceTexts = bilingual({
  id: {
    title: "Letak dan arah (boleh kosong)",
    lat: "Lintang °",
    lon: "Bujur °",
    heading: "Arah °",
    fovDeg: "Sudut lihat °",
    turn: "Putar arah kamera",
    map: "Tunjuk di peta",
    half: "Letak memerlukan lintang dan bujur yang dapat dibaca; kosongkan semuanya bila tidak diketahui.",
    wrong: {
      lat: "Dari −90 sampai 90.",
      lon: "Dari −180 sampai 180.",
      heading: "Dari 0 sampai kurang dari 360, searah jarum jam dari utara.",
      fovDeg: "Lebih dari 0 sampai 360.",
    },
    neverPublic: "Tidak pernah di dinding umum",
    neverPublicHint: "Dinding yang dilihat siapa saja menampilkan gambar jeda di tempatnya.",
  },
  en: {
    title: "Place and heading (optional)",
    lat: "Latitude °",
    lon: "Longitude °",
    heading: "Heading °",
    fovDeg: "Angle of view °",
    turn: "Turn the camera",
    map: "Point on the map",
    half: "A place needs a latitude and a longitude that can be read; leave all of it empty where it is not known.",
    wrong: {
      lat: "From −90 to 90.",
      lon: "From −180 to 180.",
      heading: "From 0 to less than 360, clockwise from north.",
      fovDeg: "More than 0, up to 360.",
    },
    neverPublic: "Never on a public wall",
    neverPublicHint: "Walls that anybody sees show the standby picture in its place.",
  },
});

/** The desk's words about what the library lists. */
export const listingTexts = bilingual({
  id: {
    title: "Hanya tampilkan",
    favourite: "Favorit",
    recent: "Terakhir",
    troubled: "Terganggu",
    searchHint:
      "Tulis nama, nomor, kelompok, atau keadaan (“putus”). “dekat pasar” mencari yang ada di sekitarnya.",
    awayFrom: "{{far}} dari {{name}}",
    centre: "jarak diukur dari sini",
  },
  en: {
    title: "List only",
    favourite: "Favourites",
    recent: "Recent",
    troubled: "In trouble",
    searchHint:
      "Write a name, a number, a group or a state (“lost”). “near market” finds what stands around it.",
    awayFrom: "{{far}} from {{name}}",
    centre: "measured from here",
  },
});

/** The desk's words about the numbers of cameras. */
export const numberTexts = bilingual({
  id: {
    title: "Nomor kamera",
    none: "Belum ada kamera bernomor ini",
    tileGone: "Petaknya sudah tidak ada di sana. Pilih petak lagi.",
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
    tileGone: "The tile is no longer there. Choose a tile again.",
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
