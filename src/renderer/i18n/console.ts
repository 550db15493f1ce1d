import { bilingual } from "./bilingual.ts";

export const consoleTexts = bilingual({
  id: {
    title: "Konsol",
  },
  en: {
    title: "Console",
  },
});

declare module "./index.ts" {
  interface PageTexts {
    console: typeof consoleTexts.id;
  }
}
