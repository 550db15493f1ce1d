import type { Content } from "../../layouts/layout.ts";
import { severities } from "../../layouts/severity.ts";
import {
  type Glass,
  GLASS_INCIDENTS,
  type Nearby,
  SELECTED_INCIDENTS,
  type Selection,
} from "../../protocol/channel.ts";
import { type GlassIncident, onGlass } from "../../protocol/glass-incident.ts";
import type { Incident, IncidentCounts } from "../../protocol/incident.ts";
import type { Clock } from "../base/clock.ts";

/**
 * Pages are told of what stands at most so often, milliseconds: a burst of a hundred changes a second costs what five do,
 * and what comes right after another is told half as late as an alert may be.
 */
const TELL_MS = 200;

/** How often it is looked at whether sources are heard of, milliseconds. */
const LISTEN_MS = 5000;

/** What stands, as it is asked for here. */
interface Standing {
  /** Another after every change. */
  readonly revision: number;
  find(id: string): Incident | null;
  /** At most so many of those that fit, worst first, and how many fit in all. */
  worst(most: number, fits?: (incident: Incident) => boolean): readonly [readonly Incident[], number];
  /** In no order. */
  all(): readonly Incident[];
  counts(): IncidentCounts;
  /** Whether any of an exercise stands. */
  readonly drill: boolean;
}

interface Parts {
  readonly standing: Standing;
  readonly clock: Pick<Clock, "monotonic" | "after">;
  /** What the glass tells is another. */
  readonly changed: () => void;
  /** Ids of the cameras near an incident, the nearest first. */
  readonly near?: (incident: Incident) => readonly string[];
  /** Sources of which nothing is heard, by their ids, each with since when, ms since 1970. */
  readonly silent?: () => ReadonlyMap<string, number>;
  /** What an agency is called for short. */
  readonly agencyName?: (id: string) => string | undefined;
}

