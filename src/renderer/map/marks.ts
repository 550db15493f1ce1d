import { boxAround, type GeoBox, project } from "../../layouts/mercator.ts";
import { severities, type Severity } from "../../protocol/incident.ts";
import {
  type CameraMark,
  type IncidentMark,
  type MapFace,
  type MapMarks,
  markFlags,
} from "../../protocol/map.ts";
import { type ProjectedLine, projectLine } from "./mercator-path.ts";

/** An incident with its place in the earth's square. */
export interface PlacedIncident {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly severity: Severity;
  readonly acknowledged: boolean;
  readonly drill: boolean;
  /** 0 for the worst; of one severity those that nobody has acknowledged first. */
  readonly rank: number;
  readonly rings: readonly ProjectedLine[];
}

export interface PlacedCamera extends CameraMark {
  readonly x: number;
  readonly y: number;
  /** 0 for those without a picture. */
  readonly rank: number;
}

/** Whether a camera that somebody watches gives no picture. */
export function isLost({ state }: Pick<CameraMark, "state">): boolean {
  return state === "lost" || state === "stale";
}

const troubled: readonly CameraMark["state"][] = ["delayed", "degraded", "connecting"];

function incidentOf([id, lon, lat, level, flags, rings]: IncidentMark): PlacedIncident {
  const acknowledged = (flags & markFlags.acknowledged) !== 0;
  return {
    id,
    ...project({ lat, lon }),
    severity: severities[level] ?? "low",
    acknowledged,
    drill: (flags & markFlags.drill) !== 0,
    rank: 2 * level + (acknowledged ? 1 : 0),
    rings: (rings ?? []).map(projectLine),
  };
}

function cameraOf(mark: CameraMark): PlacedCamera {
  return { ...mark, ...project(mark), rank: isLost(mark) ? 0 : troubled.includes(mark.state) ? 1 : 2 };
}

/** What all maps of a page mark, as the core told of it last. */
export class Marks {
  readonly incidents = new Map<string, PlacedIncident>();
  readonly cameras = new Map<string, PlacedCamera>();
  /** Null before the core has told of anything. */
  face: MapFace | null = null;
  /** Around all cameras. */
  cameraBox: GeoBox | null = null;

  apply(marks: MapMarks): void {
    if (marks.whole) {
      this.incidents.clear();
      this.cameras.clear();
    }
    for (const id of marks.incidentsGone) this.incidents.delete(id);
    for (const id of marks.camerasGone) this.cameras.delete(id);
    for (const mark of marks.incidents) this.incidents.set(mark[0], incidentOf(mark));
    for (const mark of marks.cameras) this.cameras.set(mark.id, cameraOf(mark));
    if (marks.face !== undefined) this.face = marks.face;
    this.cameraBox = boxAround([...this.cameras.values()].map(({ lon, lat }) => [lon, lat] as const));
  }
}
