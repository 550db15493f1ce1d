import { bilingual } from "./bilingual.ts";

export const watchTexts = bilingual({
  id: {
    title: "Pantau",
    all: "Semua kamera ({{count}})",
    group: "{{name}} ({{count}})",
    which: "Kamera yang ditampilkan",
    back: "Kembali",
    before: "Sebelumnya",
    after: "Berikutnya",
    part: "{{at}} dari {{of}}",
    me: "Akun",
    none: "Belum ada kamera",
    noneHelp: "Teknisi menambahkan kamera di konsol.",
    browser: "Peramban ini tidak dapat menampilkan gambar",
    browserHelp: "Buka halaman ini dengan Chrome atau Edge yang baru, lewat https.",
  },
  en: {
    title: "Watch",
    all: "All cameras ({{count}})",
    group: "{{name}} ({{count}})",
    which: "Cameras that are shown",
    back: "Back",
    before: "Previous",
    after: "Next",
    part: "{{at}} of {{of}}",
    me: "Account",
    none: "There are no cameras yet",
    noneHelp: "A technician adds cameras in the console.",
    browser: "This browser cannot show pictures",
    browserHelp: "Open this page with a current Chrome or Edge, over https.",
  },
});

declare module "./bilingual.ts" {
  interface PageTexts {
    watch: typeof watchTexts.id;
  }
}
