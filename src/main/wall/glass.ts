import { tilePixels } from "../../layouts/stream.ts";
import type { Ability } from "../../protocol/ability.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Glass } from "../../protocol/channel.ts";
import type { Language } from "../../protocol/session.ts";
import type { Feeds } from "../feeds/feeds.ts";
import type { Store } from "../store/store.ts";
import { chooseFeed } from "./chosen-feed.ts";
import type { OpenIncidents } from "./incidents.ts";
import type { Walls } from "./walls.ts";

/**
 * Frames that arrive without the picture changing for this long make it `frozen`, milliseconds. A camera shows its
 * own running clock or at least noise; ten seconds of neither is a stuck encoder.
 */
const FROZEN_AFTER_MS = 10_000;

interface Parts {
  readonly store: Store;
  readonly walls: Walls;
  readonly incidents: OpenIncidents;
  readonly feeds: Feeds;
  readonly language: Language;
}

/** Everything the pages show, and who is told when it changes: at most once a turn of the event loop. */
export class GlassView {
  readonly #parts: Parts;
  readonly #listeners = new Set<() => void>();
  #cameras = new Map<string, Camera>();
  #telling = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get language(): Language {
    return this.#parts.language;
  }

  /** Reads the cameras anew; who changed them calls this. */
  async loadCameras(): Promise<void> {
    const cameras = await this.#parts.store.cameras.list();
    this.#cameras = new Map(cameras.map((camera) => [camera.id, camera]));
    this.changed();
  }

  /** Tells every page once the present turn of the event loop is over. */
  changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    });
  }

  /** The returned function ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  hasOutput(outputId: string): boolean {
    return this.#parts.walls.site.outputs.some((output) => output.id === outputId);
  }

  /**
   * What a page of these outputs shows that decodes what `abilities` say, in the page's order; outputs the site has
   * not are left out.
   */
  snapshot(outputIds: readonly string[], abilities: ReadonlySet<Ability>): Glass {
    const { site } = this.#parts.walls;
    const outputs = outputIds.flatMap((id) => site.outputs.find((output) => output.id === id) ?? []);
    const viewports = site.viewports.filter((one) => outputIds.includes(one.outputId));
    const walls = site.walls.filter((wall) => viewports.some((one) => one.wallId === wall.id));
    const states = walls.map((wall) => this.#parts.walls.state(wall.id));
    const shown = new Set(
      states.flatMap((state) =>
        state.tiles.flatMap(({ content }) => (content.kind === "camera" ? [content.cameraId] : [])),
      ),
    );
    return {
      site: { id: site.id, name: site.name, zone: site.zone, walls },
      language: this.#parts.language,
      outputs,
      viewports,
      walls: states.map((state) => ({
        state,
        feeds: state.tiles.flatMap((tile) => {
          if (tile.content.kind !== "camera") return [];
          const camera = this.#cameras.get(tile.content.cameraId);
          if (camera === undefined) return [];
          const pixels = tilePixels(site, state.id, tile.rect);
          const feed = chooseFeed(camera, pixels, tile.fit, abilities, this.#parts.feeds);
          return [{ tileId: tile.id, ...feed }];
        }),
      })),
      cameras: [...this.#cameras.values()]
        .filter((camera) => shown.has(camera.id))
        .map(({ id, name, group }) => ({ id, name, ...(group === undefined ? {} : { group }) })),
      incidents: this.#parts.incidents.list(),
      hiddenTileIds: [],
      frozenAfterMs: FROZEN_AFTER_MS,
    };
  }
}
