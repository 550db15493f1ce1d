import type { WebSocket } from "ws";
import { overlaps } from "../../layouts/rect.ts";
import type { Ability } from "../../protocol/ability.ts";
import { closeCodes, type Glass, type GlassNotice, glassRequestSchema } from "../../protocol/channel.ts";
import type { WallStats } from "../../protocol/output.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { GlassView } from "./glass.ts";
import { type Sees, seesAll } from "./kept-back.ts";
import type { LoadBook } from "./load-book.ts";
import type { PageMarkers } from "./map-marks.ts";
import type { OutputPage, Outputs } from "./outputs.ts";
import type { PageFeeds } from "./page-feeds.ts";
import type { Walls } from "./walls.ts";

export interface GlassDoor {
  readonly glass: GlassView;
  readonly walls: Walls;
  readonly outputs: Outputs;
  readonly loads: Pick<LoadBook, "join">;
  readonly coreId: string;
  readonly build: string;
  readonly log: Log;
}

/**
 * One output page on its socket. It is sent the whole glass at every change, and while the last one is still on its
 * way nothing more than the newest: a page that reads slowly, or not at all, costs one snapshot.
 */
export class GlassPage {
  readonly #socket: WebSocket;
  readonly #door: GlassDoor;
  readonly #mayShow: (outputId: string) => boolean;
  readonly #sees: Sees;
  readonly #ofDisplay: boolean;
  #outputIds: readonly string[] = [];
  #feeds: PageFeeds | null = null;
  /** The feeds that it was told last, as text. */
  #toldFeeds = "";
  /** What its maps mark, while it shows any. */
  #markers: PageMarkers | null = null;
  #page: OutputPage | null = null;
  #stop: () => void = () => {};
  #leaveLoads: () => void = () => {};
  #sending = false;
  #dirty = false;

  /**
   * `mayShow`: what the visitor is allowed to open; `sees`: the cameras that they may see there; `ofDisplay`: whether it is a
   * display PC and not somebody's browser.
   */
  constructor(
    socket: WebSocket,
    door: GlassDoor,
    mayShow: (outputId: string) => boolean,
    sees: Sees = seesAll,
    ofDisplay = false,
  ) {
    this.#ofDisplay = ofDisplay;
    this.#socket = socket;
    this.#door = door;
    this.#mayShow = mayShow;
    this.#sees = sees;
  }

