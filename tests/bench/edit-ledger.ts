import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { applyEdits, type Edit, renamed } from "../../src/layouts/edit/edit.ts";
import type { Layout } from "../../src/layouts/layout.ts";
import { layoutEditSchema } from "../../src/protocol/edits.ts";
import { layoutSchema } from "../../src/layouts/layout.ts";

/** What was answered as saved of one layout, to be held against what the core says of it. */
export class EditLedger {
  readonly #saved = new Map<number, readonly Edit[]>();
  readonly #first: Layout;
  /** Edits that met somebody else's and were made anew. */
  conflicts = 0;

  constructor(first: Layout) {
    this.#first = first;
  }

  get saved(): number {
    return this.#saved.size;
  }

  /** An answer said that `edits` made this version. */
  save(version: number, edits: readonly Edit[]): void {
    if (this.#saved.has(version)) throw new Error(`two answers say that they made version ${version}`);
    this.#saved.set(version, edits);
  }

  /** Versions that were answered as saved and of which the core tells another course or none. */
  missingFrom(history: unknown): number[] {
    const told = new Map(
      z
        .array(layoutEditSchema)
        .parse(history)
        .map(({ version, edits }) => [version, edits]),
    );
    const oldest = Math.min(...told.keys());
    return [...this.#saved].flatMap(([version, edits]) => {
      const other = told.get(version);
      if (other === undefined) return version < oldest ? [] : [version];
      return isDeepStrictEqual(other.toSorted(bySubject), [...edits].toSorted(bySubject)) ? [] : [version];
    });
  }

  /** Whether the layout is what all that was saved makes of the first, in the order of the versions. */
  makes(layout: unknown): boolean {
    const { name, tiles } = layoutSchema.parse(layout);
    const all = [...this.#saved].toSorted(([a], [b]) => a - b).flatMap(([, edits]) => edits);
    const byId = (some: Layout["tiles"]) => some.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return (
      renamed(this.#first.name, all) === name &&
      isDeepStrictEqual(byId(applyEdits(this.#first.tiles, all)), byId(tiles))
    );
  }
}

function bySubject(a: Edit, b: Edit): number {
  return subject(a) < subject(b) ? -1 : 1;
}

function subject(edit: Edit): string {
  if (edit.kind === "rename") return "";
  return edit.kind === "put" ? edit.tile.id : edit.tileId;
}
