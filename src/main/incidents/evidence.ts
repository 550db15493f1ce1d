import { statfs } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { Camera, StreamRole } from "../../protocol/camera.ts";
import type { Incident } from "../../protocol/incident.ts";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import type { Site } from "../../layouts/site.ts";
import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Clips } from "../clips/clips.ts";
import { KEPT_MS, type Minute } from "../feeds/minute/minute.ts";
import type { DueEvidence, EvidencePlan, StoredClip } from "../store/followup-store.ts";
import type { Store } from "../store/store.ts";
import { type Candidate, nearestCameras } from "./rules/nearest-cameras.ts";
import type { StandingIncidents } from "./standing.ts";

export interface EvidenceParts {
  /** Whose disk holds the clips. */
  readonly data: string;
  readonly store: Pick<Store, "evidence" | "cameras">;
  readonly clips: Pick<Clips, "make" | "remove">;
  readonly minute: Pick<Minute, "span">;
  readonly incidents: Pick<StandingIncidents, "listen" | "find" | "all">;
  /** Incidents for which rules want cameras on a wall. */
  readonly raised: () => readonly string[];
  /** All that may be shown. */
  readonly cameras: () => readonly Pick<Camera, "id" | "location">[];
  readonly site: () => Pick<Site, "id" | "name">;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<EvidenceLimits>;
}

interface EvidenceLimits {
  /** Clips of all incidents within an hour. */
  readonly mostAnHour: number;
  /** Of all clips of incidents, bytes; by default a share of the disk. */
  readonly bytes: number;
}

const MOST_AN_HOUR = 120;
/** Of the disk that holds the data, for clips of incidents. */
const DISK_SHARE = 0.25;
/** Clips of one incident. */
const MOST_CAMERAS = 4;
/** As many cameras are looked at for those that run, as near, metres. */
const LOOKED_AT = { count: 12, withinM: 300 };
/** A camera whose last picture is older did not run, milliseconds. */
const STANDS_MS = 5_000;
/** Milliseconds that the smaller stream must have more of the minute to be taken instead of the larger one. */
const BETTER_MS = 3_000;
/** Incidents whose cameras are chosen in one go: pictures wait for it. */
const BATCH = 10;
/** After a failure of the store it is tried again in so long, milliseconds. */
const AGAIN_MS = 5_000;
/** At a start, incidents that came within this time and were not seen to are, milliseconds. */
const RECENT_MS = 3_600_000;
const MADE_BY = "Dinding";

interface Wish {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly withinM: number;
}

/**
 * Keeps what the cameras nearest to an incident saw in the minute before it came and at that moment, as clips with a
 * still each: of incidents that people here report with a place, and of those for which a rule wants cameras. One is cut
 * at a time; what is not kept stands in the incident's course. Nothing is kept of drills.
 */
export class Evidence {
  readonly #parts: EvidenceParts;
  readonly #wishes = new Map<string, Wish>();
  #due: DueEvidence[] = [];
  #working: Promise<void> | null = null;
  #leave: () => void = () => {};
  #cancel: () => void = () => {};
  /** What the last run left is settled first. */
  #started = false;
  readonly #closing = new AbortController();

  constructor(parts: EvidenceParts) {
    this.#parts = parts;
  }

