import { languages, type Language } from "../../protocol/session.ts";

/**
 * The language of an answer, from Accept-Language (RFC 9110, 12.5.4): the one of ours with the highest weight,
 * the earlier where two weigh the same; English for software that names none of ours.
 */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; weight: number } | null = null;
  for (const part of (header ?? "").split(",")) {
    const [range, ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const language = languages.find((one) => range === one || range?.startsWith(`${one}-`));
    const quality = parameters.find((one) => one.startsWith("q="));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    if (language !== undefined && weight > 0 && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? "en";
}
