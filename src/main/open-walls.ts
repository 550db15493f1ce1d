import { outputsOf } from "../layouts/viewport.ts";
import type { Clock } from "./base/clock.ts";
import type { Lifetime } from "./base/lifetime.ts";
import type { Log } from "./base/log.ts";
import type { Notices } from "./desk/notices.ts";
import { Shifts } from "./desk/shifts.ts";
import type { FeedHub } from "./feeds/hub.ts";
import type { Minute } from "./feeds/minute/minute.ts";
import type { CameraWatch } from "./feeds/stand-ins/camera-watch.ts";
import type { Raises } from "./incidents/rules/raises.ts";
import type { Store } from "./store/store.ts";
import { WallBrightness } from "./wall/brightness.ts";
import { Curtains } from "./wall/curtains.ts";
import type { GlassView } from "./wall/glass.ts";
import { WallHistory } from "./wall/history.ts";
import { LayoutTours } from "./wall/layout-tours.ts";
import { WallLocks } from "./wall/locks.ts";
import { Outputs } from "./wall/outputs.ts";
import { Patterns } from "./wall/patterns.ts";
import { Replays } from "./wall/replays.ts";
import { WallSchedules } from "./wall/schedule.ts";
import { Sightings } from "./wall/sightings.ts";
import { SiteTrial } from "./wall/site-trial.ts";
import { Standbys } from "./wall/standbys.ts";
import { TileTours } from "./wall/tile-tours.ts";
import { Walls } from "./wall/walls.ts";

interface WallRoomsOptions {
  readonly store: Store;
  readonly minute: Minute;
  readonly feeds: FeedHub;
  readonly watch: CameraWatch;
  readonly notices: Notices;
  /** What rules brought on the walls; asked once something stands on one. */
  readonly raises: () => Raises;
  /** Told of everything that changes what stands on the glass. */
  readonly glass: () => GlassView;
  readonly clock: Clock;
  readonly log: Log;
  readonly lifetime: Lifetime;
}

/** Opens the walls and what decides what stands on them, by hand, in turn and by the clock; `lifetime` ends it. */
export async function openWallRooms({
  store,
  minute,
  feeds,
  watch,
  notices,
  raises,
  glass,
  clock,
  log,
  lifetime,
}: WallRoomsOptions) {
  const outputs = new Outputs(clock);
  const locks = await WallLocks.open(store, clock, log);
  const onWalls = () => {
    curtains.follow();
    notices.tell({ what: "walls" });
    standbys.follow();
    replays.follow();
    tours.follow();
    history.follow();
    raises().look();
    glass().changed();
  };
  const walls: Walls = await Walls.open(store, outputs, clock, onWalls, locks, () => history.follow());
  const shifts = await Shifts.open({ store, clock, log, zone: () => walls.storedSite.zone });
  const curtains: Curtains = await Curtains.open({
    store,
    walls,
    clock,
    log,
    changed: () => glass().changed(),
  });
  const standbys: Standbys = await Standbys.open({ store, walls, log, changed: () => glass().changed() });
  const history = new WallHistory({ store, walls, outputs, clock, log });
  lifetime.onEnd("history", () => history.end());
  const tours = new TileTours({
    ...{ walls, clock },
    shows: (wallId, cameraId) => glass().shows(wallId, cameraId),
    // Nobody looks at a wall that no page shows: its cameras stay closed.
    ready: (wallId, tile, cameraId) =>
      outputsOf(walls.site, wallId).some(({ id }) => outputs.isConnected(id))
        ? glass().ready(wallId, tile, cameraId)
        : "up",
    follow: (look) => watch.follow(look),
    changed: (wallId) => {
      notices.tell({ what: "walls", id: wallId });
      glass().changed();
    },
  });
  lifetime.onEnd("tours", () => tours.close());
  const raised = (wallId: string) =>
    raises()
      .list()
      .some((raise) => raise.wallId === wallId && raise.raisedAt !== undefined);
  const layoutTours = await LayoutTours.open({
    ...{ store, walls, locks, clock, log, raised },
    changed: (wallId) => notices.tell({ what: "walls", id: wallId }),
  });
  lifetime.onEnd("layout tours", () => layoutTours.close());
  const schedules = await WallSchedules.open({
    ...{ store, walls, tours: layoutTours, locks, clock, log, raised },
    shiftStarts: (id) => shifts.all.find((shift) => shift.id === id)?.starts ?? null,
    changed: () => notices.tell({ what: "schedule" }),
  });
  lifetime.onEnd("schedules", () => schedules.close());
  const sightings = new Sightings({ store, walls, outputs, tours, clock, log });
  lifetime.onEnd("sightings", () => sightings.end());
  const trial = new SiteTrial(walls, store, clock);
  lifetime.onEnd("trial", () => trial.close());
  const patterns = new Patterns(walls, clock, () => glass().changed());
  lifetime.onEnd("patterns", () => patterns.close());
  const replays = new Replays({
    ...{ minute, feeds, walls, clock },
    changed: () => {
      notices.tell({ what: "walls" });
      glass().changed();
    },
  });
  lifetime.onEnd("replays", () => replays.close());
  const brightness = new WallBrightness({ walls, clock, changed: () => glass().changed() });
  lifetime.onEnd("brightness", () => brightness.close());
  return {
    ...{ walls, shifts, outputs, locks, curtains, standbys, history, tours, layoutTours, schedules },
    ...{ sightings, trial, patterns, replays, brightness },
  };
}
