import { z } from "zod";
import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import type { Adapter, Run } from "../adapter.ts";
import { joined, matters, type Quake, quakeSchema, readQuake } from "../bmkg/quake.ts";
import { parseJson } from "../reading/json.ts";
import { valueAt } from "../reading/place.ts";
import { seenSchema } from "./pages.ts";

/** The newest one, those from M 5 and those that were felt; one earthquake may stand in all three. */
const FILES = ["autogempa.json", "gempaterkini.json", "gempadirasakan.json"] as const;
/** Earthquakes of which what the files said is kept, so that one file's silence takes nothing back of another's word. */
const MOST_KEPT = 60;

const cursorSchema = z.object({
  seen: z.record(z.string(), seenSchema),
  quakes: z.record(z.string(), quakeSchema),
});

/** BMKG's open data of earthquakes; three requests a run, each conditional. */
export const bmkg: Adapter<AdapterOf<"bmkg">> = async (config, run) => {
  const before = cursorSchema.safeParse(run.cursor).data ?? { seen: {}, quakes: {} };
  const quakes = new Map(Object.entries(before.quakes));
  const seen: z.infer<typeof cursorSchema>["seen"] = {};
  const told = new Set<string>();
  for (const file of FILES) {
    const url = new URL(file, config.url.endsWith("/") ? config.url : `${config.url}/`);
    const answer = await run.ask({ url: url.href, wanted: "json", seen: before.seen[file] ?? null });
    seen[file] = answer.seen;
    if (answer.body === null) continue;
    for (const quake of await quakesIn(parseJson(answer.body, url.hostname), file, run)) {
      quakes.set(quake.DateTime, joined(quakes.get(quake.DateTime), quake));
      told.add(quake.DateTime);
    }
  }
  for (const name of told) {
    const quake = quakes.get(name);
    const report = quake === undefined ? null : readQuake(quake);
    if (quake === undefined || report === null) continue;
    if ("problem" in report) await run.take({ report: null, remarks: [{ where: name, ...report }] });
    else if (matters(report, config, quake)) await run.take({ report, remarks: [] });
  }
  const newest = [...quakes].toSorted(([a], [b]) => (a < b ? 1 : -1)).slice(0, MOST_KEPT);
  await run.keep({ seen, quakes: Object.fromEntries(newest) });
};

/** `Infogempa.gempa` is one object in the file of the newest and a list in the others. */
async function quakesIn(sent: unknown, file: string, run: Run): Promise<Quake[]> {
  const found = valueAt(sent, "Infogempa.gempa");
  const all: readonly unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
  const quakes: Quake[] = [];
  if (all.length === 0)
    await run.take({
      report: null,
      remarks: [{ where: file, field: "Infogempa.gempa", problem: "there is no list at Infogempa.gempa" }],
    });
  for (const one of all) {
    const read = quakeSchema.safeParse(one);
    if (read.success) quakes.push(read.data);
    else {
      const [issue] = read.error.issues;
      const remark = { where: file, field: issue?.path.join(".") ?? "", problem: issue?.message ?? "?" };
      await run.take({ report: null, remarks: [remark] });
    }
  }
  return quakes;
}
