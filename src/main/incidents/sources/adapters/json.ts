import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import type { Adapter } from "../adapter.ts";
import { readMapped } from "../reading/mapped.ts";
import { pagesOf } from "./pages.ts";

/** Any address that answers with JSON, read by a mapping, page by page where it has several. What it does not tell of any more is not over by that. */
export const json: Adapter<AdapterOf<"json">> = async (config, run) => {
  for await (const { sent, cursorAfter } of pagesOf(run, config)) {
    run.came(sent, config.mapping.items);
    for (const item of readMapped(sent, config.mapping, run.reading)) await run.take(item);
    await run.keep(cursorAfter);
  }
};
