import { z } from "zod";

/** How many of a list are remembered, of the palette's entries and of cameras; others have room for all of a site. */
const MOST = { used: 12, recent: 24, favourites: 500, arranged: 1, folded: 500 } as const;
type Kind = keyof typeof MOST;

const listSchema = z.array(z.string());

/** Where a person's lists stand: in this browser, since they are a convenience and no state of the wall. */
const keyOf = (kind: Kind, person: string | null) => `dinding.${kind}.${person ?? ""}`;

/** A list that a person has in this browser, the newest first. */
export function keptList(kind: Kind, person: string | null): readonly string[] {
  const stored = localStorage.getItem(keyOf(kind, person));
  if (stored === null) return [];
  try {
    const list = listSchema.safeParse(JSON.parse(stored));
    return list.success ? list.data.slice(0, MOST[kind]) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

export function keepList(kind: Kind, person: string | null, list: readonly string[]): void {
  localStorage.setItem(keyOf(kind, person), JSON.stringify(list.slice(0, MOST[kind])));
}

/** Remembers that a person chose these, the first of them last. */
export function remember(kind: Kind, person: string | null, keys: readonly string[]): readonly string[] {
  const list = [...new Set([...keys, ...keptList(kind, person)])].slice(0, MOST[kind]);
  keepList(kind, person, list);
  return list;
}
