import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import type { Incident } from "../../protocol/incident.ts";
import type { CameraMark, IncidentMark, MapFace, MapMarks } from "../../protocol/map.ts";
import { cameraMarks, incidentMark, isPlaced, outlinedOf } from "../../protocol/map-marks.ts";
import type { Clock } from "../base/clock.ts";

/** What is looked at anew for pages that ask at the same time, milliseconds. */
const LOOK_MS = 200;
/** At most so often a page is told, milliseconds. */
const TELL_MS = 1000;
/** What is gone is remembered for so many; a page that missed more is told everything. */
const MOST_GONE = 10_000;

interface Parts {
  /** Those that stand, whole. */
  incidents(): readonly Incident[];
  cameras(): Iterable<Camera>;
  feeds(): readonly Feed[];
  face(): MapFace;
  readonly clock: Pick<Clock, "monotonic">;
}

interface Entry<T> {
  /** The same for what looks the same. */
  readonly look: string;
  readonly mark: T;
  /** The revision with which it came to look so. */
  readonly since: number;
}

/** One kind of what is marked, with what changed when. */
class MarkTable<T> {
  readonly entries = new Map<string, Entry<T>>();
  /** What is gone, oldest first, by the revision with which it went. */
  readonly gone = new Map<string, number>();
  /** Pages that know less are told everything. */
  oldest = 0;

  /** Whether anything is another than before. */
  replace(given: ReadonlyMap<string, { look: string; mark: () => T }>, revision: number): boolean {
    let changed = false;
    for (const [id, { look, mark }] of given) {
      if (this.entries.get(id)?.look === look) continue;
      changed = true;
      this.entries.set(id, { look, mark: mark(), since: revision });
      this.gone.delete(id);
    }
    for (const id of this.entries.keys()) {
      if (given.has(id)) continue;
      changed = true;
      this.entries.delete(id);
      this.gone.set(id, revision);
    }
    for (const [id, since] of this.gone) {
      if (this.gone.size <= MOST_GONE) break;
      this.gone.delete(id);
      this.oldest = since;
    }
    return changed;
  }

  since(revision: number): { marks: T[]; gone: string[] } {
    const marks = [...this.entries.values()].filter(({ since }) => since > revision).map(({ mark }) => mark);
    return { marks, gone: [...this.gone].filter(([, since]) => since > revision).map(([id]) => id) };
  }
}

/** What all maps of the wall mark, with what changed when, so that each page is told that alone. */
export class MapMarkers {
  readonly #parts: Parts;
  readonly #incidents = new MarkTable<IncidentMark>();
  readonly #cameras = new MarkTable<CameraMark>();
  #face: { readonly value: MapFace; readonly since: number } | null = null;
  #revision = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The telling of one page. `hidden`: cameras that it is told nothing of. */
  page(hidden: () => ReadonlySet<string> = () => new Set()): PageMarkers {
    return new PageMarkers(this, this.#parts.clock, hidden);
  }

  /** What has changed since a page was told `revision`, 0 where it was told nothing; null where nothing has. */
  since(told: number): { readonly marks: MapMarks; readonly revision: number } | null {
    this.#look();
    const revision = this.#revision;
    if (told === revision) return null;
    const whole = told === 0 || told < Math.max(this.#incidents.oldest, this.#cameras.oldest);
    const [incidents, cameras] = [
      this.#incidents.since(whole ? 0 : told),
      this.#cameras.since(whole ? 0 : told),
    ];
    const face = this.#face;
    const marks = {
      whole,
      incidents: incidents.marks,
      cameras: cameras.marks,
      incidentsGone: whole ? [] : incidents.gone,
      camerasGone: whole ? [] : cameras.gone,
      ...(face !== null && (whole || face.since > told) ? { face: face.value } : {}),
    };
    return { marks, revision };
  }

  #look(): void {
    const now = this.#parts.clock.monotonic();
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    const next = this.#revision + 1;
    const given = this.#parts.face();
    const newFace = JSON.stringify(given) !== JSON.stringify(this.#face?.value);
    if (newFace) this.#face = { value: given, since: next };
    const incidents = this.#incidents.replace(this.#incidentLooks(), next);
    const cameras = this.#cameras.replace(this.#cameraLooks(), next);
    if (newFace || incidents || cameras) this.#revision = next;
  }

  #incidentLooks(): Map<string, { look: string; mark: () => IncidentMark }> {
    const looks = new Map<string, { look: string; mark: () => IncidentMark }>();
    const incidents = this.#parts.incidents();
    const outlined = outlinedOf(incidents);
    for (const incident of incidents) {
      if (!isPlaced(incident)) continue;
      const withArea = outlined.has(incident);
      looks.set(incident.id, {
        look: `${incident.version}${withArea ? " outlined" : ""}`,
        mark: () => incidentMark(incident, withArea),
      });
    }
    return looks;
  }

  #cameraLooks(): Map<string, { look: string; mark: () => CameraMark }> {
    const looks = new Map<string, { look: string; mark: () => CameraMark }>();
    for (const mark of cameraMarks(this.#parts.cameras(), this.#parts.feeds()))
      looks.set(mark.id, { look: JSON.stringify(mark), mark: () => mark });
    return looks;
  }
}

/** What one page has been told of the marks. */
export class PageMarkers {
  readonly #markers: MapMarkers;
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #hidden: () => ReadonlySet<string>;
  #toldHidden = "";
  #told = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(markers: MapMarkers, clock: Pick<Clock, "monotonic">, hidden: () => ReadonlySet<string>) {
    this.#markers = markers;
    this.#clock = clock;
    this.#hidden = hidden;
  }

  /** What to tell the page now; null where there is nothing, or it was told less than a second ago. */
  next(): MapMarks | null {
    const now = this.#clock.monotonic();
    if (now - this.#toldAt < TELL_MS) return null;
    const hidden = this.#hidden();
    const key = [...hidden].join("/");
    // What is hidden now is to go from the page as well.
    const next = this.#markers.since(key === this.#toldHidden ? this.#told : 0);
    if (next === null) return null;
    this.#toldHidden = key;
    this.#told = next.revision;
    this.#toldAt = now;
    return { ...next.marks, cameras: next.marks.cameras.filter(({ id }) => !hidden.has(id)) };
  }
}
