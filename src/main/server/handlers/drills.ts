import { DRILL_DAY, drillDay } from "../../incidents/drill-day.ts";
import { drillReport } from "../../incidents/drill-report.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type DrillHandlers = Pick<
  Handlers,
  | "listDrills"
  | "putDrill"
  | "removeDrill"
  | "startDrill"
  | "pauseDrill"
  | "resumeDrill"
  | "stopDrill"
  | "listDrillRuns"
  | "drillReport"
>;

/** Drills: one that is made of the site's cameras, and those that were written here. */
export function drillHandlers({ store, drills }: Rooms): DrillHandlers {
  const scripts = async () => [drillDay(await store.cameras.list()), ...(await store.drills.list())];
  return {
    listDrills: async () => ({ body: { scripts: await scripts(), running: drills.running } }),
    putDrill: async ({ id, body }) => {
      if (body.id !== id)
        throw new Fault("invalid", { field: "id", problem: `the address says ${id}, the body ${body.id}` });
      if (id === DRILL_DAY) throw new Fault("conflict", { what: "drill", id });
      return { body: await store.drills.put(body) };
    },
    removeDrill: async ({ id }) => {
      await store.drills.remove(id);
      return { body: null };
    },
    startDrill: async (request) => {
      const { id, body } = request;
      const script = (await scripts()).find((one) => one.id === id);
      if (script === undefined) throw new Fault("notFound", { what: "drill", id });
      return { body: drills.start(script, body.speed, callerName(request)) };
    },
    pauseDrill: () => ({ body: drills.pause() }),
    resumeDrill: () => ({ body: drills.resume() }),
    stopDrill: async (request) => {
      await drills.stop(callerName(request));
      return { body: null };
    },
    listDrillRuns: async () => ({ body: await store.drills.runs() }),
    drillReport: async ({ id }) => {
      const { run, incidents } = await store.drills.run(id);
      return { body: drillReport(run, incidents) };
    },
  };
}
