import { camerasOf } from "../../../layouts/content-cameras.ts";
import { statesOf } from "../../../protocol/map-marks.ts";
import type { OpenMatters } from "../../../protocol/handover.ts";
import type { Rooms } from "../rooms.ts";

/** Incidents that are handed over; of more the most urgent. */
const MOST_INCIDENTS = 200;

type Parts = Pick<Rooms, "store" | "walls" | "outputs" | "feeds" | "glass" | "curtains" | "locks">;

/** How everything stands at `now`, by the names that people use. */
export async function openMatters(parts: Parts, now: number): Promise<OpenMatters> {
  const { store, walls, outputs, feeds, glass, curtains, locks } = parts;
  const nameOf = (id: string) => glass.camera(id)?.name ?? id;
  const incidents = await store.incidents.list({
    ...{ status: "standing", order: "urgent", limit: MOST_INCIDENTS },
  });
  const layouts = await store.layouts.list();
  const down = [...statesOf(feeds.list())].filter(([, state]) => state === "lost" || state === "stale");
  return {
    at: new Date(now).toISOString(),
    incidents: incidents.map(({ id, severity, status, text, place, occurredAt, drill }) => ({
      ...{ id, severity, status, text, since: occurredAt },
      ...(place === undefined ? {} : { place }),
      ...(drill === true ? { drill } : {}),
    })),
    cameras: down.map(([cameraId, state]) => ({ cameraId, name: nameOf(cameraId), state })),
    outputs: walls.site.outputs.flatMap(({ id, name }) => {
      const { state } = outputs.state(id);
      return state === "connected" ? [] : [{ outputId: id, name, state }];
    }),
    walls: walls.site.walls.map(({ id, name }) => {
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
