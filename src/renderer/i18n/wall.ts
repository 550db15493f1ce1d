import { bilingual } from "./bilingual.ts";

export const wallTexts = bilingual({
  id: {
    delayedBy: "tertunda {{seconds}} dtk",
    replayOf: "putar ulang {{time}}",
    changing: "berganti…",
    frozen: "gambar diam",
    backupFor: "menggantikan {{name}}",
    backupSince: "cadangan sejak {{time}}",
    backupNamed: "cadangan: {{name}}",
    hidden: "Tidak ditayangkan",
    mosaic: "Mosaik {{count}} kamera",
    noStream: "Kamera ini tidak ada lagi dalam daftar.",
    noPicture: "Belum ada gambar baru.",
    map: {
      name: "Peta",
      coast: "Garis pantai kasar: Natural Earth",
      none: "Tidak ada kejadian di peta",
      outside: "{{count}} di luar peta",
      lost_one: "{{count}} kamera putus",
      lost_other: "{{count}} kamera putus",
      drill: "LATIHAN",
    },
    source: "sumber {{source}}",
    age: {
      s: "{{count}} dtk lalu",
      min: "{{count}} mnt lalu",
      h: "{{count}} jam lalu",
      d: "{{count}} hari lalu",
    },
    coreLost: "Sambungan ke komputer dinding terputus",
    slate: {
      starting: "Menyambung ke komputer dinding",
      startingHelp: "Halaman ini tampil sendiri begitu komputer itu menjawab.",
      lost: "Komputer dinding tidak menjawab",
      lostHelp:
        "Periksa apakah komputer itu menyala dan kabel jaringannya terpasang. Halaman ini kembali sendiri.",
      unknown: "Tidak ada keluaran bernama {{outputs}}",
      unknownHelp: "Periksa alamat halaman ini. Nama keluaran ada di halaman teknisi, bagian Keluaran.",
      signIn: "Layar ini belum diizinkan",
      signInHelp:
        "Di konsol, minta alamat sekali pakai untuk keluaran {{outputs}}, lalu buka alamat itu di layar ini.",
      refused: "Komputer dinding menolak halaman ini",
      browser: "Peramban ini tidak dapat menampilkan dinding",
      browserHelp: "Buka halaman ini dengan Chromium, lewat https atau di komputer dinding sendiri.",
      failed: "Halaman ini gagal",
      failedHelp: "Halaman memuat ulang sendiri dalam beberapa detik.",
      blank: "Belum ada yang ditayangkan",
    },
  },
  en: {
    delayedBy: "{{seconds}} s late",
    replayOf: "replay {{time}}",
    changing: "changing…",
    frozen: "picture frozen",
    backupFor: "in place of {{name}}",
    backupSince: "backup since {{time}}",
    backupNamed: "backup: {{name}}",
    hidden: "Not shown",
    mosaic: "Mosaic of {{count}} cameras",
    noStream: "This camera is no longer in the list.",
    noPicture: "No new picture yet.",
    map: {
      name: "Map",
      coast: "Coarse coastline: Natural Earth",
      none: "No incidents on the map",
      outside: "{{count}} beyond the map",
      lost_one: "{{count}} camera lost",
      lost_other: "{{count}} cameras lost",
      drill: "DRILL",
    },
    source: "source {{source}}",
    age: { s: "{{count}} s ago", min: "{{count}} min ago", h: "{{count}} h ago", d: "{{count}} d ago" },
    coreLost: "The connection to the wall's computer is lost",
    slate: {
      starting: "Connecting to the wall's computer",
      startingHelp: "This page appears by itself as soon as that computer answers.",
      lost: "The wall's computer does not answer",
      lostHelp:
        "Check that it is switched on and its network cable is plugged in. This page comes back by itself.",
      unknown: "There is no output named {{outputs}}",
      unknownHelp:
        "Check the address of this page. The names of outputs are on the technician's page, under Outputs.",
      signIn: "This screen is not admitted yet",
      signInHelp:
        "In the console, ask for the one-time address of output {{outputs}} and open it on this screen.",
      refused: "The wall's computer refuses this page",
      browser: "This browser cannot show the wall",
      browserHelp: "Open this page with Chromium, over https or on the wall's computer itself.",
      failed: "This page has failed",
      failedHelp: "It loads itself anew in a few seconds.",
      blank: "Nothing is shown yet",
    },
  },
});

declare module "./bilingual.ts" {
  interface PageTexts {
    wall: typeof wallTexts.id;
  }
}
