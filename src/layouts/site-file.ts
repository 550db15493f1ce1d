import { z } from "zod";
import { type Problem, problemOf } from "./problem.ts";
import { rules } from "./rules.ts";
import { misfits, type Misfit } from "./misfit.ts";
import { SITE_VERSION, type Site, siteSchema } from "./site.ts";
import { validateSite } from "./validate.ts";

/** A site that was read, or why it was not. */
export type OpenedSite =
  | { readonly site: Site }
  /** Of a newer form, or breaking rules. */
  | { readonly problems: readonly Problem[] }
  /** Not a site: what does not fit, by field. */
  | { readonly unfit: readonly Misfit[] };

/** What each form of a site must become for the next one to read it. The second only added to the first. */
const upgrades: readonly ((site: object) => object)[] = [(site) => site];

const versionSchema = z.looseObject({
  version: z.int().positive().default(1),
  $schema: z.string().optional(),
});

/**
 * What the JSON of a site file says, whichever form it was written in; nothing is changed where it is not a site of a
 * form that is known here. A field that no site has is refused: what was meant by it would be lost. `$schema` may name
 * the schema for an editor.
 */
export function openSite(json: unknown): OpenedSite {
  const versioned = versionSchema.safeParse(json);
  if (!versioned.success) return { unfit: misfits(versionSchema, json) };
  const { $schema: _, ...said } = versioned.data;
  const { version } = said;
  if (version > SITE_VERSION) {
    const values = { version, known: SITE_VERSION };
    return { problems: [problemOf("W24", "version", rules.W24, values)] };
  }
  const upgraded = upgrades.slice(version - 1).reduce((site: object, step) => step(site), said);
  const given = { ...upgraded, version: SITE_VERSION };
  const unfit = misfits(siteSchema, given);
  if (unfit.length > 0) return { unfit };
  const site = siteSchema.parse(given);
  const problems = validateSite(site);
  return problems.length > 0 ? { problems } : { site };
}

/** A site as a file: its form, and its fields in their order. */
export function siteFile(site: Site): string {
  return `${JSON.stringify(siteSchema.parse({ ...site, version: SITE_VERSION }), null, 2)}\n`;
}

/** The JSON Schema (2020-12) of a site file, as it is published; it allows no field that `openSite` refuses. */
export function siteFileSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(siteSchema.extend({ $schema: z.string().optional() }), {
    io: "input",
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === "object") jsonSchema.additionalProperties = false;
    },
  });
  return { ...schema, title: `Dinding site, form ${SITE_VERSION}` };
}
