import type { Incident } from "../../../protocol/incident.ts";
import { type Candidate, nearestCameras } from "./nearest-cameras.ts";

/** Cameras whose tiles are marked because of an incident: so many, and so near, metres. */
const MARKED = { count: 8, withinM: 300 };

/** Finds the cameras near incidents, each incident once as long as neither it nor the cameras change. */
export class NearCameras {
  readonly #cameras: () => readonly Candidate[];
  #of: readonly Candidate[] | null = null;
  #known = new WeakMap<Incident, readonly string[]>();

  /** `cameras`: all that may be shown, the same list as long as none is another. */
  constructor(cameras: () => readonly Candidate[]) {
    this.#cameras = cameras;
  }

  /** Those that look at it, or of which nobody knows where they look, the nearest first. */
  of(incident: Incident): readonly string[] {
    const cameras = this.#cameras();
    if (cameras !== this.#of) {
      this.#of = cameras;
      this.#known = new WeakMap();
    }
    const known = this.#known.get(incident);
    if (known !== undefined) return known;
    const found = nearestCameras(incident, cameras, MARKED)
      .filter(({ sees }) => sees !== false)
      .map(({ cameraId }) => cameraId);
    this.#known.set(incident, found);
    return found;
  }
}
