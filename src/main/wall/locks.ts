import { type WallLock, wallLockSchema } from "../../protocol/wall.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import { KeptByWall } from "./kept-by-wall.ts";

/** Which walls are kept as they are, by whom and why. */
export class WallLocks {
  readonly #kept: KeptByWall<typeof wallLockSchema>;
  readonly #clock: Pick<Clock, "now">;

  private constructor(kept: KeptByWall<typeof wallLockSchema>, clock: Pick<Clock, "now">) {
    this.#kept = kept;
    this.#clock = clock;
  }

  static async open(store: Pick<Store, "settings">, clock: Pick<Clock, "now">, log: Log): Promise<WallLocks> {
    return new WallLocks(
      await KeptByWall.open({ store, log, key: "wall locks", schema: wallLockSchema }),
      clock,
    );
  }

  of(wallId: string): WallLock | null {
    return this.#kept.get(wallId);
  }

  /** Whoever locked it first stays who did. */
  async lock(wallId: string, by: string, reason?: string): Promise<WallLock> {
    const before = this.of(wallId);
    const lock: WallLock = {
      by: before?.by ?? by,
      at: before?.at ?? new Date(this.#clock.now()).toISOString(),
      ...(reason === undefined ? {} : { reason }),
    };
    await this.#kept.set(wallId, lock);
    return lock;
  }

  async unlock(wallId: string): Promise<void> {
    await this.#kept.set(wallId, null);
  }

  /** Faults with `locked`. `name`: what people call the wall. */
  refuse(wallId: string, name: string): void {
    const lock = this.of(wallId);
    if (lock === null) return;
    const reason = lock.reason === undefined ? "" : ` (${lock.reason})`;
    throw new Fault("locked", { name, by: lock.by, reason });
  }
}
