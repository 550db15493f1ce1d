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
  W16: {
    en: "Wall {wall} bends at {bend} mm; a bend lies behind {before} mm and before {behind} mm.",
    id: "Dinding {wall} menekuk di {bend} mm; tekukan harus sesudah {before} mm dan sebelum {behind} mm.",
  },
  W17: {
    en: "Wall {wall} bends at {bend} mm, across panel {panel} ({rect} mm); a panel does not bend.",
    id: "Dinding {wall} menekuk di {bend} mm, memotong panel {panel} ({rect} mm); panel tidak dapat menekuk.",
  },
  W18: {
    en: "Wall {wall} is looked at from {nearest} mm at the nearest and {farthest} mm at the farthest; the first is the longer.",
    id: "Dinding {wall} dilihat dari {nearest} mm paling dekat dan {farthest} mm paling jauh; yang pertama lebih panjang.",
  },
  W19: {
    en: "Output {spare} ({spareSize} px, {spareCount} viewports) is the spare of {original} ({size} px, {count} viewports) and does not show the same.",
    id: "Keluaran {spare} ({spareSize} px, {spareCount} viewport) adalah cadangan {original} ({size} px, {count} viewport) tetapi tidak menampilkan yang sama.",
  },
  W20: {
    en: "Port {port} drives panel {panel}, of which output {output} shows {shown} of {pixels} LED pixels.",
    id: "Port {port} menggerakkan panel {panel}, yang oleh keluaran {output} hanya ditampilkan {shown} dari {pixels} piksel LED.",
  },
  W21: {
    en: "Panel {panel} hangs on port {a} and on port {b}; only a spare port may feed it a second time.",
    id: "Panel {panel} tersambung ke port {a} dan ke port {b}; hanya port cadangan boleh menyambungnya lagi.",
  },
  W22: {
    en: "Port {spare} ({spareCount} panels) is the spare of port {original} ({count} panels) and does not feed the same panels.",
    id: "Port {spare} ({spareCount} panel) adalah cadangan port {original} ({count} panel) tetapi tidak menyambung panel yang sama.",
  },
  W23: {
    en: "Controller model {model} is not known; there are {known}.",
    id: "Model pengendali {model} tidak dikenal; yang ada {known}.",
  },
  W24: {
    en: "The site is of form {version}, made by a newer Dinding; this one reads up to form {known}.",
    id: "Situs ini berbentuk {version}, dibuat oleh Dinding yang lebih baru; yang ini membaca sampai bentuk {known}.",
  },
  W25: {
    en: "{spare} is the spare of {original}, which is the spare of {of} itself; a spare stands in for one that is none.",
    id: "{spare} adalah cadangan {original}, yang juga cadangan {of}; cadangan hanya menggantikan yang bukan cadangan.",
  },
  P1: {
    en: "Port {port} would drive {pixels} px; at {bits} bit and {hertz} Hz it carries {limit}.",
    id: "Port {port} akan menggerakkan {pixels} px; pada {bits} bit dan {hertz} Hz kemampuannya {limit}.",
  },
  P2: {
    en: "Controller {controller} would drive {pixels} px; at {hertz} Hz it carries {limit}.",
    id: "Pengendali {controller} akan menggerakkan {pixels} px; pada {hertz} Hz kemampuannya {limit}.",
  },
  P3: {
    en: "Controller {controller} is given {ports} ports; its model has {portCount}.",
    id: "Pengendali {controller} diberi {ports} port; modelnya memiliki {portCount}.",
  },
  P4: {
    en: "Panel {panel} of wall {wall} hangs on no port; {wired} of {panels} panels are wired.",
    id: "Panel {panel} di dinding {wall} belum tersambung ke port; {wired} dari {panels} panel sudah.",
  },
  P5: {
    en: "Wall {wall} is {width} mm wide; the longest side of room {room} is {longest} mm.",
    id: "Dinding {wall} selebar {width} mm; sisi terpanjang ruang {room} {longest} mm.",
  },
  P6: {
    en: "Wall {wall} reaches {reach} mm above the floor; room {room} is {height} mm high.",
    id: "Dinding {wall} mencapai {reach} mm di atas lantai; tinggi ruang {room} {height} mm.",
  },
  P7: {
    en: "Panel {panel} of wall {wall} can hang on no port: no output shows all of its {pixels} px, but {shown}. Let the viewports meet at a cabinet's edge.",
    id: "Panel {panel} di dinding {wall} tidak dapat disambung ke port: tidak ada keluaran yang menampilkan seluruh {pixels} px-nya, melainkan {shown}. Pertemukan viewport di tepi kabinet.",
  },
  P8: {
    en: "Of wall {wall}'s canvas of {pixels} px no panel lights {dark}, at {rect} the most; what lies there is seen by nobody.",
    id: "Dari kanvas dinding {wall} sebesar {pixels} px, {dark} tidak dinyalakan panel mana pun, terbesar di {rect}; yang ada di situ tidak terlihat.",
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