/** What pages are told of what happened: the same for all of them, made once a change, and not at each of a burst. */
export class GlassIncidents {
  readonly #parts: Parts;
  #told: Pick<Glass, "incidents" | "incidentCounts" | "drill"> | null = null;
  /** What is near each camera, by its id; null until somebody asks. */
  #nearby: ReadonlyMap<string, { readonly worst: Incident; readonly count: number }> | null = null;
  /** By what is asked for, as text. */
  readonly #selected = new Map<string, Pick<Selection, "total" | "incidents">>();
  #revision = -1;
  #silent: ReadonlyMap<string, number> = new Map();
  #silentLookedAt = Number.NEGATIVE_INFINITY;
  #changedAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Something of what stands, is near it, or is heard of its sources is another. */
  changed(): void {
    this.#revision = -1;
    if (this.#cancel !== null) return;
    const { clock } = this.#parts;
    const wait = this.#changedAt + TELL_MS - clock.monotonic();
    if (wait <= 0) this.#tell();
    else this.#cancel = clock.after(wait, () => this.#tell());
  }

  end(): void {
    this.#cancel?.();
  }

  /** All that stand, in no order, as whoever draws a map of them wants it. */
  all(): readonly Incident[] {
    return this.#parts.standing.all();
  }

  /** The worst of all, and how many there are. */
  told(): Pick<Glass, "incidents" | "incidentCounts" | "drill"> {
    this.#renew();
    if (this.#told === null) {
      const { standing } = this.#parts;
      const [worst] = standing.worst(GLASS_INCIDENTS);
      this.#told = {
        incidents: worst.map((incident) => this.#onGlass(incident)),
        incidentCounts: standing.counts(),
        drill: standing.drill,
      };
    }
    return this.#told;
  }

  /** What a tile shows that asks for some of them; null where it shows of what all pages are told. */
  selection(content: Content): Pick<Selection, "total" | "incidents"> | null {
    const wanted = wantedBy(content);
    if (wanted === null) return null;
    this.#renew();
    const key = JSON.stringify(content);
    const known = this.#selected.get(key);
    if (known !== undefined) return known;
    const { standing } = this.#parts;
    const one = wanted.id === undefined ? undefined : standing.find(wanted.id);
    const [found, total] =
      one === undefined
        ? standing.worst(SELECTED_INCIDENTS, wanted.fits)
        : ([one === null ? [] : [one], one === null ? 0 : 1] as const);
    const selected = { total, incidents: found.map((incident) => this.#onGlass(incident)) };
    this.#selected.set(key, selected);
    return selected;
  }

  /** For those of these cameras that are near more than the worst of all tell: how many, and the worst. */
  nearby(cameraIds: ReadonlySet<string>): Nearby[] {
    const { near, standing } = this.#parts;
    // Where all are told, what is near is told with them.
    if (near === undefined || standing.counts().standing <= GLASS_INCIDENTS) return [];
    const { incidents } = this.told();
    const known = new Map<string, number>();
    for (const { nearCameraIds = [] } of incidents)
      for (const id of nearCameraIds) known.set(id, (known.get(id) ?? 0) + 1);
    this.#nearby ??= this.#near(near);
    const all = this.#nearby;
    return [...cameraIds].flatMap((cameraId): Nearby[] => {
      const found = all.get(cameraId);
      if (found === undefined || found.count <= (known.get(cameraId) ?? 0)) return [];
      return [{ cameraId, count: found.count, incident: this.#onGlass(found.worst) }];
    });
  }

  #near(near: (incident: Incident) => readonly string[]) {
    const found = new Map<string, { worst: Incident; count: number }>();
    for (const incident of this.#parts.standing.all())
      for (const cameraId of near(incident)) {
        const known = found.get(cameraId);
        if (known === undefined) found.set(cameraId, { worst: incident, count: 1 });
        else {
          known.count += 1;
          if (isWorse(incident, known.worst)) known.worst = incident;
        }
      }
    return found;
  }

  #renew(): void {
    this.#listen();
    const { revision } = this.#parts.standing;
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#told = null;
    this.#nearby = null;
    this.#selected.clear();
  }

  /** Nobody says that nothing is heard of a source: it is looked at while pages are told. */
  #listen(): void {
    const now = this.#parts.clock.monotonic();
    if (this.#parts.silent === undefined || now - this.#silentLookedAt < LISTEN_MS) return;
    this.#silentLookedAt = now;
    const before = this.#silent;
    this.#silent = this.#parts.silent();
    const same =
      before.size === this.#silent.size && [...before].every(([id, since]) => this.#silent.get(id) === since);
    if (!same) this.changed();
  }

  #tell(): void {
    this.#cancel = null;
    this.#changedAt = this.#parts.clock.monotonic();
    this.#parts.changed();
  }

  #onGlass(incident: Incident): GlassIncident {
    const { near, agencyName } = this.#parts;
    const nearCameraIds = near?.(incident) ?? [];
    const silentSince = incident.sourceId === undefined ? undefined : this.#silent.get(incident.sourceId);
    const told = onGlass(incident);
    const agencies = told.agencies?.map((one) => ({ ...one, name: agencyName?.(one.agencyId) }));
    return {
      ...told,
      ...(agencies === undefined ? {} : { agencies }),
      ...(nearCameraIds.length === 0 ? {} : { nearCameraIds: [...nearCameraIds] }),
      ...(silentSince === undefined ? {} : { silentSince }),
    };
  }
}

/** The order of badges: worse first, then what nobody has acknowledged. */
function isWorse(a: Incident, b: Incident): boolean {
  const bySeverity = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return bySeverity < 0 || (bySeverity === 0 && a.status === "open" && b.status !== "open");
}

interface Wanted {
  readonly id?: string;
  readonly fits?: (incident: Incident) => boolean;
}

function wantedBy(content: Content): Wanted | null {
  if (content.kind === "incident")
    return content.incidentId === undefined ? null : { id: content.incidentId };
  if (content.kind !== "incidents") return null;
  const { kinds, severity, agencyId } = content;
  if (kinds === undefined && severity === undefined && agencyId === undefined) return null;
  const least = severity === undefined ? severities.length : severities.indexOf(severity);
  return {
    fits: (incident) =>
      (kinds?.includes(incident.kind) ?? true) &&
      severities.indexOf(incident.severity) <= least &&
      (agencyId === undefined || incident.assignments?.some((one) => one.agencyId === agencyId) === true),
  };
}
