import { createInstance } from "i18next";
import { initReactI18next } from "react-i18next";
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

/** Starts i18next with the common texts and those of one page, `name` being its namespace. */
export async function startTexts(
  name: Exclude<keyof PageTexts, "common">,
  texts: Readonly<Record<Language, Texts>>,
  language: Language = rememberedLanguage(),
): Promise<void> {
  document.documentElement.lang = language;
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: "id",
    supportedLngs: languages,
    ns: ["common", name],
    defaultNS: "common",
    resources: {
      id: { common: commonTexts.id, [name]: texts.id },
      en: { common: commonTexts.en, [name]: texts.en },
    },
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

/** The language spoken now. */
export function spokenLanguage(): Language {
  const now = languageSchema.safeParse(i18n.language);
  return now.success ? now.data : "id";
}
