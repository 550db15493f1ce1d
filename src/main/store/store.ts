import type { CameraStore } from "./camera-store.ts";
import type { CarriedImages } from "./carried-images.ts";
import type { FollowupStore } from "./followup-store.ts";
import type { IncidentStore } from "./incident-store.ts";
import type { PeopleStore } from "./people-store.ts";
import type { RuleStore } from "./rule-store.ts";
import type { WallStore } from "./wall-store.ts";

/**
 * The SQLite file of the data folder, in a worker thread. Every method answers when the change is on the disk.
 * Refused changes fault with `notFound`, `conflict`, `invalid` or `preconditionFailed` and change nothing.
 */
export interface Store extends CameraStore, WallStore, IncidentStore, FollowupStore, RuleStore, PeopleStore {
  readonly upkeep: {
    /** The number of the newest migration, SQLite's version, and what a look through the database finds wrong. */
    check(): Promise<{
      readonly schema: number;
      readonly sqlite: string;
      readonly problems: readonly string[];
    }>;
  };
  readonly settings: {
    get(key: string): Promise<string | null>;
    put(key: string, value: string): Promise<void>;
    /** Encrypted at rest. */
    getSecret(key: string): Promise<string | null>;
    putSecret(key: string, value: string): Promise<void>;
  };
  /**
   * The data folder as one new file at `path`, while the core runs: the database without its sessions, the
   * certificate, the uploaded pictures, and the key of what is encrypted, wrapped with DINDING_BACKUP_PASSPHRASE where that
   * is set. Answers with what became of the pictures. Faults with `conflict` where `path` exists.
   */
  backup(path: string): Promise<CarriedImages>;
  /** Grows whenever another program wrote to the file: what is remembered of it may be wrong since. */
  writtenElsewhere(): Promise<number>;
  /** Ends the worker after the work that was accepted. */
  close(): Promise<void>;
}
