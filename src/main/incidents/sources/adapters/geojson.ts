import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import type { Adapter } from "../adapter.ts";
import { readMapped } from "../reading/mapped.ts";
import { textOf, valueAt } from "../reading/place.ts";
import { pagesOf } from "./pages.ts";

/**
 * Features of GeoJSON (RFC 7946, 3.2 and 3.3): places of the mapping count from each feature, whose geometry and `id`
 * are taken without being named.
 */
export const geojson: Adapter<AdapterOf<"geojson">> = async (config, run) => {
  const { mapping } = config;
  const nameless = (feature: unknown) => textOf(valueAt(feature, "id"));
  for await (const { sent, cursorAfter } of pagesOf(run, config)) {
    const collection = Array.isArray(valueAt(sent, "features"));
    const whole = {
      ...mapping,
      ...(mapping.items === undefined && collection ? { items: "features" } : {}),
      fields: { geometry: "geometry", ...mapping.fields },
    };
    run.came(sent, whole.items);
    for (const item of readMapped(sent, whole, { ...run.reading, nameless })) await run.take(item);
    await run.keep(cursorAfter);
  }
};