  /** Settles what the last run left, and follows what comes. */
  async start(): Promise<void> {
    const { incidents, store, clock } = this.#parts;
    for (const due of await store.evidence.due()) {
      const { clip } = due;
      await this.#settle(due, clip === null ? missing(due, "cutOff") : entryOf(clip));
    }
    this.#leave = incidents.listen({
      arrived: (incident) => {
        if (isReportedHere(incident) && incident.version === 1) this.want(incident);
      },
    });
    const since = clock.now() - RECENT_MS;
    const raised = new Set(this.#parts.raised());
    for (const incident of incidents.all()) {
      const at = Date.parse(incident.receivedAt);
      if (at > since && (isReportedHere(incident) || raised.has(incident.id))) this.#wish(incident, at, 0);
    }
    this.#started = true;
    this.#work();
  }

  /** Keeps what its cameras see now, once; `withinM`: how far off a rule wants them, metres. */
  want(incident: Incident, withinM = 0): void {
    this.#wish(incident, Date.parse(incident.updatedAt), withinM);
    this.#work();
  }

  /** Resolves when nothing of it runs any more. */
  async close(): Promise<void> {
    this.#closing.abort(new Fault("unavailable", { what: "Dinding" }));
    this.#leave();
    this.#cancel();
    await this.#working;
  }

  #wish({ id, drill }: Incident, at: number, withinM: number): void {
    if (drill === true || this.#closing.signal.aborted) return;
    this.#join(id, { at, withinM: Math.max(withinM, LOOKED_AT.withinM) });
  }

  #join(id: string, { at, withinM }: Wish): void {
    const known = this.#wishes.get(id);
    this.#wishes.set(id, {
      at: Math.min(at, known?.at ?? at),
      withinM: Math.max(withinM, known?.withinM ?? 0),
    });
  }

  #work(): void {
    if (
      !this.#started ||
      this.#closing.signal.aborted ||
      this.#working !== null ||
      this.#wishes.size + this.#due.length === 0
    )
      return;
    this.#working = this.#workAll().finally(() => {
      this.#working = null;
    });
  }

  async #workAll(): Promise<void> {
    try {
      while (!this.#closing.signal.aborted && this.#wishes.size + this.#due.length > 0) {
        if (this.#wishes.size > 0) await this.#plan();
        else await this.#cutNext();
      }
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#parts.log.warn({ err: error }, "the pictures of incidents could not be kept; it is tried again");
      this.#cancel = this.#parts.clock.after(AGAIN_MS, () => this.#work());
    }
  }

  async #plan(): Promise<void> {
    const { store, incidents, limits } = this.#parts;
    const batch = [...this.#wishes].slice(0, BATCH);
    for (const [id] of batch) this.#wishes.delete(id);
    let planned: readonly EvidencePlan[] = [];
    try {
      let left = await store.evidence.left(limits?.mostAnHour ?? MOST_AN_HOUR);
      const plans: EvidencePlan[] = [];
      const cameras = this.#parts.cameras().map((camera) => ({ ...camera, lost: false }));
      for (const [id, wish] of batch) {
        const incident = incidents.find(id);
        const plan = incident === null ? null : this.#planOf(incident, wish, cameras, left);
        if (plan === null) continue;
        left -= plan.cut.length;
        plans.push(plan);
      }
      if (plans.length > 0) planned = await store.evidence.plan(plans, MOST_CAMERAS);
    } catch (error) {
      // What a rule wants meanwhile may be farther off.
      for (const [id, wish] of batch) this.#join(id, wish);
      throw error;
    }
    for (const { incidentId, at, cut } of planned)
      for (const cameraId of cut) this.#due.push({ incidentId, cameraId, at, clip: null });
    // Many may come at once, and pictures go on meanwhile.
    await setImmediate();
  }

  /** Null where no camera is near. */
  #planOf(
    incident: Incident,
    { at, withinM }: Wish,
    cameras: readonly Candidate[],
    left: number,
  ): EvidencePlan | null {
    const plan = { incidentId: incident.id, at };
    if (left <= 0) return { ...plan, cut: [], silent: [], over: true };
    const near = nearestCameras(incident, cameras, { count: LOOKED_AT.count, withinM });
    const cut: string[] = [];
    const silent: string[] = [];
    for (const { cameraId, sees } of near) {
      if (cut.length === MOST_CAMERAS) break;
      if (sees === false) continue;
      if (this.#running(cameraId, at) !== null) cut.push(cameraId);
      else if (silent.length < MOST_CAMERAS) silent.push(cameraId);
    }
    if (cut.length + silent.length === 0) return null;
    return {
      ...plan,
      cut: cut.slice(0, left),
      silent: [
        ...silent.map((cameraId) => ({ cameraId, why: "notRunning" as const })),
        ...cut.slice(left).map((cameraId) => ({ cameraId, why: "tooMany" as const })),
      ],
      over: false,
    };
  }

  /** The stream that ran at `at` and of which most is kept, the better one of equals; null where none did. */
  #running(cameraId: string, at: number): StreamRole | null {
    const ran = (["main", "sub"] as const).flatMap((stream) => {
      const span = this.#parts.minute.span(cameraId, stream);
      return span !== null && span.from <= at && span.until >= at - STANDS_MS
        ? [{ stream, from: span.from }]
        : [];
    });
    const [main, sub] = ran;
    if (main === undefined) return null;
    return sub !== undefined && sub.from < main.from - BETTER_MS ? sub.stream : main.stream;
  }

  async #cutNext(): Promise<void> {
    const [due] = this.#due;
    if (due === undefined) return;
    const event = (await this.#hasRoom()) ? await this.#cut(due) : missing(due, "noRoom");
    // What the end of the core cut off is settled at the next start.
    if (!this.#closing.signal.aborted) await this.#settle(due, event);
    this.#due.shift();
  }

  async #cut({ incidentId, cameraId, at, ...due }: DueEvidence): Promise<IncidentEvent> {
    const { clips, store, site, log } = this.#parts;
    if (due.clip !== null) return entryOf(due.clip);
    try {
      const { value: camera } = await store.cameras.get(cameraId);
      const stream = this.#running(cameraId, at);
      const clip = await clips.make(
        {
          ...{ camera, site: site(), madeBy: MADE_BY, incidentId },
          ...(stream === null ? {} : { stream }),
          from: new Date(at - KEPT_MS).toISOString(),
          to: new Date(at).toISOString(),
        },
        this.#closing.signal,
      );
      this.#due[0] = { incidentId, cameraId, at, clip };
      return entryOf(clip);
    } catch (error) {
      const fault = asFault(error);
      const { kind } = fault;
      if (kind === "notKept" || kind === "playedByPages") return missing({ cameraId }, "notRunning");
      if (kind === "diskNearlyFull" || kind === "diskFull") return missing({ cameraId }, "noRoom");
      log.warn({ err: error, cameraId, incidentId }, "a clip of an incident could not be cut");
      return { ...missing({ cameraId }, "failed"), error: fault.report() };
    }
  }

  #settle({ incidentId, cameraId }: DueEvidence, event: IncidentEvent): Promise<void> {
    return this.#parts.store.evidence.settle(incidentId, cameraId, event);
  }

  /** Makes room for another: the oldest clips of incidents that were closed go first, and what people kept stays. */
  async #hasRoom(): Promise<boolean> {
    const { store, clips, limits, data } = this.#parts;
    const { blocks, bsize } = await statfs(data);
    const most = limits?.bytes ?? blocks * bsize * DISK_SHARE;
    while ((await store.evidence.bytes()) >= most) {
      const oldest = await store.evidence.oldest();
      if (oldest === null) return false;
      try {
        await clips.remove(oldest, MADE_BY);
      } catch (error) {
        // Somebody removed it meanwhile.
        if (!(error instanceof Fault && error.kind === "notFound")) throw error;
      }
    }
    return true;
  }
}

/** What its course says of a clip that is kept. */
function entryOf({ id, cameraId, sha256, startsAt, endsAt, still }: StoredClip): IncidentEvent {
  return {
    ...{ kind: "clip", cameraId, clipId: id, sha256, startsAt, endsAt },
    ...(still === undefined ? {} : { still: { at: still.at, sha256: still.sha256 } }),
  };
}

type NoClip = Extract<IncidentEvent, { kind: "noClip" }>;

function missing({ cameraId }: Pick<DueEvidence, "cameraId">, why: NoClip["why"]): NoClip {
  return { kind: "noClip", cameraId, why };
}

/** By a person here, who knows of a place. */
function isReportedHere({ sourceId, location, area, drill }: Incident): boolean {
  return sourceId === undefined && drill !== true && (location ?? area) !== undefined;
}
