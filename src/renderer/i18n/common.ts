import { bilingual } from "./bilingual.ts";

/** Words that every page uses for the same thing. */
export const commonTexts = bilingual({
  id: {
    state: {
      connecting: "menyambung",
      live: "langsung",
      delayed: "tertunda",
      degraded: "terganggu",
      stale: "macet",
      lost: "putus",
      hidden: "disembunyikan",
      frozen: "gambar diam",
      idle: "tidak dipakai",
    },
    severity: { critical: "kritis", high: "tinggi", medium: "sedang", low: "rendah" },
    role: { viewer: "pemirsa", operator: "operator", technician: "teknisi", admin: "admin" },
    since: "sejak {{time}}",
  },
  en: {
    state: {
      connecting: "connecting",
      live: "live",
      delayed: "delayed",
      degraded: "degraded",
      stale: "stale",
      lost: "lost",
      hidden: "hidden",
      frozen: "picture frozen",
      idle: "not in use",
    },
    severity: { critical: "critical", high: "high", medium: "medium", low: "low" },
    role: { viewer: "viewer", operator: "operator", technician: "technician", admin: "admin" },
    since: "since {{time}}",
  },
});
