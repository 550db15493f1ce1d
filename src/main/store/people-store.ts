import type { Scope } from "../../protocol/account.ts";
import type { AuditEntry, AuditQuery } from "../../protocol/audit.ts";
import type { Handover, Signature } from "../../protocol/handover.ts";
import type { Role } from "../../protocol/role.ts";
import type { Language } from "../../protocol/session.ts";

export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly pinHash: string | null;
  readonly language: Language;
  readonly scope: Scope;
  readonly disabled: boolean;
  readonly lockAfterMinutes: number | null;
  readonly simple: boolean;
  /** Ids of cameras, some of which may be gone by now. */
  readonly favourites: readonly string[];
}

/** An account to be made; what is left out is as with most. */
export type NewAccount = Pick<Account, "name" | "role" | "passwordHash"> & Partial<Account>;
export type AccountChange = Partial<Omit<Account, "name">>;

/** Times in milliseconds since 1970. */
export interface StoredSession {
  readonly name: string;
  readonly role: Role;
  /** For an output page: the outputs it may show, and nothing else; null for a person. */
  readonly outputIds: readonly string[] | null;
  readonly expiresAt: number;
  readonly scope: Scope;
  readonly signedInAt: number | null;
  /** When it was prolonged last. */
  readonly lastUsedAt: number | null;
  readonly address: string | null;
  readonly browser: string | null;
  /** Since when the desk is locked; null where it is not. */
  readonly lockedAt: number | null;
}

export type NewSession = Pick<StoredSession, "name" | "role" | "outputIds" | "expiresAt"> &
  Partial<StoredSession>;

export interface ListedSession extends StoredSession {
  readonly id: string;
  readonly tokenHash: string;
}

/** A token of software. Times in milliseconds since 1970. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
}

/** What somebody did. `at`: milliseconds since 1970. */
export interface NewAuditEntry extends Omit<AuditEntry, "seq" | "at" | "hash"> {
  readonly at: number;
}

export interface StoredAuditEntry extends NewAuditEntry {
  readonly seq: number;
  readonly hash: string;
}

/** An entry that the next one follows from. */
export interface AuditLink {
  readonly seq: number;
  readonly hash: string;
}

/** Who may come in, who did, and what they did and left to each other. */
export interface PeopleStore {
  readonly accounts: {
    count(): Promise<number>;
    get(name: string): Promise<Account | null>;
    /** By name. */
    list(): Promise<Account[]>;
    put(account: NewAccount): Promise<void>;
    /** Faults with `conflict` where any account exists. */
    addFirst(account: NewAccount): Promise<void>;
    /** Faults with `conflict` where one is called so, in whatever case. */
    add(account: NewAccount): Promise<Account>;
    /**
     * Another password, role or scope and disabling end what the account has open. `ended`: hashes of the tokens of those
     * sessions, and of its tokens of software. Faults with `lastAdmin` where nobody would be left who makes accounts.
     */
    edit(name: string, change: AccountChange): Promise<{ account: Account; ended: string[] }>;
    /** The same password, hashed at another cost; nothing where it is another by now. */
    rehash(name: string, before: string, after: string): Promise<void>;
    /** With its sessions and tokens, whose hashes are answered. Faults with `lastAdmin`. */
    remove(name: string): Promise<string[]>;
  };
  readonly sessions: {
    /** `tokenHash`: SHA-256 of the opaque token, hex. */
    add(tokenHash: string, session: NewSession): Promise<void>;
    get(tokenHash: string): Promise<StoredSession | null>;
    /** Of one person, or (null) all there are. */
    list(name: string | null): Promise<ListedSession[]>;
    /** Whether this person is signed in from there. */
    isFrom(name: string, address: string): Promise<boolean>;
    /** Moves the expiry of a session that still exists; never brings one back. */
    extend(tokenHash: string, expiresAt: number, usedAt: number): Promise<void>;
    remove(tokenHash: string): Promise<void>;
    /** Removes the one that is listed under `id`, of one person or (null) whosever; answers its hash, if there was one. */
    removeListed(id: string, name: string | null): Promise<string[]>;
    removeExpired(now: number): Promise<number>;
    /** Null unlocks it. */
    lock(tokenHash: string, at: number | null): Promise<void>;
    /** Counts a wrong PIN; how many there were since it was locked. */
    pinFailed(tokenHash: string): Promise<number>;
  };
  readonly tokens: {
    add(tokenHash: string, token: StoredToken): Promise<StoredToken>;
    find(tokenHash: string): Promise<StoredToken | null>;
    /** Of one maker, or (null) all there are; newest first. */
    list(madeBy: string | null): Promise<StoredToken[]>;
    used(tokenHash: string, at: number): Promise<void>;
    /** The hash of the one that was revoked, of one maker or (null) whosever; null where there was none. */
    remove(id: string, madeBy: string | null): Promise<string | null>;
    removeExpired(now: number): Promise<number>;
  };
  /** Who did what. */
  readonly audit: {
    /** Its number. */
    add(entry: NewAuditEntry): Promise<number>;
    /** Removes some of what is older than what is kept, and enters that; how many that were. */
    prune(now: number): Promise<number>;
    /** Newest first, before entry `edge`. */
    newest(query: AuditQuery, edge: number, limit: number): Promise<StoredAuditEntry[]>;
    /** Oldest first, after entry `edge`. */
    oldest(query: AuditQuery, edge: number, limit: number): Promise<StoredAuditEntry[]>;
    /** Where the chain begins. */
    begin(): Promise<AuditLink>;
    /** Follows the chain for some entries; `brokenAt`: the first that does not follow from the one before. */
    follow(
      from: AuditLink,
      limit: number,
    ): Promise<{ last: AuditLink; entries: number; brokenAt: number | null }>;
  };
  /** Shifts that were handed over. What is kept of them is never changed. */
  readonly handovers: {
    /** The newest, the newest first. */
    list(limit: number): Promise<Handover[]>;
    /** Faults with `notFound`. */
    get(id: string): Promise<Handover>;
    add(given: Omit<Handover, "to">): Promise<Handover>;
    /** Faults with `notFound`, and with `conflict` where somebody took it over. */
    takeOver(id: string, by: Signature): Promise<Handover>;
  };
}
