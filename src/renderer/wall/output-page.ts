import type { Ability } from "../../protocol/ability.ts";
import { feedsChannelPath, type Glass } from "../../protocol/channel.ts";
import { feedKey } from "../../protocol/feed.ts";
import type { FaultReport } from "../../protocol/fault.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import type { MapFace } from "../../protocol/map.ts";
import type { WallStats } from "../../protocol/output.ts";
import { spokenLanguage, speak } from "../i18n/index.ts";
import { GlassChannel } from "../link/glass-channel.ts";
import { channelAddress } from "../link/socket.ts";
import { MapRoom } from "../map/map-room.ts";
import { FeedsClient } from "../tiles/feeds-client.ts";
import { type Near, nearCameras } from "../tiles/near.ts";
import { Watched } from "../tiles/watched.ts";
import { localNow } from "../tiles/worker/messages.ts";
import { WallMapWords } from "./map-words.ts";
import { type PatternPlan, PatternPlans } from "./pattern-plan.ts";
import { ReadyPictures } from "./ready-pictures.ts";
import { reloadWhenServed } from "./reload.ts";
import { Stage } from "./stage.ts";
import { kept } from "./kept.ts";
import { aboveOf, sameIncidents, standingAt } from "./ticker-order.ts";

const STATS_MS = 1000;
/** A gap shorter than this is not told across the whole wall; the tiles say it at once. */
const LOST_MS = 1000;

/** What the page shows as a whole. */
export interface PageView {
  readonly glass: Glass | null;
  /** Those that stand, worst first; one that expires leaves by itself. */
  readonly incidents: readonly GlassIncident[];
  /** What stands near a camera, by its id. */
  readonly near: ReadonlyMap<string, Near>;
  /** Those of them that are told above test patterns. */
  readonly urgent: readonly GlassIncident[];
  readonly refused: Pick<FaultReport, "kind" | "detail"> | null;
  /** Since when the core has not been reached, milliseconds since 1970 on this machine's clock; null while it is. */
  readonly lostSince: number | null;
  /** What this machine is given to decode, percent, and the tiles that are reduced for it; null while none are. */
  readonly slowed: { readonly load: number; readonly tiles: number } | null;
  readonly patterns: PatternPlan;
}

/** How important the feeds of its tiles are, by the feeds' keys: as the most important tile of each. */
function prioritiesOf({ walls }: Glass): Map<string, number> {
  const priorities = new Map<string, number>();
  for (const { state, feeds } of walls) {
    const ofTile = new Map(state.tiles.map(({ id, priority }) => [id, priority]));
    for (const feed of feeds) {
      const key = feedKey(feed);
      const priority = ofTile.get(feed.tileId) ?? 9;
      priorities.set(key, Math.min(priority, priorities.get(key) ?? 9));
    }
  }
  return priorities;
}

function isVisible(): boolean {
  return document.visibilityState === "visible";
}

/** An output page: the two channels, a stage for each wall, and what it tells the core every second. */
export class OutputPage {
  readonly outputIds: readonly string[];
  readonly view = new Watched<PageView>({
    glass: null,
    incidents: [],
    near: new Map(),
    urgent: [],
    refused: null,
    lostSince: null,
    slowed: null,
    patterns: new Map(),
  });
  /** Draws the maps of the page. */
  readonly maps = new MapRoom();
  /** What its maps stand on; null before the core has told. */
  readonly mapFace = new Watched<MapFace | null>(null);
  private readonly mapWords = new WallMapWords(this.maps);
  private readonly feeds: FeedsClient;
  private readonly channel: GlassChannel;
  private readonly stages = new Map<string, Stage>();
  private readonly plans = new PatternPlans();
  /** The pictures of its walls. */
  readonly ready = new ReadyPictures();
  private lostTimer: ReturnType<typeof setTimeout> | undefined;

  /** `abilities`: what this browser decodes besides H.264. */
  constructor(page: string, outputIds: string[], abilities: readonly Ability[]) {
    this.outputIds = outputIds;
    this.feeds = new FeedsClient(channelAddress(feedsChannelPath, page), {
      facts: () => {
        for (const stage of this.stages.values()) stage.refresh();
      },
      // The glass channel, open to the same core, learns the same and says why.
      refused: () => undefined,
      broken: reloadWhenServed,
    });
    this.channel = new GlassChannel(page, outputIds, abilities, {
      glass: (glass) => this.glass(glass),
      markers: (marks) => {
        this.maps.mark(marks);
        if (marks.face !== undefined) this.mapFace.set(marks.face);
      },
      refused: (error) => this.change({ refused: error }),
      outdated: reloadWhenServed,
      reached: (reached) => this.reached(reached),
    });
    this.reached(false);
    setInterval(() => this.second(), STATS_MS);
  }

