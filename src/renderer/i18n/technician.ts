import { bilingual } from "./bilingual.ts";

export const technicianTexts = bilingual({
  id: {
    title: "Teknisi",
  },
  en: {
    title: "Technician",
  },
});

declare module "./index.ts" {
  interface PageTexts {
    technician: typeof technicianTexts.id;
  }
}
