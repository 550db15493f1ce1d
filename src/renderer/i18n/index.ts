import { createInstance } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { type Language, languageSchema, languages } from "../../protocol/session.ts";
import type { PageTexts, Texts } from "./bilingual.ts";
import { commonTexts } from "./common.ts";

declare module "./bilingual.ts" {
  interface PageTexts {
    common: typeof commonTexts.id;
  }
}

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: PageTexts;
  }
}

const STORED = "dinding.language";

/** The page's one i18next, also what `useTranslation` uses. */
export const i18n = createInstance();

/** The language this browser was left in; Indonesian at first. */
function rememberedLanguage(): Language {
  const stored = languageSchema.safeParse(localStorage.getItem(STORED));
  return stored.success ? stored.data : "id";
}

/** What a page speaks besides the common texts, by namespace. */
export type OwnTexts = Readonly<
  Partial<Record<Exclude<keyof PageTexts, "common">, Readonly<Record<Language, Texts>>>>
>;

/** Starts i18next with the common texts and those of a page. */
export async function startTexts(texts: OwnTexts, language: Language = rememberedLanguage()): Promise<void> {
  document.documentElement.lang = language;
  const own = Object.entries(texts);
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: "id",
    supportedLngs: languages,
    ns: ["common", ...own.map(([name]) => name)],
    defaultNS: "common",
    resources: {
      id: { common: commonTexts.id, ...Object.fromEntries(own.map(([name, { id }]) => [name, id])) },
      en: { common: commonTexts.en, ...Object.fromEntries(own.map(([name, { en }]) => [name, en])) },
    },
    // Said, it is not looked up at each text whether the key is a sentence.
    keySeparator: ".",
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
}

/** Speaks `language` from now on; `remember` also after the page is loaded again in this browser. */
export async function speak(language: Language, remember = true): Promise<void> {
  if (remember) localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

/** The language spoken now, for what is drawn: it is drawn anew where another is spoken. */
export function useSpokenLanguage(): Language {
  useTranslation();
  return spokenLanguage();
}

/** The language spoken now. */
export function spokenLanguage(): Language {
  const now = languageSchema.safeParse(i18n.language);
  return now.success ? now.data : "id";
}
