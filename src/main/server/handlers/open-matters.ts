import { camerasOf } from "../../../layouts/content-cameras.ts";
import { statesOf } from "../../../protocol/map-marks.ts";
import type { Handover, OpenMatters } from "../../../protocol/handover.ts";
import type { Assignment, Incident } from "../../../protocol/incident.ts";
import type { Rooms } from "../rooms.ts";

/** Incidents that are handed over; of more the most urgent. */
const MOST_INCIDENTS = 200;
/** Milliseconds that edits of layouts are looked back for on a wall that was never handed over, and at most: half a day. */
const LOOKED_BACK_MS = 12 * 3_600_000;
/** Earlier handovers that are looked through for when a wall was handed over last. */
const EARLIER = 93;

type Parts = Pick<Rooms, "store" | "walls" | "outputs" | "feeds" | "glass" | "curtains" | "locks">;

type Step = NonNullable<OpenMatters["incidents"][number]["agencies"]>[number]["state"];

/** How far an agency is; null where it is done. */
function agencyState({ acceptedAt, arrivedAt, helpAskedAt, doneAt }: Assignment): Step | null {
  if (doneAt !== undefined) return null;
  if (helpAskedAt !== undefined) return "helpAsked";
  if (arrivedAt !== undefined) return "arrived";
  return acceptedAt === undefined ? "asked" : "accepted";
}

/** Who has an incident in hand, by the names of the agencies. */
function inHandOf({ acknowledgedBy, assignments = [] }: Incident, nameOf: (agencyId: string) => string) {
  const agencies = assignments.flatMap((assignment) => {
    const state = agencyState(assignment);
    return state === null ? [] : [{ name: nameOf(assignment.agencyId), state }];
  });
  return {
    ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
    ...(agencies.length === 0 ? {} : { agencies }),
  };
}

/** Since when the edits of a wall's layouts belong to the shift that ends at `now`, RFC 3339. */
function shiftsSince(earlier: readonly Handover[], now: number): (wallId: string) => string {
  const longest = new Date(now - LOOKED_BACK_MS).toISOString();
  return (wallId) => {
    const last = earlier.find(({ matters }) => matters.walls.some((wall) => wall.wallId === wallId))?.from.at;
    return last === undefined || last < longest ? longest : last;
  };
}

/**
 * How everything stands at `now`, by the names that people use; `wallIds`: the walls whose matters they are, and null for
 * all. What is not of one wall is told all the same: the city's incidents, cameras without a picture.
 */
export async function openMatters(
  parts: Parts,
  now: number,
  wallIds: readonly string[] | null = null,
): Promise<OpenMatters> {
  const meant = (wallId: string) => wallIds?.includes(wallId) ?? true;
  const { store, walls, outputs, feeds, glass, curtains, locks } = parts;
  const nameOf = (id: string) => glass.camera(id)?.name ?? id;
  const incidents = await store.incidents.list({
    ...{ status: "standing", order: "urgent", limit: MOST_INCIDENTS },
  });
  const layouts = await store.layouts.list();
  const agencies = new Map((await store.agencies.list()).map(({ id, name }) => [id, name]));
  const since = shiftsSince(await store.handovers.list(EARLIER), now);
  const { site } = walls;
  const meantWalls = site.walls.filter(({ id }) => meant(id));
  const edited = await Promise.all(
    [...new Set(meantWalls.map(({ id }) => since(id)))].map(async (at) =>
      (await store.layouts.editedSince(at)).filter(({ wallId }) => meant(wallId) && since(wallId) === at),
    ),
  );
  const ofMeant = (outputId: string) =>
    site.viewports.some((viewport) => viewport.outputId === outputId && meant(viewport.wallId));
  const down = [...statesOf(feeds.list())].filter(([, state]) => state === "lost" || state === "stale");
  return {
    at: new Date(now).toISOString(),
    incidents: incidents.map((incident) => {
      const { id, severity, status, text, place, occurredAt, drill } = incident;
      return {
        ...{ id, severity, status, text, since: occurredAt },
        ...(place === undefined ? {} : { place }),
        ...(drill === true ? { drill } : {}),
        ...inHandOf(incident, (agencyId) => agencies.get(agencyId) ?? agencyId),
      };
    }),
    cameras: down.map(([cameraId, state]) => ({ cameraId, name: nameOf(cameraId), state })),
    layouts: edited.flat().toSorted((a, b) => b.lastAt.localeCompare(a.lastAt)),
    outputs: site.outputs.flatMap(({ id, name }) => {
      const { state } = outputs.state(id);
      return state === "connected" || (wallIds !== null && !ofMeant(id))
        ? []
        : [{ outputId: id, name, state }];
    }),
    walls: meantWalls.map(({ id, name }) => {
      const { layoutId, basedOn, takenAt, takenBy, takenAs, tiles } = walls.state(id);
      const layout = layouts.find((one) => one.id === (layoutId ?? basedOn));
      return {
        ...{ wallId: id, name, layout: layout?.name ?? null, takenAt, takenBy },
        ...(takenAs === undefined ? {} : { takenAs }),
        changed: layoutId === null && layout !== undefined,
        cameras: [...new Set(tiles.flatMap(({ content }) => camerasOf(content)))].map((cameraId) => ({
          ...{ cameraId, name: nameOf(cameraId) },
        })),
        ...{ curtain: curtains.of(id), lock: locks.of(id) },
      };
    }),
  };
}
