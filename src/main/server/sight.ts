import { EVERYTHING, type Scope } from "../../protocol/account.ts";
import type { FeedRef } from "../../protocol/feed.ts";
import { Fault } from "../base/fault.ts";
import type { GlassView } from "../wall/glass.ts";
import type { Walls } from "../wall/walls.ts";

interface Site {
  readonly walls: Pick<Walls, "site">;
  readonly glass: Pick<GlassView, "camera" | "withBackups">;
}

/** What one caller sees of the site: the one place that says which walls and cameras are theirs. */
export class Sight {
  readonly #scope: Scope;
  readonly #site: Site;

  constructor(scope: Scope, site: Site) {
    this.#scope = scope;
    this.#site = site;
  }

  /** Everything there is. */
  get isWhole(): boolean {
    return this.#scope.wallIds === null && this.#scope.cameraGroups === null;
  }

  sees(what: "wall" | "camera" | "output", id: string): boolean {
    const { wallIds, cameraGroups } = this.#scope;
    if (what === "wall") return wallIds?.includes(id) ?? true;
    if (what === "camera") {
      if (cameraGroups === null) return true;
      const group = this.#site.glass.camera(id)?.group;
      return group !== undefined && cameraGroups.includes(group);
    }
    if (wallIds === null) return true;
    const shown = this.#site.walls.site.viewports.filter(({ outputId }) => outputId === id);
    return shown.length > 0 && shown.every(({ wallId }) => wallIds.includes(wallId));
  }

  /** Whether every picture is of a camera that is seen, also those that may stand in for one in a mosaic. */
  seesFeed({ cameraId, mosaic }: Pick<FeedRef, "cameraId" | "mosaic">): boolean {
    const shown =
      mosaic === undefined ? [cameraId] : mosaic.cameraIds.flatMap((id) => this.#site.glass.withBackups(id));
    return shown.every((id) => this.sees("camera", id));
  }

  /** Faults with `notFound`, as where there is none of that name. */
  need(what: "wall" | "camera" | "output", id: string): void {
    if (!this.sees(what, id)) throw new Fault("notFound", { what, id });
  }
}

/** What a caller sees; nobody who is not known sees more than everything that asks for no login. */
export function sightOf(caller: { readonly scope: Scope } | null, site: Site): Sight {
  return new Sight(caller?.scope ?? EVERYTHING, site);
}
