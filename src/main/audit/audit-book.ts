import type { AuditChain, AuditEntry, AuditQuery } from "../../protocol/audit.ts";
import type { Clock } from "../base/clock.ts";
import { asFault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { NewAuditEntry, StoredAuditEntry } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import { Repeats } from "./repeats.ts";

/** How long what is the same is counted before it is told, milliseconds. */
const COUNT_MS = 60_000;
const PRUNE_MS = 6 * 3_600_000;
/** Entries that are followed or read at once, so that other long reads come in between. */
const AT_ONCE = 2000;
/** Entries of one file. */
const MOST_IN_FILE = 100_000;

/** Who did what: entered in order, told to admins, and the oldest removed when they are old. */
export class AuditBook {
  readonly #store: Store["audit"];
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #repeats = new Repeats();
  #cancelCount: (() => void) | null = null;
  #cancelPrune: () => void = () => {};

  constructor({ audit }: Pick<Store, "audit">, clock: Clock, log: Log) {
    this.#store = audit;
    this.#clock = clock;
    this.#log = log;
    this.#prune();
  }

  /**
   * Answers when the entry is on the disk, or counted. `repeats`: the same may come many times a minute. What cannot be
   * written is logged: what was done has been done.
   */
  async enter(entry: Omit<NewAuditEntry, "at" | "times">, repeats: boolean): Promise<void> {
    const one = { ...entry, at: this.#clock.now(), times: 1 };
    if (repeats) {
      this.#cancelCount ??= this.#clock.after(COUNT_MS, () => {
        this.#cancelCount = null;
        void this.#tellCounted();
      });
      if (!this.#repeats.isFirst(one)) return;
    }
    await this.#write(one);
  }

  async page(query: AuditQuery, before: number | undefined, limit: number) {
    const found = await this.#store.newest(query, before ?? Number.MAX_SAFE_INTEGER, limit + 1);
    return { entries: found.slice(0, limit).map(toldEntry), earlier: found.length > limit };
  }

  /** Those that fit, oldest first, and whether there are more than a file holds. */
  async all(query: AuditQuery): Promise<{ entries: AuditEntry[]; more: boolean }> {
    const entries: AuditEntry[] = [];
    for (;;) {
      const found = await this.#store.oldest(query, entries.at(-1)?.seq ?? 0, AT_ONCE);
      entries.push(...found.map(toldEntry));
      if (found.length < AT_ONCE) return { entries, more: false };
      if (entries.length >= MOST_IN_FILE) return { entries, more: true };
    }
  }

  /** Follows the whole chain. */
  async chain(): Promise<AuditChain> {
    const begin = await this.#store.begin();
    let last = begin;
    let entries = 0;
    for (;;) {
      const part = await this.#store.follow(last, AT_ONCE);
      last = part.last;
      entries += part.entries;
      if (part.brokenAt === null && part.entries === AT_ONCE) continue;
      const seqs = entries === 0 ? [null, null] : [begin.seq + 1, last.seq];
      const [firstSeq = null, lastSeq = null] = seqs;
      const whole = part.brokenAt === null;
      return { whole, brokenAt: part.brokenAt, entries, firstSeq, lastSeq, lastHash: last.hash };
    }
  }

  async close(): Promise<void> {
    this.#cancelCount?.();
    this.#cancelPrune();
    await this.#tellCounted();
  }

  async #tellCounted(): Promise<void> {
    for (const entry of this.#repeats.drain()) await this.#write(entry);
  }

  async #write(entry: NewAuditEntry): Promise<void> {
    try {
      await this.#store.add(entry);
    } catch (error) {
      const { act, by, status } = entry;
      this.#log.error({ err: asFault(error), act, by, status }, "the audit trail could not be written");
    }
  }

  #prune(): void {
    this.#cancelPrune = this.#clock.after(PRUNE_MS, () => this.#prune());
    const work = async () => {
      while ((await this.#store.prune(this.#clock.now())) > 0);
    };
    work().catch((error: unknown) => {
      this.#log.warn({ err: asFault(error) }, "old entries of the audit trail could not be removed");
    });
  }
}

function toldEntry(entry: StoredAuditEntry): AuditEntry {
  return { ...entry, at: new Date(entry.at).toISOString() };
}
