import type { Agency, Checklist } from "../../../protocol/agency.ts";
import { dialText, telOf } from "../../../protocol/dial.ts";

/** An agency as its form holds it. */
export interface AgencyForm {
  readonly name: string;
  readonly shortName: string;
  readonly kinds: readonly string[];
  /** As a person writes them: `110`, `sip:piket@host`. */
  readonly dial: readonly string[];
  readonly checklists: readonly Checklist[];
}

export const emptyAgency: AgencyForm = { name: "", shortName: "", kinds: [], dial: [""], checklists: [] };
export const emptyChecklist: Checklist = { kinds: [], steps: [""] };

export function formOf({ name, shortName, kinds, dial, checklists }: Agency): AgencyForm {
  const written = dial.map((uri) => (uri.startsWith("tel:") ? dialText(uri) : uri));
  return { name, shortName, kinds, checklists, dial: written.length === 0 ? [""] : written };
}

/** What a person wrote as a number or address, as it is stored; what is neither goes as it is, to be refused by name. */
export const dialOf = (written: string): string => telOf(written.replace(/^tel:/, "")) ?? written.trim();

const isSaid = (line: string): boolean => line.trim() !== "";

/** What the form asks for; lines that are empty are none. */
export function inputOf(form: AgencyForm): Omit<Agency, "id"> {
  return {
    ...{ name: form.name.trim(), shortName: form.shortName.trim(), kinds: [...form.kinds] },
    dial: form.dial.filter(isSaid).map(dialOf),
    checklists: form.checklists.map(({ kinds, steps }) => ({ kinds, steps: steps.filter(isSaid) })),
  };
}

/** An id made of a name, that none of `taken` has. */
export function idFor(name: string, taken: readonly string[]): string {
  const made = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
  const plain = made === "" ? "instansi" : made;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? plain : `${plain}-${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** Kinds that two checklists of a form name, or that more than one is for any: only the first would ever be used. */
export function doubled(checklists: readonly Checklist[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { kinds } of checklists)
    for (const kind of kinds.length === 0 ? [""] : kinds) (seen.has(kind) ? twice : seen).add(kind);
  return [...twice];
}
