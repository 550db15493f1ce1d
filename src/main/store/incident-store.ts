import type { DrillRun, DrillScript } from "../../protocol/drill.ts";
import type { IncidentAnswer } from "../../protocol/incident-answer.ts";
import type { IncidentEntry, IncidentEvent } from "../../protocol/incident-entry.ts";
import type {
  IncidentSourceInput,
  IncidentSourcePatch,
  StoredSource,
} from "../../protocol/incident-source.ts";
import type {
  AssignmentPatch,
  Incident,
  IncidentCounts,
  IncidentInput,
  IncidentPatch,
  IncidentsQuery,
} from "../../protocol/incident.ts";
import type { Report } from "../../protocol/report.ts";
import type { Expected, Versioned } from "./versioned.ts";

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

/** What happened, who told of it, and what it came to. */
export interface IncidentStore {
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
}
