import type Database from "better-sqlite3";
import { z } from "zod";
import {
  type IncidentSourceInput,
  incidentSourceInputSchema,
  type IncidentSourcePatch,
  incidentSourcePatchSchema,
  type SourceAdapter,
  type StoredSource,
  storedSourceSchema,
} from "../../protocol/incident-source.ts";
import { Fault } from "../base/fault.ts";
import { secretsFor } from "../base/secrets-for.ts";
import type { Cipher } from "./cipher.ts";
import { accept, expectVersion, readDoc, retiredVersions } from "./row.ts";
import type { KeptSource, RunnableSource } from "./incident-store.ts";
import type { Expected, Versioned } from "./versioned.ts";
import { atomic } from "./transaction.ts";

interface SourceRow {
  readonly id: string;
  readonly version: number;
  readonly doc: string;
  readonly secrets: Uint8Array | null;
  readonly cursor: string | null;
}

const secretsSchema = z.array(z.string());

/** The configured sources of incidents. */
export function incidentSourceTable(db: Database.Database, cipher: Cipher, warn: (message: string) => void) {
  const all = db.prepare<[], SourceRow>("SELECT * FROM incident_sources ORDER BY id");
  const one = db.prepare<[string], SourceRow>("SELECT * FROM incident_sources WHERE id = ?");
  const insert = db.prepare<[string, number, string, number, Uint8Array | null]>(
    "INSERT INTO incident_sources (id, version, doc, answers, secrets) VALUES (?, ?, ?, ?, ?)",
  );
  const update = db.prepare<[number, string, number, Uint8Array | null, string | null, string]>(
    "UPDATE incident_sources SET version = ?, doc = ?, answers = ?, secrets = ?, cursor = ? WHERE id = ?",
  );
  const drop = db.prepare<[string]>("DELETE FROM incident_sources WHERE id = ?");
  const dropAnswers = db.prepare<[string]>("DELETE FROM outbox WHERE source_id = ?");
  const retired = retiredVersions(db);

  const place = (id: string, adapter: SourceAdapter) => ["incident-source", id, secretsFor(adapter)];
  const seal = (source: StoredSource, secrets: readonly string[]) =>
    secrets.length === 0 ? null : cipher.seal(JSON.stringify(secrets), place(source.id, source.adapter));
  const answers = ({ adapter }: StoredSource) =>
    adapter.kind === "webhook" && adapter.callback !== undefined ? 1 : 0;

  const read = (row: SourceRow): StoredSource =>
    readDoc(storedSourceSchema, row.doc, `incident_sources ${row.id}`);
  const kept = (row: SourceRow): Versioned<KeptSource> => ({
    value: { ...read(row), hasSecret: row.secrets !== null },
    version: row.version,
  });

  function stored(id: string): SourceRow {
    const row = one.get(id);
    if (row === undefined) throw new Fault("notFound", { what: "source", id });
    return row;
  }

  function opened(row: SourceRow, source: StoredSource): readonly string[] {
    if (row.secrets === null) return [];
    const text = cipher.open(row.secrets, place(source.id, source.adapter));
    if (text !== null) return secretsSchema.parse(JSON.parse(text));
    warn(`the stored secret of the incident source ${source.id} does not open; enter it again`);
    return [];
  }

  /** The name in letters that an address can hold, and a number where it is taken. */
  function freeId(name: string): string {
    const plain = name
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 50);
    const base = plain || "source";
    for (let number = 1; ; number += 1) {
      const id = number === 1 ? base : `${base}-${number}`;
      if (one.get(id) === undefined) return id;
    }
  }

  return {
    list: (): Versioned<KeptSource>[] => all.all().map(kept),
    get: (id: string): Versioned<KeptSource> => kept(stored(id)),
    add: atomic(db, (given: IncidentSourceInput): Versioned<KeptSource> => {
      const { secrets = [], ...input } = accept(incidentSourceInputSchema, given);
      const source: StoredSource = { ...input, id: input.id ?? freeId(input.name) };
      if (one.get(source.id) !== undefined) throw new Fault("conflict", { what: "source", id: source.id });
      const version = retired.first("source", source.id);
      insert.run(source.id, version, JSON.stringify(source), answers(source), seal(source, secrets));
      return kept(stored(source.id));
    }),
    /** Secrets are kept only for the same host and user; an adapter that is another begins to read anew. */
    edit: atomic(db, (id: string, given: IncidentSourcePatch, expected: Expected): Versioned<KeptSource> => {
      const { secrets, ...patch } = accept(incidentSourcePatchSchema, given);
      const row = stored(id);
      expectVersion("source", expected, row.version);
      const before = read(row);
      const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const source = accept(storedSourceSchema, { ...before, ...set });
      const same = secretsFor(source.adapter) === secretsFor(before.adapter);
      const sealed = secrets === undefined ? (same ? row.secrets : null) : seal(source, secrets);
      const goesOn = JSON.stringify(source.adapter) === JSON.stringify(before.adapter);
      const cursor = goesOn ? row.cursor : null;
      update.run(row.version + 1, JSON.stringify(source), answers(source), sealed, cursor, id);
      return kept(stored(id));
    }),
    /** What it told stays; what waited to be told to it goes. */
    remove: atomic(db, (id: string, expected: Expected): void => {
      const row = stored(id);
      expectVersion("source", expected, row.version);
      drop.run(id);
      dropAnswers.run(id);
      retired.remember("source", id, row.version);
    }),
    runnable: (): RunnableSource[] =>
      all.all().map((row) => {
        const source = read(row);
        const cursor: unknown = row.cursor === null ? null : JSON.parse(row.cursor);
        return { source, secrets: opened(row, source), cursor };
      }),
  };
}
