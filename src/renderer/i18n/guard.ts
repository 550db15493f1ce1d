import { bilingual } from "./bilingual.ts";

/** The desk's words about what keeps a wall from being seen or changed. */
export const guardTexts = bilingual({
  id: {
    hideWall: "Sembunyikan",
    hideTiles: "Sembunyikan petak",
    show: "Tampilkan",
    showAll: "Tampilkan semua",
    lock: "Kunci",
    unlock: "Buka kunci",
    covered: "Dinding disembunyikan sejak {{time}} oleh {{name}}",
    hidden_one: "{{count}} petak disembunyikan sejak {{time}} oleh {{name}}",
    hidden_other: "{{count}} petak disembunyikan sejak {{time}} oleh {{name}}",
    locked: "Dinding dikunci sejak {{time}} oleh {{name}}",
    reason: "Alasan",
    why: "Alasan, bila perlu",
  },
  en: {
    hideWall: "Hide",
    hideTiles: "Hide tiles",
    show: "Show",
    showAll: "Show all",
    lock: "Lock",
    unlock: "Unlock",
    covered: "The wall is hidden since {{time}} by {{name}}",
    hidden_one: "{{count}} tile is hidden since {{time}} by {{name}}",
    hidden_other: "{{count}} tiles are hidden since {{time}} by {{name}}",
    locked: "The wall is locked since {{time}} by {{name}}",
    reason: "Reason",
    why: "Reason, if any",
  },
});

/** And about who else is at work. */
export const othersTexts = bilingual({
  id: {
    here: "Juga di sini:",
    more: "dan {{count}} lagi",
    atLayout: "{{names}} juga membuka tata letak ini",
  },
  en: {
    here: "Also here:",
    more: "and {{count}} more",
    atLayout: "{{names}} also have this layout open",
  },
});
