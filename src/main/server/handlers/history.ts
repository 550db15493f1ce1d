import { GLASS_INCIDENTS } from "../../../protocol/channel.ts";
import { onGlass } from "../../../protocol/glass-incident.ts";
import type { Incident, IncidentCounts } from "../../../protocol/incident.ts";
import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

type HistoryHandlers = Pick<Handlers, "wallChanges" | "wallMoment">;

function countsOf(incidents: readonly Incident[]): IncidentCounts {
  const of = (fits: (one: Incident) => boolean) => incidents.filter(fits).length;
  return {
    standing: incidents.length,
    open: of(({ status }) => status === "open"),
    critical: of(({ severity }) => severity === "critical"),
    high: of(({ severity }) => severity === "high"),
    medium: of(({ severity }) => severity === "medium"),
    low: of(({ severity }) => severity === "low"),
  };
}

/** What was on the walls. Times of the query are of any zone. */
export function historyHandlers({ store, walls }: Rooms): HistoryHandlers {
  return {
    wallChanges: async ({ id, query }) => {
      walls.state(id);
      return { body: await store.history.changes(id, Date.parse(query.from), Date.parse(query.until)) };
    },
    wallMoment: async ({ id, query }) => {
      const { canvas } = walls.state(id);
      const at = Date.parse(query.at);
      const moment = await store.history.moment(id, at);
      const incidents = await store.history.stood(at);
      return {
        body: {
          at: new Date(at).toISOString(),
          canvas: moment?.canvas ?? canvas,
          take: moment?.take ?? null,
          tiles: moment?.states ?? [],
          incidents: incidents.slice(0, GLASS_INCIDENTS).map(onGlass),
          incidentCounts: countsOf(incidents),
        },
      };
    },
  };
}