  /** Serves the page until it leaves. */
  start(): void {
    const socket = this.#socket;
    socket.on("message", (data, isBinary) => {
      const text = isBinary || !Buffer.isBuffer(data) ? null : data.toString("utf8");
      if (!this.#receive(text)) socket.close(closeCodes.badMessage, "not a message of this channel");
    });
    socket.once("close", () => {
      this.#leave();
    });
    this.#send({ type: "welcome", coreId: this.#door.coreId, build: this.#door.build });
  }

  /** False where it is no message of this channel. */
  #receive(text: string | null): boolean {
    const message = glassRequestSchema.safeParse(text === null ? null : json(text));
    if (!message.success) return false;
    const request = message.data;
    if (request.type === "hello") {
      const abilities = new Set(request.abilities);
      this.#feeds = this.#door.glass.feedsOfPage(abilities);
      if (this.#hello(request.outputIds, request.abilities))
        this.#leaveLoads = this.#door.loads.join(
          { outputIds: request.outputIds, abilities },
          this.#feeds,
          this.#ofDisplay,
        );
    } else if (request.type === "stats") {
      this.#stats(request.outputs);
      // Nothing piles up in front of a page that reads nothing.
      if (!this.#sending) this.#send({ type: "heard" });
    } else if (this.#page?.speaksFor(request.outputId, request.visible) === true)
      this.#door.walls.shown(request.takeId, request.outputId, request.failures);
    return true;
  }

  #stats(outputs: readonly WallStats[]): void {
    const page = this.#page;
    if (page === null) return;
    for (const stats of outputs) page.report(stats);
    this.#door.glass.report(page, outputs);
    const tiles = outputs.flatMap((stats) => stats.tiles);
    this.#feeds?.sees(new Set(tiles.filter(({ state }) => state === "live").map(({ tileId }) => tileId)));
    const [load] = outputs.flatMap((stats) => stats.load ?? []);
    if (load !== undefined) this.#feeds?.report(load);
  }

  /** False where the page may not show one of them. */
  #hello(outputIds: readonly string[], abilities: readonly Ability[]): boolean {
    this.#leave();
    const forbidden = outputIds.find((id) => !this.#mayShow(id));
    if (forbidden !== undefined) {
      this.#refuse(new Fault("forbidden", { needed: "operator", role: "viewer" }));
      this.#socket.close(closeCodes.forbidden, `not the output ${forbidden}`.slice(0, 120));
      return false;
    }
    this.#outputIds = outputIds;
    this.#markers = null;
    this.#page = this.#door.outputs.join(outputIds, abilities);
    this.#stop = this.#door.glass.listen({ changed: () => this.#show(), look: () => this.#look() });
    this.#show();
    return true;
  }

  #leave(): void {
    this.#stop();
    this.#leaveLoads();
    if (this.#page !== null) this.#door.glass.leave(this.#page);
    this.#page?.leave();
    this.#page = null;
  }

  /** Tells the page only where another feed was chosen. */
  #look(): void {
    const glass = this.#sending ? null : this.#snapshot();
    if (glass !== null && feedsOf(glass) !== this.#toldFeeds) this.#tell(glass);
    else this.#mark();
  }

  /** Tells what its maps mark; the glass itself goes first. */
  #mark(): void {
    const marks = this.#sending ? null : (this.#markers?.next() ?? null);
    if (marks !== null) this.#send({ type: "markers", marks });
  }

  #show(): void {
    if (this.#sending) {
      this.#dirty = true;
      return;
    }
    const glass = this.#snapshot();
    if (glass !== null) {
      this.#tell(glass);
      return;
    }
    // The page stays: the output may be described in a minute, and then it is shown.
    const id = this.#outputIds.find((output) => !this.#door.glass.hasOutput(output)) ?? "";
    this.#refuse(new Fault("notFound", { what: "output", id }));
  }

  /** Null where the site has not every output of the page. */
  #snapshot(): Glass | null {
    const { glass } = this.#door;
    const known = this.#outputIds.every((id) => glass.hasOutput(id));
    return known && this.#feeds !== null ? glass.snapshot(this.#outputIds, this.#feeds, this.#sees) : null;
  }

  #tell(glass: Glass): void {
    this.#toldFeeds = feedsOf(glass);
    this.#markers = showsMap(glass) ? (this.#markers ?? this.#newMarkers()) : null;
    this.#send({ type: "glass", glass });
  }

  #newMarkers(): PageMarkers {
    const { glass } = this.#door;
    return glass.markersOfPage(() => glass.keptBack(this.#outputIds, this.#sees));
  }

  #refuse(fault: Fault): void {
    this.#send({ type: "refused", error: fault.report(this.#door.glass.language) });
  }

  #send(notice: GlassNotice): void {
    this.#sending = true;
    this.#socket.send(JSON.stringify(notice), (error) => {
      this.#sending = false;
      if (error) this.#door.log.debug({ err: error }, "a page left while it was being told");
      else if (this.#dirty) {
        this.#dirty = false;
        this.#show();
      } else this.#mark();
    });
  }
}

function feedsOf(glass: Glass): string {
  return JSON.stringify(glass.walls.map(({ feeds }) => feeds));
}

function showsMap({ walls, viewports }: Glass): boolean {
  return walls.some(({ state }) =>
    state.tiles.some(
      ({ content, rect }) =>
        content.kind === "map" &&
        viewports.some(({ wallId, canvas }) => wallId === state.id && overlaps(canvas, rect)),
    ),
  );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
