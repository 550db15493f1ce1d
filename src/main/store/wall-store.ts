import type { Layout } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";
import type { Sight, SightSeconds } from "../../protocol/day-sheet.ts";
import type { LayoutEdit } from "../../protocol/edits.ts";
import type { OpenMatters } from "../../protocol/handover.ts";
import type { Incident } from "../../protocol/incident.ts";
import type { Taker } from "../../protocol/taker.ts";
import type { PastChange, PastTile, WallEvent } from "../../protocol/wall-history.ts";
import type { Expected, Versioned } from "./versioned.ts";

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
  /** Whether it is what came back where somebody ended what rules had there, and nothing that they chose. */
  readonly restored?: true | undefined;
  /** Of what a tour put there: who started that, likewise. */
  readonly startedBy?: { readonly name: string; readonly as?: Taker | undefined } | undefined;
}

/** What walls are, what may be put on them, and what was. */
export interface WallStore {
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
  readonly sightings: {
    /** Adds to what is known of an hour (whole hours since 1970). */
    add(hour: number, some: readonly Sighting[]): Promise<void>;
    /** Seconds by camera, from the first hour and before the second. */
    between(from: number, until: number): Promise<Map<string, Partial<SightSeconds>>>;
    /** Removes what is older than an hour; answers how many rows went. */
    prune(before: number): Promise<number>;
  };
}
