import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import type { Adapter } from "../adapter.ts";
import { readMapped } from "../reading/mapped.ts";
import { oneAnswer } from "./one-answer.ts";

/** Any address that answers with JSON, read by a mapping. What it does not tell of any more is not over by that. */
export const json: Adapter<AdapterOf<"json">> = async (config, run) => {
  const answer = await oneAnswer(run, config);
  if (answer === null) return;
  run.came(answer.sent, config.mapping.items);
  for (const item of readMapped(answer.sent, config.mapping, run.reading)) await run.take(item);
  await run.keep(answer.cursorAfter);
};
