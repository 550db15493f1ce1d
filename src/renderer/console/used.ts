import { z } from "zod";

/** How many are remembered. */
const MOST = 12;

const usedSchema = z.array(z.string()).max(MOST);

/** Where a person's last choices stand: in this browser, since they are a convenience and no state of the wall. */
const keyOf = (person: string | null) => `dinding.used.${person ?? ""}`;

/** What a person chose last in the palette, the newest first, by the keys of its entries. */
export function lastUsed(person: string | null): readonly string[] {
  const stored = localStorage.getItem(keyOf(person));
  if (stored === null) return [];
  try {
    const used = usedSchema.safeParse(JSON.parse(stored));
    return used.success ? used.data : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Remembers that a person chose it. */
export function remember(person: string | null, key: string): void {
  const used = [key, ...lastUsed(person).filter((each) => each !== key)].slice(0, MOST);
  localStorage.setItem(keyOf(person), JSON.stringify(used));
}
