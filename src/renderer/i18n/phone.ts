import { bilingual } from "./bilingual.ts";

export const phoneTexts = bilingual({
  id: {
    title: "Dinding di ponsel",
    wall: "Dinding",
    now: "Di dinding sekarang",
    takenBy: "{{name}}, {{time}}",
    changed: "{{name}}, sudah diubah",
    edited: "Susunan sendiri",
    empty: "Dinding masih kosong",
    choose: "Pilih tata letak",
    onWall: "di dinding",
    none: "Belum ada tata letak untuk dinding ini",
    noneHelp: "Operator membuatnya di konsol.",
    take: "Tampilkan",
    takeNamed: "Tampilkan {{name}}",
    chooseFirst: "Pilih tata letak di atas",
    undo: "Kembalikan",
    hide: "Tutup layar",
    show: "Buka layar",
    looking: "Anda hanya dapat melihat. Untuk menampilkan, masuklah sebagai operator.",
    watch: "Lihat kamera",
    me: "Akun",
  },
  en: {
    title: "The wall on a phone",
    wall: "Wall",
    now: "On the wall now",
    takenBy: "{{name}}, {{time}}",
    changed: "{{name}}, changed since",
    edited: "An arrangement of its own",
    empty: "The wall is empty",
    choose: "Choose a layout",
    onWall: "on the wall",
    none: "There is no layout for this wall yet",
    noneHelp: "An operator makes one at the console.",
    take: "Show",
    takeNamed: "Show {{name}}",
    chooseFirst: "Choose a layout above",
    undo: "Bring back",
    hide: "Cover the wall",
    show: "Uncover the wall",
    looking: "You may only look. To show something, sign in as an operator.",
    watch: "See the cameras",
    me: "Account",
  },
});

declare module "./bilingual.ts" {
  interface PageTexts {
    phone: typeof phoneTexts.id;
  }
}
