import type { Clock } from "./base/clock.ts";
import type { Lifetime } from "./base/lifetime.ts";
import type { Log } from "./base/log.ts";
import type { Clips } from "./clips/clips.ts";
import type { Notices } from "./desk/notices.ts";
import type { FeedHub } from "./feeds/hub.ts";
import type { Minute } from "./feeds/minute/minute.ts";
import { Drills } from "./incidents/drills.ts";
import { Evidence } from "./incidents/evidence.ts";
import { Rules } from "./incidents/rules/rules.ts";
import { Answers } from "./incidents/sources/answers.ts";
import { Hooks } from "./incidents/sources/hooks.ts";
import { IncidentSources } from "./incidents/sources/sources.ts";
import { StandingIncidents } from "./incidents/standing.ts";
import type { Store } from "./store/store.ts";
import { GlassIncidents } from "./wall/glass-incidents.ts";
import type { GlassView } from "./wall/glass.ts";
import type { Walls } from "./wall/walls.ts";

interface IncidentRoomsOptions {
  readonly data: string;
  readonly store: Store;
  readonly walls: Walls;
  readonly feeds: FeedHub;
  readonly minute: Minute;
  readonly clips: Clips;
  readonly notices: Notices;
  /** Asked once cameras are read. */
  readonly glass: () => GlassView;
  readonly clock: Clock;
  readonly log: Log;
  readonly lifetime: Lifetime;
}

/** Opens what incidents come by, what they bring on the walls and what is done about them; `lifetime` ends it. */
export async function openIncidentRooms({
  data,
  store,
  walls,
  feeds,
  minute,
  clips,
  notices,
  glass,
  clock,
  log,
  lifetime,
}: IncidentRoomsOptions) {
  const incidents = new StandingIncidents(store, clock, () => {
    notices.tell({ what: "incidents" });
    told.changed();
  });
  lifetime.onEnd("incidents", () => incidents.end());
  const agencyNames = new Map<string, string>();
  const told = new GlassIncidents({
    ...{ standing: incidents, clock, changed: () => glass().changed() },
    near: (incident) => rules.near(incident),
    silent: () => sources.silent(),
    agencyName: (id) => agencyNames.get(id),
  });
  lifetime.onEnd("told incidents", () => told.end());
  await incidents.load();
  const drills = new Drills({ store, incidents, clock, log });
  lifetime.onEnd("drills", () => drills.end());
  const sources: IncidentSources = new IncidentSources({
    ...{ store, clock, log, zone: () => walls.site.zone },
    changed: (changed) => incidents.put(changed),
  });
  lifetime.onEnd("incident sources", () => sources.close());
  const rules: Rules = new Rules({
    ...{ store, walls, incidents, feeds, clock, log },
    cameras: () => glass().cameras,
    changed: () => {
      notices.tell({ what: "alerts" });
      told.changed();
      glass().changed();
    },
    wanted: (incident, withinM) => evidence.want(incident, withinM),
  });
  const evidence = new Evidence({
    ...{ data, store, clips, minute, incidents, clock, log },
    raised: () => rules.raises.wanting(),
    cameras: () => glass().cameras,
    site: () => walls.storedSite,
  });
  lifetime.onEnd("evidence", () => evidence.close());
  lifetime.onEnd("rules", () => rules.close());
  const answers = new Answers({ store, sources, clock, log, random: Math.random });
  lifetime.onEnd("answers", () => answers.close());
  incidents.listen({ changed: () => answers.poke(), left: () => answers.poke() });

  async function loadAgencies(): Promise<void> {
    agencyNames.clear();
    for (const { id, shortName } of await store.agencies.list()) agencyNames.set(id, shortName);
    told.changed();
  }
  return {
    ...{ incidents, told, drills, sources, rules, evidence, answers, loadAgencies },
    hooks: new Hooks(store, sources, clock),
  };
}
