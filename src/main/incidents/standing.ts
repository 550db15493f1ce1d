import { type Incident, type IncidentCounts, severities } from "../../protocol/incident.ts";
import type { Clock } from "../base/clock.ts";
import type { Store } from "../store/store.ts";

/** Timers cannot be set for longer than this, milliseconds. */
const LONGEST_TIMER_MS = 2_000_000_000;

/** Of so many that left it is known which version was the last: answers of the store overtake each other by less. */
const MOST_LEFT = 10_000;

/** Whoever follows what stands. */
export interface StandingListener {
  /** It came to stand: new, or opened again. */
  readonly arrived?: (incident: Incident) => void;
  /** It stands and is another than before. */
  readonly changed?: (incident: Incident, before: Incident) => void;
  /** It was closed, has expired, or is part of another. */
  readonly left?: (incident: Incident) => void;
}

/**
 * Incidents that stand: neither closed nor expired, nor part of another. One that expires leaves without anybody doing anything. Held in
 * memory and followed change by change, because ten thousand may stand and each may change.
 */
export class StandingIncidents {
  readonly #store: { readonly incidents: Pick<Store["incidents"], "standing"> };
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #listeners = new Set<StandingListener>();
  readonly #standing = new Map<string, Standing>();
  /** Versions of those that were closed or joined, the oldest first. */
  readonly #left = new Map<string, number>();
  /** In order, as of the last time that somebody asked; null once something has changed since. */
  #worst: readonly Incident[] | null = null;
  /** The order before that: sorting what is nearly in order takes one look at each. */
  #before: readonly Standing[] = [];
  #revision: number;
  #cancel: () => void = () => {};
  #expiring = Number.POSITIVE_INFINITY;

  /** `changed`: called after every turn in which something did. */
  constructor(
    store: { readonly incidents: Pick<Store["incidents"], "standing"> },
    clock: Clock,
    changed: () => void,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#changed = changed;
    this.#revision = clock.now();
  }

  async load(): Promise<void> {
    const standing = await this.#store.incidents.standing();
    this.#standing.clear();
    for (const incident of standing) this.#standing.set(incident.id, standingOf(incident));
    this.#touch();
    this.#wait();
  }

