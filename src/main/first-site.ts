import { readFile } from "node:fs/promises";
import type { Layout } from "../layouts/layout.ts";
import type { Site } from "../layouts/site.ts";
import { isPresetName, presets } from "../layouts/sites/index.ts";
import type { Language } from "../protocol/session.ts";
import { readSiteText } from "../protocol/site-reading.ts";
import { Fault } from "./base/fault.ts";
import { Refusal } from "./base/refusal.ts";
import { startSentence } from "./base/start-sentences.ts";
import type { Store } from "./store/store.ts";

/** A site and the layouts that an empty data folder gets with it. */
export interface FirstSite {
  readonly site: Site;
  readonly layouts: readonly Layout[];
}

/** Why a file is refused, at most: a terminal has so many lines. */
const MOST_REFUSALS = 12;

/** Setting that stands once a data folder was filled whole. */
const FILLED = "filled";

/** The site that `--site` names: a preset, or a JSON file. A Refusal with status 2 where it is neither. */
export async function readSite(named: string, language: Language): Promise<FirstSite> {
  if (isPresetName(named)) return presets[named]();
  const choices = Object.keys(presets).join(", ");
  const text = await readFile(named, "utf8").catch((error: unknown) => {
    throw new Refusal(2, startSentence("noSuchSite", { given: named, choices }, language), { cause: error });
  });
  const read = readSiteText(text, language);
  if ("site" in read) return { site: read.site, layouts: [] };
  const problem = read.refusals
    .slice(0, MOST_REFUSALS)
    .map(({ field, sentence }) => (field === "–" ? sentence : `${field}: ${sentence}`))
    .join("\n");
  throw new Refusal(2, startSentence("siteUnfit", { given: named, problem }, language));
}

/**
 * Gives an empty data folder its site and layouts, `wanted` or Tarakan's; ends a filling that was cut short. A Refusal
 * with status 2 where the folder holds another site than `wanted`. `given`: the site's name as it was asked for.
 */
export async function ensureSite(
  store: Store,
  data: string,
  given: string | null,
  language: Language,
): Promise<void> {
  const wanted = given === null ? null : await readSite(given, language);
  const stored = await store.site.get();
  if (stored !== null && wanted !== null && stored.value.id !== wanted.site.id)
    throw new Refusal(
      2,
      startSentence("otherSite", { given: given ?? "–", folder: data, stored: stored.value.id }, language),
    );
  if ((await store.settings.get(FILLED)) !== null) return;
  const first =
    wanted ?? (stored === null || isPresetName(stored.value.id) ? presetOf(stored?.value.id) : null);
  if (first !== null) {
    if (stored === null) await store.site.put(first.site, null);
    for (const layout of first.layouts) await unlessThere(store.layouts.add(layout));
  }
  await store.settings.put(FILLED, new Date().toISOString());
}

function presetOf(name: string | undefined): FirstSite {
  return name !== undefined && isPresetName(name) ? presets[name]() : presets.tarakan();
}

/** What a filling that was cut short had added already stays as it is. */
export async function unlessThere(adding: Promise<unknown>): Promise<void> {
  try {
    await adding;
  } catch (error) {
    if (!(error instanceof Fault && error.kind === "conflict")) throw error;
  }
}
