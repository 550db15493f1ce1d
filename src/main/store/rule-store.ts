import type { GeoPoint } from "../../layouts/geography.ts";
import type { Alert, Shelf } from "../../protocol/alert.ts";
import type { IncidentEntry } from "../../protocol/incident-entry.ts";
import type { Raise, Rule, RuleInput, RulePriority } from "../../protocol/rule.ts";
import type { Expected, Versioned } from "./versioned.ts";
import type { StoredTake } from "./wall-store.ts";

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

/** Rules, and what they do: alerts at desks, and layouts that they raise on walls. */
export interface RuleStore {
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
}
