import type { Words } from "./problem.ts";

/**
 * What is said where a rule of SPEC.md is broken, by its number. Rules that nothing can break at run time (G*, L5 on)
 * have no sentence; tests hold them.
 */
export const rules = {
  W1: {
    en: "{id} stands twice in {list}; each needs an id of its own.",
    id: "{id} ada dua kali di {list}; masing-masing perlu id sendiri.",
  },
  W2: {
    en: "{id} names {missing}, which is not in {list} of the site.",
    id: "{id} menyebut {missing} yang tidak ada di {list} situs ini.",
  },
  W3: {
    en: "Panel {panel} lies at {rect} of a canvas of {canvas} px; every pixel of it must be on the canvas.",
    id: "Panel {panel} berada di {rect} pada kanvas {canvas} px; semua pikselnya harus di dalam kanvas.",
  },
  W4: {
    en: "Panels {a} ({aRect}) and {b} ({bRect}) share pixels of the canvas.",
    id: "Panel {a} ({aRect}) dan {b} ({bRect}) memakai piksel kanvas yang sama.",
  },
  W5: {
    en: "Panels {a} ({aRect} mm) and {b} ({bRect} mm) would stand in the same place.",
    id: "Panel {a} ({aRect} mm) dan {b} ({bRect} mm) menempati tempat yang sama.",
  },
  W6: {
    en: "Panel {panel} stands at {rect} mm and reaches beyond the wall's face of {face} mm.",
    id: "Panel {panel} berada di {rect} mm dan melewati muka dinding {face} mm.",
  },
  W7: {
    en: "Panel {panel} is {size} mm and its bezel {bezel} mm on each side; nothing is left for a picture.",
    id: "Panel {panel} berukuran {size} mm dengan bingkai {bezel} mm di tiap sisi; tidak ada sisa untuk gambar.",
  },
  W8: {
    en: "Wall {wall} has {panels} panels and no size in millimetres; both width and height are needed.",
    id: "Dinding {wall} memiliki {panels} panel tanpa ukuran milimeter; lebar dan tinggi diperlukan.",
  },
  W9: {
    en: "The viewport takes {rect} of wall {wall}, whose canvas is {canvas} px.",
    id: "Viewport mengambil {rect} dari dinding {wall} yang kanvasnya {canvas} px.",
  },
  W10: {
    en: "The viewport lies at {rect} of output {output}, which has {size} px.",
    id: "Viewport berada di {rect} pada keluaran {output} yang berukuran {size} px.",
  },
  W11: {
    en: "The viewport shows {from} px of canvas, turned by {rotation}°, in {to} px of output; nothing may be scaled.",
    id: "Viewport menampilkan {from} px kanvas, diputar {rotation}°, di {to} px keluaran; tidak boleh diskalakan.",
  },
  W12: {
    en: "Two viewports of output {output} overlap: {aRect} and {bRect}.",
    id: "Dua viewport pada keluaran {output} tumpang-tindih: {aRect} dan {bRect}.",
  },
  W13: {
    en: "{zone} is no time zone; an IANA name such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura is needed.",
    id: "{zone} bukan zona waktu; perlu nama IANA seperti Asia/Jakarta, Asia/Makassar atau Asia/Jayapura.",
  },
  W14: {
    en: "Outputs {a} ({aPlace}) and {b} ({bPlace}) are placed over each other.",
    id: "Keluaran {a} ({aPlace}) dan {b} ({bPlace}) ditempatkan saling menutupi.",
  },
  W15: {
    en: "Output {output} has x {x} and y {y}; a place on the desktop needs both.",
    id: "Keluaran {output} memiliki x {x} dan y {y}; tempat di desktop memerlukan keduanya.",
  },
  L1: {
    en: "The layout is for wall {wall}, which is not in the site; there are {walls}.",
    id: "Tata letak ini untuk dinding {wall} yang tidak ada di situs ini; yang ada {walls}.",
  },
  L2: {
    en: "Tile {tile} lies at {rect} of a canvas of {canvas} px; every pixel of it must be on the canvas.",
    id: "Ubin {tile} berada di {rect} pada kanvas {canvas} px; semua pikselnya harus di dalam kanvas.",
  },
  L3: {
    en: "Tiles {a} ({aRect}) and {b} ({bRect}) overlap and both have z {z}; one must lie above the other.",
    id: "Ubin {a} ({aRect}) dan {b} ({bRect}) tumpang-tindih dengan z {z} yang sama; satu harus di atas.",
  },
  L4: {
    en: "Tile {id} is there twice; each needs an id of its own.",
    id: "Ubin {id} ada dua kali; masing-masing perlu id sendiri.",
  },
} as const satisfies Record<string, Words>;

export type Rule = keyof typeof rules;
