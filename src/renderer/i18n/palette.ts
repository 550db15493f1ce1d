import { bilingual } from "./bilingual.ts";

/** The words of the desk's palette. */
export const paletteTexts = bilingual({
  id: {
    title: "Cari dan lakukan",
    write: "Nama kamera, tata letak, tindakan, halaman …",
    recent: "Terakhir dipakai",
    camera: "Kamera",
    group: "Kelompok",
    image: "Gambar",
    layout: "Tata letak",
    wall: "Dinding",
    act: "Tindakan",
    page: "Halaman",
  },
  en: {
    title: "Search and do",
    write: "Name of a camera, layout, act, page …",
    recent: "Used last",
    camera: "Cameras",
    group: "Groups",
    image: "Pictures",
    layout: "Layouts",
    wall: "Walls",
    act: "Acts",
    page: "Pages",
  },
});
