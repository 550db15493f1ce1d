import { join } from "node:path";
import type { Clock } from "./base/clock.ts";
import { projectFolder } from "./base/project.ts";
import { demoCameras } from "./demo/cameras.ts";
import { unlessThere } from "./first-site.ts";
import { sampleIncidents } from "./incidents/samples.ts";
import type { Store } from "./store/store.ts";
import type { Walls } from "./wall/walls.ts";

/** Setting that stands once the demo's cameras and incidents were added: what is removed later stays removed. */
const FILLED = "demo";

/** Gives a data folder the demo's moving cameras and two sample incidents, once. */
export async function ensureDemo(store: Store, clock: Clock): Promise<void> {
  if ((await store.settings.get(FILLED)) !== null) return;
  for (const camera of demoCameras(join(projectFolder(), "assets", "demo")))
    await unlessThere(store.cameras.add(camera));
  if ((await store.incidents.list()).length === 0)
    for (const incident of sampleIncidents(clock.now()).toReversed())
      await store.incidents.add(incident, "demo");
  await store.settings.put(FILLED, new Date(clock.now()).toISOString());
}

/** The demo starts with a picture: walls that show nothing yet get their first layout. */
export async function fillWalls(walls: Walls, store: Pick<Store, "layouts">): Promise<void> {
  const layouts = await store.layouts.list();
  for (const { id } of walls.site.walls) {
    const first = layouts.find((layout) => layout.wallId === id);
    if (first !== undefined && walls.state(id).takeId === null) await walls.take(id, first.id, "demo");
  }
}
