import { type DaySheet, type SightSeconds, sights } from "../../../protocol/day-sheet.ts";
import { Fault } from "../../base/fault.ts";
import { csvLine } from "../../base/csv.ts";
import { instantOf } from "../../incidents/sources/reading/time.ts";
import type { Handlers } from "../api.ts";
import { MediaContent } from "../media.ts";
import type { Rooms } from "../rooms.ts";
import type { Sight } from "../sight.ts";

type DaySheetHandlers = Pick<Handlers, "daySheet" | "dayTable">;

const HOUR_MS = 3_600_000;

/** What was to be seen of each camera on a day of the site's calendar. */
export function daySheetHandlers({ store, walls }: Rooms): DaySheetHandlers {
  async function sheetOf(day: string, sight: Sight): Promise<DaySheet> {
    const { zone } = walls.storedSite;
    const { from, until } = spanOf(day, zone);
    const seen = await store.sightings.between(from / HOUR_MS, until / HOUR_MS);
    const names = new Map((await store.cameras.list()).map(({ id, name }) => [id, name]));
    const own = [...seen].filter(([cameraId]) => sight.sees("camera", cameraId));
    const cameras = own.map(([cameraId, seconds]) => ({
      ...{ cameraId, name: names.get(cameraId) ?? cameraId, seconds: whole(seconds) },
    }));
    const [begin, end] = [new Date(from).toISOString(), new Date(until).toISOString()];
    return {
      ...{ day, zone, from: begin, until: end },
      cameras: cameras.toSorted((a, b) => a.name.localeCompare(b.name, "id")),
    };
  }

  return {
    daySheet: async ({ query: { day }, sight }) => ({ body: await sheetOf(day, sight) }),
    dayTable: async ({ query: { day }, sight }) => {
      const { cameras } = await sheetOf(day, sight);
      const head = csvLine(["day", "cameraId", "name", "wantedS", ...sights.map((sight) => `${sight}S`)]);
      const lines = cameras.map(({ cameraId, name, seconds }) => {
        const each = sights.map((sight) => Math.round(seconds[sight]));
        return csvLine([day, cameraId, name, each.reduce((sum, one) => sum + one, 0), ...each]);
      });
      const headers = { "content-disposition": `attachment; filename="cameras-${day}.csv"` };
      return { body: new MediaContent(Buffer.from(head + lines.join(""), "utf8"), headers) };
    },
  };
}

/** Begin and end of a day in `zone`, milliseconds since 1970; whole hours, as they are kept. Faults with `invalid`. */
function spanOf(day: string, zone: string): { readonly from: number; readonly until: number } {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
  const [from, until] = [day, next].map((one) => instantOf(`${one}T00:00:00`, zone));
  if (from == null || until == null) throw new Fault("invalid", { field: "day", problem: day });
  return { from: Math.floor(from / HOUR_MS) * HOUR_MS, until: Math.floor(until / HOUR_MS) * HOUR_MS };
}

function whole(seconds: Partial<SightSeconds>): SightSeconds {
  const zero = { live: 0, frozen: 0, degraded: 0, delayed: 0, connecting: 0, stale: 0 };
  return { ...zero, lost: 0, replaced: 0, hidden: 0, unseen: 0, ...seconds };
}
