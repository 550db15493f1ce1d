import { z } from "zod";
import type { Problem } from "./problem.ts";
import { problemOf } from "./problem.ts";
import { rules } from "./rules.ts";
import { SITE_VERSION, type Site, siteSchema } from "./site.ts";
import { validateSite } from "./validate.ts";

/** A site that was read, or why it was not. */
export type OpenedSite =
  | { readonly site: Site }
  /** Of a newer form, or breaking rules. */
  | { readonly problems: readonly Problem[] }
  /** Not a site: what does not fit, by field. */
  | { readonly unfit: readonly { readonly field: string; readonly detail: string }[] };

/** What each form of a site must become for the next one to read it. The second only added to the first. */
const upgrades: readonly ((site: object) => object)[] = [(site) => site];

const versionSchema = z.looseObject({ version: z.int().positive().default(1) });

/**
 * What the JSON of a site file says, whichever form it was written in; nothing is changed where it is not a site of a
 * form that is known here.
 */
export function openSite(json: unknown): OpenedSite {
  const versioned = versionSchema.safeParse(json);
  if (!versioned.success) return { unfit: unfitOf(versioned.error) };
  const { version } = versioned.data;
  if (version > SITE_VERSION) {
    const values = { version, known: SITE_VERSION };
    return { problems: [problemOf("W24", "version", rules.W24, values)] };
  }
  const upgraded = upgrades.slice(version - 1).reduce((site: object, step) => step(site), versioned.data);
  const parsed = siteSchema.safeParse({ ...upgraded, version: SITE_VERSION });
  if (!parsed.success) return { unfit: unfitOf(parsed.error) };
  const problems = validateSite(parsed.data);
  return problems.length > 0 ? { problems } : { site: parsed.data };
}

function unfitOf(error: z.ZodError): { field: string; detail: string }[] {
  return error.issues.map(({ path, message }) => ({
    field: path.map(String).join(".") || "–",
    detail: message,
  }));
}

/** A site as a file: its form, and its fields in their order. */
export function siteFile(site: Site): string {
  return `${JSON.stringify(siteSchema.parse({ ...site, version: SITE_VERSION }), null, 2)}\n`;
}

/** The JSON Schema (2020-12) of a site file, as it is published. */
export function siteFileSchema(): object {
  return { ...z.toJSONSchema(siteSchema, { io: "input" }), title: `Dinding site, form ${SITE_VERSION}` };
}
