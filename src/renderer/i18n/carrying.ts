import { bilingual } from "./bilingual.ts";

/** The desk's words about what is picked up by key and placed on a tile. */
export const carryingTexts = bilingual({
  id: {
    picked: "{{name}} diambil. Panah memilih petak, Enter memasang, Esc melepas.",
    letGo: "{{name}} dilepas.",
    same: "Sudah di petak ini; pilih petak yang lain.",
    keys: "Panah memilih petak, Tab pindah ke dinding atau yang disiapkan, Enter memasang, Esc melepas.",
    drop: "Lepas",
    pick: "Ambil",
    pickHint: "Ambil seluruh kelompok, lalu pilih petaknya.",
    byGroup: "Menurut kelompok",
    foldAll: "Lipat semua",
    openAll: "Buka semua",
    noGroup: "Tanpa kelompok",
    cameras_one: "{{count}} kamera",
    cameras_other: "{{count}} kamera",
    folded: "terlipat",
    open: "terbuka",
  },
  en: {
    picked: "{{name}} picked up. Arrows choose the tile, Enter places it, Esc lets go.",
    letGo: "{{name}} let go.",
    same: "It is on this tile already; choose another.",
    keys: "Arrows choose the tile, Tab turns to the wall or what is prepared, Enter places, Esc lets go.",
    drop: "Let go",
    pick: "Pick up",
    pickHint: "Pick the whole group up, then choose its tile.",
    byGroup: "By group",
    foldAll: "Fold all",
    openAll: "Unfold all",
    noGroup: "No group",
    cameras_one: "{{count}} camera",
    cameras_other: "{{count}} cameras",
    folded: "folded",
    open: "unfolded",
  },
});
