import type { Tile } from "../../../layouts/layout.ts";
import { validateLayout } from "../../../layouts/validate.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";
import { editWall } from "../../wall/wall-edits.ts";
import { callerName } from "./caller-name.ts";
import { refuse } from "./refuse.ts";

type WallHandlers = Pick<
  Handlers,
  | "getWall"
  | "admission"
  | "startReplay"
  | "stopReplay"
  | "steerTour"
  | "editWall"
  | "hide"
  | "show"
  | "lock"
  | "unlock"
  | "take"
  | "undo"
  | "getTake"
  | "listOutputs"
  | "listDisplays"
  | "putDisplays"
>;

export function wallHandlers(rooms: Rooms): WallHandlers {
  const { store, walls, admission, locks, curtains, replays, tours, layoutTours } = rooms;
  const { schedules, rules, outputs, displays } = rooms;
  /** What somebody puts on a wall goes before a tour, and before what waits to come by the clock. */
  const byHand = async <T>(wallId: string, by: string, act: () => Promise<T>): Promise<T> => {
    const done = await layoutTours.byHand(wallId, by, act);
    await schedules.takenByHand(wallId);
    return done;
  };
  return {
    getWall: ({ id }) => ({
      body: {
        ...walls.state(id),
        replays: replays.of(id),
        tours: tours.of(id),
        tour: layoutTours.of(id),
        curtain: curtains.of(id),
        lock: locks.of(id),
      },
    }),
    admission: async ({ id, query }) => {
      const { value } = await store.layouts.get(query.layoutId);
      return { body: admission.ask(id, value) };
    },
    editWall: async (request) => {
      const { id, body, language } = request;
      if (body.edits.some(({ kind }) => kind === "rename"))
        throw new Fault("invalid", { field: "edits", problem: "what is on a wall has no name" });
      const check = (tiles: readonly Tile[]) =>
        refuse(
          validateLayout({ id: "edited", name: "–", wallId: id, tiles: [...tiles] }, walls.storedSite),
          language,
        );
      const by = callerName(request);
      const edited = await byHand(id, by, () => editWall({ store, walls }, id, { ...body, by, check }));
      return { body: edited, ...(edited.takeId === null ? {} : { location: `/api/takes/${edited.takeId}` }) };
    },
    hide: async (request) => {
      walls.state(request.id);
      return { body: await curtains.hide(request.id, request.body.tileIds ?? null, callerName(request)) };
    },
    show: async ({ id, body }) => {
      walls.state(id);
      await curtains.show(id, body.tileIds ?? null);
      return { body: null };
    },
    lock: async (request) => {
      walls.state(request.id);
      return { body: await locks.lock(request.id, callerName(request), request.body.reason) };
    },
    unlock: async ({ id }) => {
      walls.state(id);
      await locks.unlock(id);
      rules.raises.unlocked(id);
      return { body: null };
    },
    startReplay: (request) => {
      const { params, body } = request;
      return { body: replays.start(params.id, params.tileId, body.secondsBack, callerName(request)) };
    },
    stopReplay: ({ params }) => {
      walls.state(params.id);
      replays.stop(params.id, params.tileId);
      return { body: null };
    },
    steerTour: (request) => {
      const { params, body } = request;
      locks.refuse(params.id, walls.state(params.id).name);
      return { body: tours.steer(params.id, params.tileId, body.act, callerName(request)) };
    },
    take: async (request) => {
      const { id, body } = request;
      const by = callerName(request);
      const takeId = await byHand(id, by, () => walls.take(id, body.layoutId, by));
      return { body: { takeId }, location: `/api/takes/${takeId}` };
    },
    undo: async (request) => {
      const by = callerName(request);
      // What a rule brought is taken back before what people did.
      const takeId =
        (await rules.raises.undo(request.id, by)) ??
        (await byHand(request.id, by, () => walls.undo(request.id, by)));
      return { body: { takeId }, location: `/api/takes/${takeId}` };
    },
    getTake: async ({ id }) => ({ body: await walls.progress(id) }),
    listOutputs: () => ({ body: walls.site.outputs.map((output) => outputs.state(output.id)) }),
    listDisplays: () => ({ body: displays.found }),
    putDisplays: ({ body }) => {
      displays.tell(body);
      return { body: null };
    },
  };
}