  /** Milliseconds to add to this machine's clock to read the core's. */
  readonly clockOffsetMs = (): number => this.feeds.clockOffsetMs;

  stage(wallId: string): Stage | null {
    return this.stages.get(wallId) ?? null;
  }

  /** What the contract calls `wallStats()`, of one output. */
  stats(outputId: string): WallStats {
    const stages = this.stagesOf(outputId);
    const { load } = this.feeds;
    return {
      outputId,
      takeId: stages[0]?.take.get().glassTakeId ?? null,
      visible: isVisible(),
      ...(load === null ? {} : { load }),
      tiles: stages.flatMap((stage) => stage.statsOn(outputId)),
    };
  }

  private stagesOf(outputId: string): Stage[] {
    const wallIds = (this.view.get().glass?.viewports ?? [])
      .filter((viewport) => viewport.outputId === outputId)
      .map((viewport) => viewport.wallId);
    return [...new Set(wallIds)].flatMap((wallId) => this.stages.get(wallId) ?? []);
  }

  private change(part: Partial<PageView>): void {
    this.view.set({ ...this.view.get(), ...part });
  }

  private glass(told: Glass): void {
    // A change of one incident is drawn in its places alone.
    const glass = kept(this.view.get().glass ?? told, told);
    if (glass.language !== spokenLanguage()) void speak(glass.language, false);
    this.feeds.frozenAfter(glass.frozenAfterMs);
    this.feeds.rank(prioritiesOf(glass));
    const slowed = glass.walls.flatMap(({ feeds }) => feeds.filter(({ reduced }) => reduced === "frames"));
    this.feeds.slow([...new Set(slowed.map(feedKey))]);
    const wallIds = new Set(glass.walls.map(({ state }) => state.id));
    for (const [wallId, stage] of this.stages) {
      if (wallIds.has(wallId)) continue;
      stage.close();
      this.stages.delete(wallId);
    }
    for (const wallId of wallIds) {
      if (this.stages.has(wallId)) continue;
      const stage = new Stage(wallId, this.feeds, {
        shown: (takeId, outputId, failures) =>
          this.channel.send({ type: "shown", takeId, outputId, visible: isVisible(), failures }),
      });
      this.stages.set(wallId, stage);
    }
    this.change({ glass, refused: null });
    this.ready.keep(glass);
    this.orderIncidents();
    this.mapWords.say(glass.incidents, glass.language);
    for (const stage of this.stages.values()) stage.update(glass);
    this.showPatterns(glass);
  }

  private reached(reached: boolean): void {
    if (reached) {
      clearTimeout(this.lostTimer);
      this.lostTimer = undefined;
      for (const stage of this.stages.values()) stage.untold();
      this.change({ lostSince: null });
      return;
    }
    // An attempt that failed is no new loss.
    if (this.lostTimer !== undefined) return;
    const since = localNow();
    this.lostTimer = setTimeout(() => this.change({ lostSince: since }), LOST_MS);
  }

  private orderIncidents(): void {
    const { glass, incidents, urgent, near: nearBefore } = this.view.get();
    const now = localNow() + this.clockOffsetMs();
    const standing = standingAt(glass?.incidents ?? [], now);
    const near = nearCameras(standing, now, nearBefore, glass?.nearby ?? []);
    const told = aboveOf(standing, glass?.patterns ?? []);
    const changed = {
      ...(sameIncidents(incidents, standing) ? {} : { incidents: standing }),
      ...(near === nearBefore ? {} : { near }),
      ...(sameIncidents(urgent, told) ? {} : { urgent: told }),
    };
    if (Object.keys(changed).length > 0) this.change(changed);
  }

  private showPatterns(glass: Glass): void {
    const patterns = this.plans.at(glass, localNow() + this.clockOffsetMs());
    if (patterns === this.view.get().patterns) return;
    this.change({ patterns });
    for (const stage of this.stages.values()) stage.cover(patterns);
  }

  private tellLoad(): void {
    const { glass, slowed: before } = this.view.get();
    const tiles = (glass?.walls ?? [])
      .flatMap(({ feeds }) => feeds)
      .filter(({ reduced }) => reduced !== undefined).length;
    const load = this.feeds.load ?? before?.load ?? 0;
    if (tiles === 0 ? before === null : before?.tiles === tiles && before.load === load) return;
    this.change({ slowed: tiles === 0 ? null : { load, tiles } });
  }

  private second(): void {
    for (const stage of this.stages.values()) stage.sample();
    this.orderIncidents();
    this.tellLoad();
    const { glass } = this.view.get();
    if (glass !== null) this.showPatterns(glass);
    // Also where nothing is known of them yet: the answer tells that the core is there.
    const known = glass === null ? [] : this.outputIds;
    this.channel.send({ type: "stats", outputs: known.map((outputId) => this.stats(outputId)) });
  }
}
