import type { GeoPoint } from "../../layouts/geography.ts";
import type { Layout } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";
import type { Agency, ListedAgency } from "../../protocol/agency.ts";
import type { CameraInput, CameraPatch, Camera } from "../../protocol/camera.ts";
import type { CrewLink, CrewReport } from "../../protocol/crew.ts";
import type { DrillRun, DrillScript } from "../../protocol/drill.ts";
import type { Format } from "../../protocol/format.ts";
import type {
  Assignment,
  AssignmentPatch,
  Incident,
  IncidentCounts,
  IncidentInput,
  IncidentPatch,
  IncidentsQuery,
} from "../../protocol/incident.ts";
import type { Handover, OpenMatters, Signature } from "../../protocol/handover.ts";
import type { IncidentAnswer } from "../../protocol/incident-answer.ts";
import type { IncidentEntry, IncidentEvent } from "../../protocol/incident-entry.ts";
import type {
  IncidentSourceInput,
  IncidentSourcePatch,
  StoredSource,
} from "../../protocol/incident-source.ts";
import type { ImportChange } from "../../protocol/import.ts";
import type { Sight, SightSeconds } from "../../protocol/day-sheet.ts";
import type { LayoutEdit } from "../../protocol/edits.ts";
import type { Alert, Shelf } from "../../protocol/alert.ts";
import type { Clip } from "../../protocol/minute.ts";
import type { Report } from "../../protocol/report.ts";
import type { Scope } from "../../protocol/account.ts";
import type { AuditEntry, AuditQuery } from "../../protocol/audit.ts";
import type { Role } from "../../protocol/role.ts";
import type { Language } from "../../protocol/session.ts";
import type { Taker } from "../../protocol/taker.ts";
import type { PastChange, PastTile, WallEvent } from "../../protocol/wall-history.ts";
import type { Raise, Rule, RuleInput, RulePriority } from "../../protocol/rule.ts";
import type { DeviceAddress } from "../base/device-address.ts";
import type { Fault } from "../base/fault.ts";
import type { StreamAddress } from "../base/stream-address.ts";
import type { CarriedImages } from "./carried-images.ts";

/** A stored value and its version, which grows by one with every change and becomes its ETag. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: number;
}

/** What a change expects to find: null changes whatever is there; otherwise another version is `preconditionFailed`. */
export type Expected = number | null;

/** So long one camera was to be seen so. */
export interface Sighting {
  readonly cameraId: string;
  readonly sight: Sight;
  readonly seconds: number;
}

/** What was edited of a layout for some time. */
export type EditedLayout = NonNullable<OpenMatters["layouts"]>[number];

/** Who changes something, and when (RFC 3339). */
export interface Editor {
  readonly by: string;
  readonly at: string;
}

/** What became of one camera of a file. */
export interface ImportOutcome {
  readonly outcome: "added" | "changed" | "unchanged" | "refused";
  readonly cameraId: string | null;
  readonly changes: readonly ImportChange[];
  /** Why it was refused. */
  readonly fault: { readonly kind: Fault["kind"]; readonly detail: Fault["detail"] } | null;
}

export interface ImportResult {
  readonly applied: boolean;
  readonly outcomes: readonly ImportOutcome[];
}

/** A dry run keeps nothing; what is refused keeps the others out unless `skipRefused`. */
export interface ImportHow {
  readonly dryRun: boolean;
  readonly skipRefused: boolean;
}

/** What was on a wall; the newest of each wall is what a restart brings back. */
export interface StoredTake {
  readonly id: string;
  readonly wallId: string;
  readonly layoutId: string | null;
  /** Of what was changed on the wall itself: the layout that was there. */
  readonly basedOn?: string | undefined;
  /** Of what a tour put there: which; of its steps the newest alone is kept. */
  readonly tourId?: string | undefined;
  readonly revision: number;
  /** The layout as it was taken, so that editing or removing it later does not change the wall. */
  readonly tiles: Layout["tiles"];
  readonly takenAt: string;
  /** A name. */
  readonly takenBy: string;
  /** Whose name that is; missing of people in what was stored before it was kept of them. */
  readonly takenAs?: Taker | undefined;
  /** Of what a tour put there: who started that, likewise. */
  readonly startedBy?: { readonly name: string; readonly as?: Taker | undefined } | undefined;
}

/** A configured source, and whether a secret is stored for it. */
export interface KeptSource extends StoredSource {
  readonly hasSecret: boolean;
}

