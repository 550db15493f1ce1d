import { randomUUID } from "node:crypto";
import type { Site } from "../../layouts/site.ts";
import type { SiteTrial as TrialReport } from "../../protocol/site-trial.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Store } from "../store/store.ts";
import type { Expected, Versioned } from "../store/versioned.ts";
import type { Walls } from "./walls.ts";

/** So long a site is shown that nobody confirms, milliseconds: as display settings do. */
export const TRIAL_MS = 15_000;

interface Running {
  readonly site: Site;
  readonly report: TrialReport;
  /** The stored version that it was made from. */
  readonly version: number;
  readonly cancel: () => void;
}

/**
 * A site on the glass that is not stored: whoever tries one sees it at once, and gets the stored one back by doing
 * nothing, for the wall may not show what would be needed to undo it. It does not outlive the core. It begins, is stored
 * and ends in turn with whatever else changes the walls, so that none of them meets another half way.
 */
export class SiteTrial {
  readonly #walls: Walls;
  readonly #store: Pick<Store, "site">;
  readonly #clock: Clock;
  #running: Running | null = null;

  constructor(walls: Walls, store: Pick<Store, "site">, clock: Clock) {
    this.#walls = walls;
    this.#store = store;
    this.#clock = clock;
  }

  /** Null also where a site that was stored, or a picture that was taken, put an end to it. */
  get current(): TrialReport | null {
    return this.#current()?.report ?? null;
  }

  /**
   * Shows `site`, which breaks no rule, in the place of whatever is tried. Faults with `preconditionFailed` where another
   * version than `expected` is stored, and with `invalid` where it is no site of this data folder or has no room for what
   * is on a wall.
   */
  begin(site: Site, by: string, expected: Expected): Promise<TrialReport> {
    return this.#walls.inTurn(async () => {
      const stored = await this.#store.site.get();
      if (stored === null) throw new Fault("unavailable", { what: "site" });
      if (expected !== null && expected !== stored.version)
        throw new Fault("preconditionFailed", { what: "site", yours: expected, current: stored.version });
      if (site.id !== stored.value.id) {
        const problem = `it is ${site.id}, and the data folder belongs to ${stored.value.id}`;
        throw new Fault("invalid", { field: "id", problem });
      }
      this.#walls.tryOn(site);
      this.close();
      const id = randomUUID();
      const report = { id, by, endsAt: new Date(this.#clock.now() + TRIAL_MS).toISOString() };
      const cancel = this.#clock.after(TRIAL_MS, () => void this.#walls.inTurn(() => this.#leave(id)));
      this.#running = { site, report, version: stored.version, cancel };
      return report;
    });
  }

  /**
   * Stores what is tried. Faults with `notFound` where trial `id` is not running any more, and as the store does, for
   * instance where the site was changed meanwhile; then the trial goes on to its end.
   */
  async confirm(id: string): Promise<Versioned<Site>> {
    const { site, version } = this.#named(id);
    const stored = await this.#walls.putSite(site, version, () => void this.#named(id));
    if (this.#running?.report.id === id) this.close();
    return stored;
  }

  /** Brings the stored site back. Faults with `notFound` where trial `id` is not running any more. */
  end(id: string): Promise<void> {
    return this.#walls.inTurn(() => {
      this.#named(id);
      return this.#leave(id);
    });
  }

  /** Leaves no timer behind. */
  close(): void {
    this.#running?.cancel();
    this.#running = null;
  }

  #current(): Running | null {
    return this.#walls.triedSite === this.#running?.site ? this.#running : null;
  }

  #named(id: string): Running {
    const running = this.#current();
    if (running?.report.id !== id) throw new Fault("notFound", { what: "trial", id });
    return running;
  }

  async #leave(id: string): Promise<void> {
    const running = this.#current();
    if (running?.report.id !== id) return;
    this.close();
    this.#walls.tryOn(null);
  }
}
