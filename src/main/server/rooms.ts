import type { Access } from "../access/access.ts";
import type { AuditBook } from "../audit/audit-book.ts";
import type { PtzHeads } from "../onvif/heads.ts";
import type { PtzHelms } from "../onvif/helms.ts";
import type { Images } from "../images/images.ts";
import type { Clips } from "../clips/clips.ts";
import type { Notices } from "../desk/notices.ts";
import type { Presences } from "../desk/presences.ts";
import type { Shifts } from "../desk/shifts.ts";
import type { Feeds } from "../feeds/feeds.ts";
import type { Moments } from "../feeds/minute/moments.ts";
import type { Relay } from "../relay/relay.ts";
import type { WhepRelay } from "../relay/whep.ts";
import type { MachineLook } from "../support/machine.ts";
import type { MapBasis } from "../map/basis.ts";
import type { Prober } from "../probe/prober.ts";
import type { Drills } from "../incidents/drills.ts";
import type { Answers } from "../incidents/sources/answers.ts";
import type { Hooks } from "../incidents/sources/hooks.ts";
import type { IncidentSources } from "../incidents/sources/sources.ts";
import type { Rules } from "../incidents/rules/rules.ts";
import type { StandingIncidents } from "../incidents/standing.ts";
import type { Store } from "../store/store.ts";
import type { WallBrightness } from "../wall/brightness.ts";
import type { MachineDisplays } from "../wall/displays.ts";
import type { TakeAdmission } from "../wall/admission.ts";
import type { Curtains } from "../wall/curtains.ts";
import type { GlassView } from "../wall/glass.ts";
import type { LoadBook } from "../wall/load-book.ts";
import type { LayoutTours } from "../wall/layout-tours.ts";
import type { WallSchedules } from "../wall/schedule.ts";
import type { WallLocks } from "../wall/locks.ts";
import type { Outputs } from "../wall/outputs.ts";
import type { Patterns } from "../wall/patterns.ts";
import type { Replays } from "../wall/replays.ts";
import type { SiteTrial } from "../wall/site-trial.ts";
import type { TileTours } from "../wall/tile-tours.ts";
import type { Walls } from "../wall/walls.ts";

/** The rooms of the core that the doors lead to. */
export interface Rooms {
  readonly store: Store;
  readonly access: Access;
  readonly audit: AuditBook;
  readonly feeds: Feeds;
  readonly moments: Moments;
  readonly clips: Clips;
  readonly images: Images;
  readonly notices: Notices;
  readonly presences: Presences;
  readonly shifts: Shifts;
  readonly walls: Walls;
  readonly locks: WallLocks;
  readonly curtains: Curtains;
  readonly loads: LoadBook;
  readonly admission: TakeAdmission;
  readonly trial: SiteTrial;
  readonly brightness: WallBrightness;
  readonly patterns: Patterns;
  readonly replays: Replays;
  readonly tours: TileTours;
  readonly layoutTours: LayoutTours;
  readonly schedules: WallSchedules;
  readonly outputs: Outputs;
  readonly displays: MachineDisplays;
  readonly glass: GlassView;
  readonly heads: PtzHeads;
  readonly helms: PtzHelms;
  readonly prober: Prober;
  readonly incidents: StandingIncidents;
  /** Sources are told what was done to their incidents. */
  readonly answers: Pick<Answers, "poke">;
  readonly drills: Drills;
  readonly sources: IncidentSources;
  readonly hooks: Hooks;
  readonly map: MapBasis;
  readonly machine: MachineLook;
  readonly rules: Rules;
  readonly relay: Relay;
  readonly whep: WhepRelay;
  readonly demo: boolean;
  /** Whether the core is started with the name of its site, which then stays. */
  readonly siteNamed: boolean;
  /** How agencies are called may be another: the pages follow. */
  readonly agenciesChanged: () => Promise<void>;
  /** Cameras were added, edited or removed in the store: the picture plane and the pages follow. */
  readonly camerasChanged: (cameraIds: readonly string[]) => Promise<void>;
}