/** A source as it is run: for the core alone. */
export interface RunnableSource {
  readonly source: StoredSource;
  /** Those that do not open any more are missing, and told. */
  readonly secrets: readonly string[];
  /** Where its reading goes on; null begins anew. */
  readonly cursor: unknown;
}

/** What would become of a report, and of which incident; null where it would be a new one. */
export interface Tried {
  readonly outcome: ReportOutcome;
  readonly incidentId: string | null;
}

/** An answer that waits to be told. */
export interface WaitingAnswer {
  readonly seq: number;
  readonly sourceId: string;
  /** The source's own name of the incident. */
  readonly externalId: string;
  readonly incidentId: string;
  readonly answer: IncidentAnswer;
}

/** A clip without its address, which is the API's matter. */
export type StoredClip = Omit<Clip, "url">;

/** What is to be kept of an incident's cameras. `at`: of which moment, milliseconds since 1970. */
export interface EvidencePlan {
  readonly incidentId: string;
  readonly at: number;
  /** Cameras whose clips are to be cut. */
  readonly cut: readonly string[];
  /** Cameras of which there is nothing to cut. */
  readonly silent: readonly (Omit<Extract<IncidentEvent, { kind: "noClip" }>, "kind"> & {
    readonly cameraId: string;
  })[];
  /** Too much was kept within the hour. */
  readonly over: boolean;
}

/** A clip that is to be cut, or was cut and not entered. */
export interface DueEvidence {
  readonly incidentId: string;
  readonly cameraId: string;
  readonly at: number;
  readonly clip: StoredClip | null;
}

/** A raise as it is kept. */
export interface StoredRaise extends Raise {
  /** Where its incidents are. */
  spot: { location?: GeoPoint | undefined; place?: string | undefined };
  camerasWanted: { count: number; withinM: number } | null;
  /** How long it stays, minutes; null: until its incidents are over. */
  minutes: number | null;
  /** Incidents whose log tells of it. */
  entered: string[];
}

/** What is known of a wall that rules have changed. */
export interface RaisedWall {
  wallId: string;
  /** What the operator had on it; null while nothing of a rule is on it. */
  base: Pick<StoredTake, "layoutId" | "tiles"> | null;
  /** The take that was on the wall when it was changed last; another one is an operator's. */
  takeId: string | null;
  changedAt: string | null;
}

/** Alerts that an operator was told as one. */
export interface Told {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly alertIds: readonly string[];
}

/** An alert of the past, as far as figures need it. Times in milliseconds since 1970. */
export interface PastAlert {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly kind: string;
  readonly source: string;
  /** Its place in words or as a point; "" where it has none. */
  readonly place: string;
  readonly priority: RulePriority;
  readonly at: number;
  readonly endedAt: number | null;
  /** Whether a person ended it. */
  readonly answered: boolean;
}

/** What rules do about incidents, once. */
export interface Firing {
  readonly pairs: readonly { readonly ruleId: string; readonly incidentId: string }[];
  readonly alerts: readonly Alert[];
  /** New ones, and those that incidents joined. */
  readonly raises: readonly StoredRaise[];
  readonly entries: readonly Omit<IncidentEntry, "seq">[];
}

/** A change that rules make of a wall. */
export interface Raising {
  /** What is on the wall from now on; null where that is what was. */
  readonly take: StoredTake | null;
  readonly wall: RaisedWall;
  readonly standing: readonly StoredRaise[];
  readonly ended: readonly string[];
  readonly entries: readonly Omit<IncidentEntry, "seq">[];
}

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

/** A link to be made. `expiresAt`: milliseconds since 1970. */
export interface NewCrewLink {
  readonly tokenHash: string;
  readonly incidentId: string;
  readonly agencyId: string;
  readonly expiresAt: number;
  readonly sharesReporter: boolean;
}

/** What a crew's link leads to. */
export interface CrewSight {
  readonly link: CrewLink;
  readonly incident: Incident;
  readonly assignment: Assignment;
  readonly agency: { readonly id: string; readonly name: string; readonly shortName: string };
}

/** What became of one report. */
export type ReportOutcome =
  /** The first word of something. */
  | "new"
  /** Of something known: it, or what is known of its sources, is another. */
  | "changed"
  /** The end of something that was standing. */
  | "ended"
  /** Nothing that was not known. */
  | "same"
  /** Older than what is known. */
  | "old";