  /** Takes incidents as they are on the disk now. */
  put(incidents: readonly Incident[]): void {
    if (incidents.length === 0) return;
    const now = this.#clock.now();
    const told: (() => void)[] = [];
    for (const incident of incidents) {
      const before = this.#standing.get(incident.id)?.incident;
      // Answers of the store may arrive in another order than they were asked for.
      const known = before?.version ?? this.#left.get(incident.id);
      if (known !== undefined && known > incident.version) continue;
      const standing = standingOf(incident);
      const stands = incident.status !== "closed" && incident.joinedTo === undefined;
      if (stands && standing.expiresAt > now) {
        this.#standing.set(incident.id, standing);
        told.push(() => this.#tell(incident, before));
        this.#left.delete(incident.id);
      } else {
        this.#remember(incident);
        if (before === undefined) continue;
        this.#standing.delete(incident.id);
        told.push(() => this.#tellLeft(incident));
      }
    }
    this.#touch();
    this.#wait();
    for (const tell of told) tell();
    this.#changed();
  }

  /** Something that lists tell beside incidents themselves is another. */
  touch(): void {
    this.#touch();
  }

  /** The returned function ends it. */
  listen(listener: StandingListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  find(id: string): Incident | null {
    return this.#standing.get(id)?.incident ?? null;
  }

  /** All, worst first and among equals the newest. */
  list(): readonly Incident[] {
    if (this.#worst !== null) return this.#worst;
    const kept = this.#before.filter((one) => this.#standing.get(one.incident.id) === one);
    const known = new Set(kept);
    const fresh = [...this.#standing.values()].filter((one) => !known.has(one));
    this.#before = [...kept, ...fresh.toSorted(byUrgency)].toSorted(byUrgency);
    this.#worst = this.#before.map(({ incident }) => incident);
    return this.#worst;
  }

  /** All, in no order, for whoever needs none. */
  all(): readonly Incident[] {
    return Array.from(this.#standing.values(), ({ incident }) => incident);
  }

  /**
   * At most `most` of those that `fits`, worst first and among equals the newest, and how many fit in all. Looks at each
   * once and sorts none but those few: ten thousand may stand, and any may change.
   */
  worst(
    most: number,
    fits: (incident: Incident) => boolean = () => true,
  ): readonly [readonly Incident[], number] {
    const found: Standing[] = [];
    let total = 0;
    for (const standing of this.#standing.values()) {
      if (!fits(standing.incident)) continue;
      total += 1;
      const last = found.at(-1);
      if (found.length === most && last !== undefined && byUrgency(last, standing) <= 0) continue;
      let low = 0;
      let high = found.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = found[middle];
        if (other !== undefined && byUrgency(other, standing) <= 0) low = middle + 1;
        else high = middle;
      }
      found.splice(low, 0, standing);
      if (found.length > most) found.pop();
    }
    return [found.map(({ incident }) => incident), total];
  }

  /** Whether any of an exercise stands. */
  get drill(): boolean {
    for (const { incident } of this.#standing.values()) if (incident.drill === true) return true;
    return false;
  }

  counts(): IncidentCounts {
    const counts = { standing: this.#standing.size, open: 0, critical: 0, high: 0, medium: 0, low: 0 };
    for (const { incident } of this.#standing.values()) {
      const { severity, status } = incident;
      counts[severity] += 1;
      if (status === "open") counts.open += 1;
    }
    return counts;
  }

  /** Grows with every change, also over restarts. */
  get revision(): number {
    return this.#revision;
  }

  end(): void {
    this.#cancel();
    this.#listeners.clear();
  }

  #tell(incident: Incident, before: Incident | undefined): void {
    for (const one of this.#listeners) {
      if (before === undefined) one.arrived?.(incident);
      else one.changed?.(incident, before);
    }
  }

  #tellLeft(incident: Incident): void {
    for (const one of this.#listeners) one.left?.(incident);
  }

  #remember({ id, version }: Incident): void {
    this.#left.delete(id);
    this.#left.set(id, version);
    const [oldest] = this.#left.keys();
    if (this.#left.size > MOST_LEFT && oldest !== undefined) this.#left.delete(oldest);
  }

  #touch(): void {
    this.#worst = null;
    this.#revision = Math.max(this.#revision + 1, this.#clock.now());
  }

  /** Wakes when the next one expires. */
  #wait(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { expiresAt } of this.#standing.values()) next = Math.min(next, expiresAt);
    if (next === this.#expiring) return;
    this.#cancel();
    this.#expiring = next;
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(Math.max(next - this.#clock.now(), 0), LONGEST_TIMER_MS);
    this.#cancel = this.#clock.after(wait, () => {
      this.#expiring = Number.POSITIVE_INFINITY;
      this.#expire();
    });
  }

  #expire(): void {
    const now = this.#clock.now();
    const gone = [...this.#standing.values()].filter(({ expiresAt }) => expiresAt <= now);
    for (const { incident } of gone) this.#standing.delete(incident.id);
    if (gone.length > 0) this.#touch();
    this.#wait();
    for (const { incident } of gone) this.#tellLeft(incident);
    if (gone.length > 0) this.#changed();
  }
}

/** An incident with what it is ordered and ended by, read once. */
interface Standing {
  readonly incident: Incident;
  /** 0 is the worst. */
  readonly rank: number;
  /** Milliseconds since 1970; infinite where it has no end. */
  readonly expiresAt: number;
}

function standingOf(incident: Incident): Standing {
  const { severity, expiresAt } = incident;
  return {
    incident,
    rank: severities.indexOf(severity),
    expiresAt: expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
  };
}

function byUrgency(a: Standing, b: Standing): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  // Stored in UTC, so that later is greater as text.
  const [one, other] = [a.incident.occurredAt, b.incident.occurredAt];
  return one === other ? 0 : one > other ? -1 : 1;
}
