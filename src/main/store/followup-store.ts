import type { Agency, ListedAgency } from "../../protocol/agency.ts";
import type { CrewLink, CrewReport } from "../../protocol/crew.ts";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import type { Assignment, Incident } from "../../protocol/incident.ts";
import type { Clip } from "../../protocol/minute.ts";
import type { Expected, Versioned } from "./versioned.ts";

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

/** Who follows incidents up, and the pictures that are kept of them. */
export interface FollowupStore {
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
}
