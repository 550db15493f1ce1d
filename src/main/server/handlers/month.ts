import { allows } from "../../../protocol/role.ts";
import type { Clock } from "../../base/clock.ts";
import { incidentCsv } from "../../incidents/incident-csv.ts";
import { incidentsOf, monthFigures, spanOf } from "../../incidents/month.ts";
import type { Handlers } from "../api.ts";
import { MediaContent } from "../media.ts";
import type { Rooms } from "../rooms.ts";

type MonthHandlers = Pick<Handlers, "month" | "monthTable">;

/** So long alerts are kept, milliseconds. */
const ALERTS_KEPT_MS = 31 * 24 * 3600_000;

/** A month of incidents, by the site's calendar. */
export function monthHandlers({ store, walls }: Rooms, clock: Pick<Clock, "now">): MonthHandlers {
  async function alertsOf(from: number, until: number) {
    if (from < clock.now() - ALERTS_KEPT_MS) return null;
    const past = await store.alerts.past(from, until);
    const came = past.filter(({ at }) => at >= from && at < until);
    return { count: came.length, answered: came.filter(({ answered }) => answered).length };
  }

  return {
    month: async ({ query: { month } }) => {
      const { zone } = walls.storedSite;
      const { from, until } = spanOf(month, zone);
      const names = new Map((await store.agencies.list()).map(({ id, shortName }) => [id, shortName]));
      const figures = await monthFigures(incidentsOf(store, { from, until }), names);
      const [begin, end] = [new Date(from).toISOString(), new Date(until).toISOString()];
      const alerts = await alertsOf(from, until);
      return { body: { month, zone, from: begin, until: end, ...figures, alerts } };
    },
    monthTable: async ({ query: { month }, caller }) => {
      const span = spanOf(month, walls.storedSite.zone);
      const mayKnow = caller !== null && allows(caller.role, "operator");
      const table = await incidentCsv(incidentsOf(store, span), mayKnow);
      const headers = { "content-disposition": `attachment; filename="incidents-${month}.csv"` };
      return { body: new MediaContent(table, headers) };
    },
  };
}
