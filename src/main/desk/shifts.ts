import { z } from "zod";
import { minuteOfDay } from "../../layouts/brightness.ts";
import { type Shift, type ShiftPlan, shiftAt, shiftsSchema } from "../../protocol/shift.ts";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";

/** Under which they are stored. */
const KEY = "shifts";
const storedSchema = z.object({ shifts: shiftsSchema });

interface Parts {
  readonly store: Pick<Store, "settings">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
  /** Of the site, as in the IANA database. */
  readonly zone: () => string;
}

/** The shifts of the site's day. */
export class Shifts {
  readonly #parts: Parts;
  #shifts: readonly Shift[] = [];

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** As they were stored; none where what is stored cannot be read, which is logged. */
  static async open(parts: Parts): Promise<Shifts> {
    const shifts = new Shifts(parts);
    const text = await parts.store.settings.get(KEY);
    if (text === null) return shifts;
    try {
      shifts.#shifts = storedSchema.parse(JSON.parse(text)).shifts;
    } catch (error) {
      parts.log.error({ err: error }, "the stored shifts cannot be read");
    }
    return shifts;
  }

  /** In the order in which they were given. */
  get all(): readonly Shift[] {
    return this.#shifts;
  }

  /** At work now; null between shifts, and where there are none. */
  get current(): Shift | null {
    const { clock, zone } = this.#parts;
    return shiftAt(this.#shifts, minuteOfDay(clock.now(), zone()));
  }

  get plan(): ShiftPlan {
    return { shifts: [...this.#shifts], currentId: this.current?.id ?? null };
  }

  /** They count once they are on the disk. */
  async put(shifts: readonly Shift[]): Promise<ShiftPlan> {
    await this.#parts.store.settings.put(KEY, JSON.stringify({ shifts }));
    this.#shifts = shifts;
    return this.plan;
  }
}
