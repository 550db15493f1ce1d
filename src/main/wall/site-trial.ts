import { randomUUID } from "node:crypto";
import type { Site } from "../../layouts/site.ts";
import type { SiteTrial as TrialReport } from "../../protocol/site-trial.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Expected, Store, Versioned } from "../store/store.ts";
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
 * nothing, for the wall may not show what would be needed to undo it. It does not outlive the core.
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

  get current(): TrialReport | null {
    return this.#running?.report ?? null;
  }

  /**
   * Shows `site`, which breaks no rule, in the place of whatever is tried. Faults with `preconditionFailed` where another
   * version than `expected` is stored, and with `invalid` where it is no site of this data folder or has no room for what
   * is on a wall.
   */
  async begin(site: Site, by: string, expected: Expected): Promise<TrialReport> {
    const stored = await this.#store.site.get();
    if (stored === null) throw new Fault("unavailable", { what: "site" });
    if (expected !== null && expected !== stored.version)
      throw new Fault("preconditionFailed", { what: "site", yours: expected, current: stored.version });
    if (site.id !== stored.value.id) {
      const problem = `it is ${site.id}, and the data folder belongs to ${stored.value.id}`;
      throw new Fault("invalid", { field: "id", problem });
    }
    this.#walls.tryOn(site);
    this.#running?.cancel();
    const report = { id: randomUUID(), by, endsAt: new Date(this.#clock.now() + TRIAL_MS).toISOString() };
    const cancel = this.#clock.after(TRIAL_MS, () => this.end());
    this.#running = { site, report, version: stored.version, cancel };
    return report;
  }

  /**
   * Stores what is tried. Faults with `notFound` where nothing is, and as the store does, for instance where the site was
   * changed meanwhile; then the trial goes on to its end.
   */
  async confirm(): Promise<Versioned<Site>> {
    const running = this.#running;
    if (running === null) throw new Fault("notFound", { what: "trial", id: "site" });
    const stored = await this.#walls.putSite(running.site, running.version);
    if (this.#running === running) {
      running.cancel();
      this.#running = null;
    }
    return stored;
  }

  /** Brings the stored site back. */
  end(): void {
    if (this.#running === null) return;
    this.#running.cancel();
    this.#running = null;
    this.#walls.tryOn(null);
  }
}
