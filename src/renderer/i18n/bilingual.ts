import type { Language } from "../../protocol/session.ts";

/** Texts by key, nested at will; `{{name}}` is a value. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** The same keys with other words. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** Texts in every language; a key that one of them lacks does not compile. */
export function bilingual<Id extends Texts>(
  texts: { readonly id: Id } & Readonly<Record<Exclude<Language, "id">, SameKeys<Id>>>,
) {
  return texts;
}

/**
 * What each namespace holds. A page's texts stand in a file of their own, which adds its name here:
 * `declare module "./bilingual.ts" { interface PageTexts { wall: typeof wallTexts.id } }`.
 */
export interface PageTexts {}