/** Two incidents that became one, or were. */
export interface Joined {
  /** The one that stands, */
  readonly stays: Incident;
  /** and the one that joined it, or stands for itself again. */
  readonly other: Incident;
}

/** Ids of two incidents that may be one, the one that was stored first before the other. */
export interface StoredPair {
  readonly ids: readonly [string, string];
  readonly distanceM: number;
  readonly apartS: number;
}

export interface Received {
  readonly outcomes: readonly ReportOutcome[];
  /** Every incident that is another now, as it stands after the whole batch. */
  readonly incidents: readonly Incident[];
}

/**
 * The SQLite file of the data folder, in a worker thread. Every method answers when the change is on the disk.
 * Refused changes fault with `notFound`, `conflict`, `invalid` or `preconditionFailed` and change nothing.
 */
export interface Store {
  readonly cameras: {
    list(): Promise<Camera[]>;
    get(id: string): Promise<Versioned<Camera>>;
    add(input: CameraInput): Promise<Versioned<Camera>>;
    /**
     * A stream without a password keeps the stored one only while its scheme, host, port and user name stay as
     * they were, so that a stored password never goes to a machine it was not given for.
     */
    edit(id: string, patch: CameraPatch, expected: Expected): Promise<Versioned<Camera>>;
    remove(id: string, expected: Expected): Promise<void>;
    /**
     * Adds and changes cameras in one transaction, or tells what that would do. `others`: how many more were refused
     * already. Never faults for a camera that does not fit: its outcome says so.
     */
    import(inputs: readonly CameraInput[], others: number, how: ImportHow): Promise<ImportResult>;
    /** With the passwords decrypted: for the picture plane alone. */
    addresses(): Promise<StreamAddress[]>;
    /**
     * Where the camera answers by ONVIF, or null, with its own login decrypted, or that of a stream on the same
     * host. Faults with `notFound`.
     */
    device(id: string): Promise<DeviceAddress | null>;
    /** What the camera sent last on each of its streams. */
    formats(): Promise<{ cameraId: string; stream: "main" | "sub"; format: Format }[]>;
    learnFormat(cameraId: string, stream: "main" | "sub", format: Format): Promise<void>;
  };
  readonly site: {
    /** Null in an empty data folder. */
    get(): Promise<Versioned<Site> | null>;
    /**
     * Layouts (and the newest two takes) of walls whose canvas changed follow it, in the same transaction. Faults
     * with `invalid` where the site stored has another id.
     */
    put(site: Site, expected: Expected): Promise<Versioned<Site>>;
  };
  readonly layouts: {
    list(): Promise<Layout[]>;
    get(id: string): Promise<Versioned<Layout>>;
    add(layout: Layout): Promise<Versioned<Layout>>;
    /** What of it is another is kept as `who`'s edits. */
    put(layout: Layout, expected: Expected, who: Editor): Promise<Versioned<Layout>>;
    /** What made the versions after `version`, oldest first; those of a new canvas, and long ago, are missing. */
    edits(id: string, version: number): Promise<LayoutEdit[]>;
    /** Which layouts were edited after `at` (RFC 3339), the last one first. */
    editedSince(at: string): Promise<EditedLayout[]>;
    remove(id: string, expected: Expected): Promise<void>;
  };
  readonly takes: {
    add(take: StoredTake): Promise<void>;
    get(id: string): Promise<StoredTake | null>;
    /** Newest first, at most `limit`. */
    ofWall(wallId: string, limit: number): Promise<StoredTake[]>;
  };
  readonly incidents: {
    /** At most 1000 that are as `query` asks; without one the newest. */
    list(query?: IncidentsQuery): Promise<Incident[]>;
    /** All that is neither closed nor expired, worst first. */
    standing(): Promise<Incident[]>;
    counts(): Promise<IncidentCounts>;
    /** What is known of an incident's course, oldest first. */
    entries(id: string): Promise<IncidentEntry[]>;
    get(id: string): Promise<Versioned<Incident>>;
    /** Every version of one incident, oldest first. */
    versions(id: string): Promise<Incident[]>;
    /** `by`: who tells of it, also its source where it names none. `drill`: nothing happened. */
    add(input: IncidentInput, by: string, how?: { readonly drill?: true }): Promise<Versioned<Incident>>;
    /** `by`: who does it; kept in the incident's log, and told to a source that takes answers. */
    edit(id: string, patch: IncidentPatch, expected: Expected, by: string): Promise<Versioned<Incident>>;
    /** Adds to an incident's log. */
    enter(id: string, event: IncidentEvent, by: string): Promise<void>;
    /** Asks agencies to follow it up; whoever does has taken note of it. */
    assign(
      id: string,
      agencyIds: readonly string[],
      expected: Expected,
      by: string,
    ): Promise<Versioned<Incident>>;
    /** Its crew's links end with it. */
    unassign(id: string, agencyId: string, expected: Expected, by: string): Promise<Versioned<Incident>>;
    /** What an agency said, or a step of its checklist. */
    editAssignment(
      id: string,
      agencyId: string,
      patch: AssignmentPatch,
      expected: Expected,
      by: string,
    ): Promise<Versioned<Incident>>;
    /** Those that may be one: the nearest to one incident, or (null) the newest of all. */
    pairs(incidentId: string | null, limit: number): Promise<StoredPair[]>;
    /** Makes two that stand one: the later joins the earlier, which goes on for both. */
    join(id: string, otherId: string, by: string): Promise<Joined>;
    /** Makes one that joined another stand for itself again. */
    split(id: string, by: string): Promise<Joined>;
    /** Somebody saw that two are two, or (`apart` false) takes that back. */
    setApart(id: string, otherId: string, apart: boolean, by: string): Promise<void>;
    /**
     * Takes what a source tells and, where `cursor` is not undefined, from where its reading goes on, both or neither.
     * Faults with `notFound` where there is no such source.
     */
    receive(sourceId: string, reports: readonly Report[], cursor: unknown): Promise<Received>;
    /**
     * What would become of reports of the source, or of one called `name` that there is not yet (null); nothing is
     * changed.
     */
    tryReceive(sourceId: string | null, name: string, reports: readonly Report[]): Promise<Tried[]>;
  };
  /** What was done here and sources do not know yet. */
  readonly outbox: {
    /** The oldest first, at most `limit`. */
    first(sourceId: string, limit: number): Promise<WaitingAnswer[]>;
    /** It was taken or refused: it waits no more, and its incident's course says so. */
    settle(seq: number, incidentId: string, event: IncidentEvent, by: string): Promise<void>;
    /** How many wait, by source. */
    waiting(): Promise<Record<string, number>>;
  };
  readonly incidentHooks: {
    /**
     * Takes what a message reports; null where a message of that id was taken before, within `keptMs`, and then nothing
     * is changed. Faults with `notFound` where there is no such source.
     */
    receive(
      sourceId: string,
      messageId: string,
      reports: readonly Report[],
      keptMs: number,
    ): Promise<Received | null>;
  };
  readonly incidentSources: {
    list(): Promise<Versioned<KeptSource>[]>;
    get(id: string): Promise<Versioned<KeptSource>>;
    add(input: IncidentSourceInput): Promise<Versioned<KeptSource>>;
    /**
     * Secrets that are not given stay only while host and user do, so that none goes where it was not given for; with
     * other settings of its adapter a source is read anew.
     */
    edit(id: string, patch: IncidentSourcePatch, expected: Expected): Promise<Versioned<KeptSource>>;
    /** What it told stays. */
    remove(id: string, expected: Expected): Promise<void>;
    /** With the secrets decrypted: for the room that runs them alone. */
    runnable(): Promise<RunnableSource[]>;
  };
  /** What was on the walls. Times in milliseconds since 1970. */
  readonly history: {
    add(wallId: string, at: number, event: WallEvent): Promise<void>;
    /** Removes some of what is older than `before`; how many that were. */
    prune(before: number): Promise<number>;
    /** What was taken last before `at`, and how its tiles were; null before the first that is kept. */
    moment(
      wallId: string,
      at: number,
    ): Promise<(Extract<WallEvent, { kind: "take" }> & { readonly states: PastTile[] }) | null>;
    changes(wallId: string, from: number, until: number): Promise<PastChange[]>;
    /** What stood, as it was then, worst first. */
    stood(at: number): Promise<Incident[]>;
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
  readonly upkeep: {
    /** The number of the newest migration, SQLite's version, and what a look through the database finds wrong. */
    check(): Promise<{
      readonly schema: number;
      readonly sqlite: string;
      readonly problems: readonly string[];
    }>;
  };
  readonly sightings: {
    /** Adds to what is known of an hour (whole hours since 1970). */
    add(hour: number, some: readonly Sighting[]): Promise<void>;
    /** Seconds by camera, from the first hour and before the second. */
    between(from: number, until: number): Promise<Map<string, Partial<SightSeconds>>>;
    /** Removes what is older than an hour; answers how many rows went. */
    prune(before: number): Promise<number>;
  };
  /** Drills that were written here. */
  readonly drills: {
    list(): Promise<DrillScript[]>;
    put(script: DrillScript): Promise<DrillScript>;
    remove(id: string): Promise<void>;
    /** Those that were played, newest first. */
    runs(): Promise<DrillRun[]>;
    /** One of them, and what it reported as that is now. */
    run(id: string): Promise<{ readonly run: DrillRun; readonly incidents: Incident[] }>;
    /** `incidentIds`: what it has reported; null leaves that as it is. */
    putRun(run: DrillRun, incidentIds: readonly string[] | null): Promise<void>;
  };
  /** Those who are asked to follow incidents up. */
  readonly agencies: {
    list(): Promise<ListedAgency[]>;
    put(agency: Agency, expected: Expected): Promise<Versioned<Agency>>;
    remove(id: string, expected: Expected): Promise<void>;
  };
  /** Links of agencies' crews; `tokenHash`: SHA-256 of the token, hex. */
  readonly crewLinks: {
    add(link: NewCrewLink, by: string): Promise<CrewLink>;
    ofIncident(incidentId: string): Promise<CrewLink[]>;
    end(incidentId: string, id: string, by: string): Promise<void>;
    /** Faults with `linkOver` where the link is none, was ended, or is too old; `report` too. */
    open(tokenHash: string): Promise<CrewSight>;
    /** Told once for each key. */
    report(tokenHash: string, report: CrewReport): Promise<CrewSight>;
  };
  readonly rules: {
    /** In their order. */
    list(): Promise<Rule[]>;
    get(id: string): Promise<Versioned<Rule>>;
    /** Faults with `invalid` where a wall or layout of it is not there. */
    add(input: RuleInput): Promise<Versioned<Rule>>;
    put(id: string, input: RuleInput, expected: Expected): Promise<Versioned<Rule>>;
    remove(id: string, expected: Expected): Promise<void>;
    /** What rules did already about these incidents. */
    fired(incidentIds: readonly string[]): Promise<{ ruleId: string; incidentId: string }[]>;
    fire(firing: Firing): Promise<void>;
  };
  readonly alerts: {
    /** Oldest first. */
    standing(): Promise<Alert[]>;
    /** `answered`: by a person. */
    end(ids: readonly string[], answered: boolean): Promise<void>;
    /** Those that came after `from` (milliseconds since 1970), and all that stand, until `until`. */
    past(from: number, until: number): Promise<PastAlert[]>;
    /** What an operator was told. */
    desk(name: string): Promise<readonly Told[]>;
    putDesk(name: string, told: readonly Told[]): Promise<void>;
    shelves(): Promise<Shelf[]>;
    addShelf(shelf: Shelf): Promise<void>;
    removeShelf(id: string): Promise<void>;
  };
  readonly raises: {
    /** Oldest first. */
    standing(): Promise<StoredRaise[]>;
    wall(wallId: string): Promise<RaisedWall | null>;
    /** All of it or nothing. */
    change(raising: Raising): Promise<void>;
  };
  /** Rows of the files that `clips/` holds. */
  readonly clips: {
    /** Newest first, at most 1000; null: of all cameras. */
    list(cameraId: string | null): Promise<StoredClip[]>;
    get(id: string): Promise<StoredClip>;
    add(clip: StoredClip): Promise<void>;
    /** `by`: who does it; kept in the log of the incident that it was cut for. */
    remove(id: string, by: string): Promise<void>;
  };
  /** Pictures that are kept because of incidents. */
  readonly evidence: {
    /** How many more cameras may be asked within this hour. */
    left(mostAnHour: number): Promise<number>;
    /**
     * Keeps what is to be cut, and enters what cannot be: each camera of an incident once, at most `most` of both.
     * Answers what is new of it.
     */
    plan(plans: readonly EvidencePlan[], most: number): Promise<EvidencePlan[]>;
    /** What is to be cut yet, oldest first. */
    due(): Promise<DueEvidence[]>;
    /** It is due no more, and the incident's log says what became of it. */
    settle(incidentId: string, cameraId: string, event: IncidentEvent): Promise<void>;
    /** Of all clips that were cut for incidents. */
    bytes(): Promise<number>;
    /** The oldest such clip whose incident was closed; null where there is none. */
    oldest(): Promise<string | null>;
  };
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
