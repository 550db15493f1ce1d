import type Database from "better-sqlite3";
import { z } from "zod";
import { type Edit, editsBetween, editSchema } from "../../layouts/edit/edit.ts";
import { layoutSchema, type Layout } from "../../layouts/layout.ts";
import type { LayoutEdit } from "../../protocol/edits.ts";
import { Fault } from "../base/fault.ts";
import { accept, expectVersion, readDoc, retiredVersions } from "./row.ts";
import type { Expected, Versioned } from "./versioned.ts";
import type { EditedLayout, Editor } from "./wall-store.ts";
import { atomic } from "./transaction.ts";

/** Changes of a layout that are remembered. */
export const EDITS_A_LAYOUT = 200;

const editListSchema = z.array(editSchema);

interface EditedRow {
  readonly doc: string;
  readonly changes: number;
  readonly by: string;
  readonly lastAt: string;
}

interface EditRow {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly doc: string;
}

interface LayoutRow {
  readonly id: string;
  readonly version: number;
  readonly doc: string;
}

/** True where the stored site has the wall. */
export function wallKnown(db: Database.Database): (id: string) => boolean {
  const find = db.prepare<[string], number>("SELECT 1 FROM walls WHERE id = ?").pluck();
  return (id) => find.get(id) !== undefined;
}

/** The layouts of the site's walls. */
export function layoutTable(db: Database.Database) {
  const retired = retiredVersions(db);
  const known = wallKnown(db);
  const all = db.prepare<[], LayoutRow>("SELECT id, version, doc FROM layouts ORDER BY seq");
  const one = db.prepare<[string], LayoutRow>("SELECT id, version, doc FROM layouts WHERE id = ?");
  const insert = db.prepare<[string, number, string, string]>(
    "INSERT INTO layouts (id, version, wall_id, doc) VALUES (?, ?, ?, ?)",
  );
  const update = db.prepare<[number, string, string, string]>(
    "UPDATE layouts SET version = ?, wall_id = ?, doc = ? WHERE id = ?",
  );
  const addEdits = db.prepare<[string, number, string, string, string]>(
    "INSERT INTO layout_edits (layout_id, version, at, by, doc) VALUES (?, ?, ?, ?, ?)",
  );
  const pruneEdits = db.prepare<[string, number]>(
    "DELETE FROM layout_edits WHERE layout_id = ? AND version <= ?",
  );
  const editsSince = db.prepare<[string, number], EditRow>(
    "SELECT version, at, by, doc FROM layout_edits WHERE layout_id = ? AND version > ? ORDER BY version",
  );
  const editedSince = db.prepare<[string], EditedRow>(
    `SELECT l.doc, COUNT(*) AS changes, MAX(e.at) AS lastAt, json_group_array(DISTINCT e.by) AS by
     FROM layout_edits e JOIN layouts l ON l.id = e.layout_id WHERE e.at > ? GROUP BY l.id ORDER BY lastAt DESC`,
  );
  const drop = db.prepare<[string]>("DELETE FROM layouts WHERE id = ?");

  const read = (row: LayoutRow) => readDoc(layoutSchema, row.doc, `layouts ${row.id}`);

  function stored(id: string): LayoutRow {
    const row = one.get(id);
    if (row === undefined) throw new Fault("notFound", { what: "layout", id });
    return row;
  }

  function checked(given: Layout): Layout {
    const layout = accept(layoutSchema, given);
    if (!known(layout.wallId))
      throw new Fault("invalid", { field: "wallId", problem: `there is no wall ${layout.wallId}` });
    return layout;
  }

  return {
    list: () => all.all().map(read),
    get(id: string): Versioned<Layout> {
      const row = stored(id);
      return { value: read(row), version: row.version };
    },
    add: atomic(db, (given: Layout): Versioned<Layout> => {
      const value = checked(given);
      if (one.get(value.id) !== undefined) throw new Fault("conflict", { what: "layout", id: value.id });
      const version = retired.first("layout", value.id);
      insert.run(value.id, version, value.wallId, JSON.stringify(value));
      return { value, version };
    }),
    put: atomic(db, (given: Layout, expected: Expected, who: Editor): Versioned<Layout> => {
      const value = checked(given);
      const row = stored(value.id);
      expectVersion("layout", expected, row.version);
      const version = row.version + 1;
      update.run(version, value.wallId, JSON.stringify(value), value.id);
      const before = read(row);
      const edits: Edit[] = editsBetween(before.tiles, value.tiles);
      if (before.name !== value.name) edits.push({ kind: "rename", name: value.name });
      addEdits.run(value.id, version, who.at, who.by, JSON.stringify(edits));
      pruneEdits.run(value.id, version - EDITS_A_LAYOUT);
      return { value, version };
    }),
    /** What made the versions after `version`, oldest first; those of a new canvas or an older core are missing. */
    edits(id: string, version: number): LayoutEdit[] {
      stored(id);
      return editsSince.all(id, Math.trunc(version)).map(({ doc, ...row }) => ({
        ...row,
        edits: readDoc(editListSchema, doc, `layout_edits ${id}`),
      }));
    },
    editedSince: (at: string): EditedLayout[] =>
      editedSince.all(at).map(({ doc, changes, by, lastAt }) => {
        const { id, wallId, name } = readDoc(layoutSchema, doc, "layouts");
        return {
          ...{ layoutId: id, wallId, name, changes, lastAt },
          by: readDoc(z.array(z.string()), by, "layout_edits"),
        };
      }),
    remove: atomic(db, (id: string, expected: Expected): void => {
      const row = stored(id);
      expectVersion("layout", expected, row.version);
      drop.run(id);
      pruneEdits.run(id, row.version);
      retired.remember("layout", id, row.version);
    }),
  };
}
