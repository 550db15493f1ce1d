import type { Camera } from "../../../protocol/camera.ts";
import type { Incident } from "../../../protocol/incident.ts";
import { type RuleInput, ruleInputSchema, type RuleTrial } from "../../../protocol/rule.ts";
import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import type { Feeds } from "../../feeds/feeds.ts";
import type { Store } from "../../store/store.ts";
import type { Walls } from "../../wall/walls.ts";
import type { StandingIncidents } from "../standing.ts";
import { AlertRoom } from "./alerts.ts";
import { NearCameras } from "./near.ts";
import type { Candidate } from "./nearest-cameras.ts";
import { Raises } from "./raises.ts";
import { tryOut } from "./rule-trial.ts";
import { Rulebook } from "./rulebook.ts";
import { Shelves } from "./shelves.ts";

/** Past incidents that a dry run looks at. */
const MOST_TRIED = 10_000;
/** Incidents of one answer of the store. */
const PAGE = 1000;

interface Parts {
  readonly store: Store;
  readonly walls: Walls;
  readonly incidents: StandingIncidents;
  readonly feeds: Pick<Feeds, "list">;
  readonly clock: Clock;
  readonly log: Log;
  /** Those that may be shown, the same list as long as none is another. */
  readonly cameras: () => readonly Camera[];
  /** What the glass shows of it is another. */
  readonly changed: () => void;
  /** A rule wants cameras within so many metres because of an incident. */
  readonly wanted: (incident: Incident, withinM: number) => void;
}

/** What happens by itself when an incident arrives. */
export class Rules {
  readonly book: Rulebook;
  readonly raises: Raises;
  readonly alerts: AlertRoom;
  readonly shelves: Shelves;
  readonly #parts: Parts;
  readonly #near: NearCameras;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { store, walls, incidents, clock, log, changed, wanted } = parts;
    const incident = (id: string) => incidents.find(id);
    this.shelves = new Shelves(store, clock, () => this.raises.look());
    this.raises = new Raises({
      ...{ store, walls, clock, log, incident, changed },
      cameras: () => this.#candidates(),
      shelvedUntil: (what) => this.shelves.until(what),
    });
    this.alerts = new AlertRoom({ store, clock, log, shelves: this.shelves, incident });
    const { raises, alerts } = this;
    const zone = () => walls.storedSite.zone;
    this.book = new Rulebook({ store, walls, incidents, raises, alerts, wanted, clock, log, zone });
    let known: readonly Camera[] = [];
    let candidates: readonly Candidate[] = [];
    this.#near = new NearCameras(() => {
      if (known !== parts.cameras()) {
        known = parts.cameras();
        candidates = known.map(({ id, location }) => ({ id, location, lost: false }));
      }
      return candidates;
    });
  }

  /** Reads what is stored, and goes on where it was. */
  async start(): Promise<void> {
    await this.shelves.load();
    await this.alerts.load();
    await this.raises.load();
    await this.book.start();
    this.raises.look();
  }

  /** Cameras whose tiles are marked because of an incident: what a rule raised for it first, then the nearest. */
  near(incident: Incident): string[] {
    return [...new Set([...this.raises.camerasOf(incident.id), ...this.#near.of(incident)])];
  }

  /** What a rule would have done about the newest of the incidents that occurred from `from` until `until`, RFC 3339. */
  async tryOut(rule: RuleInput, from: string, until: string): Promise<RuleTrial> {
    const { store, walls } = this.#parts;
    const { when, do: doing, priority } = ruleInputSchema.parse(rule);
    const incidents: Incident[] = [];
    let more = true;
    while (more && incidents.length < MOST_TRIED) {
      const query = { from, until, order: "newest", limit: PAGE, skip: incidents.length } as const;
      const page = await store.incidents.list(query);
      incidents.push(...page);
      more = page.length === PAGE;
    }
    const { zone } = walls.storedSite;
    return {
      looked: incidents.length,
      more,
      ...tryOut({ when, do: doing, priority }, incidents, this.#candidates(), zone),
    };
  }

  async close(): Promise<void> {
    await this.book.close();
    await this.raises.close();
  }

  /** Every camera that may be shown; lost where a stream of it is and no other runs. */
  #candidates(): Candidate[] {
    const [lost, runs] = [new Set<string>(), new Set<string>()];
    for (const { cameraId, rung, state } of this.#parts.feeds.list())
      if (rung === null) (state === "lost" ? lost : runs).add(cameraId);
    return this.#parts
      .cameras()
      .map(({ id, location }) => ({ id, location, lost: lost.has(id) && !runs.has(id) }));
  }
}
