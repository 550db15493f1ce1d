import type { FieldMapping } from "../../../../protocol/field-mapping.ts";
import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import type { Adapter } from "../adapter.ts";
import { parseJson } from "../reading/json.ts";
import { readMapped } from "../reading/mapped.ts";
import { textOf, valueAt } from "../reading/place.ts";

const DAY_MS = 86_400_000;
const PAGE = 200;
const MOST_PAGES = 50;

/** What GET service requests answers (https://wiki.open311.org/GeoReport_v2). */
const FIELDS: FieldMapping["fields"] = {
  ...{ externalId: "service_request_id", revisedAt: "updated_datetime", kind: "service_code" },
  ...{ text: "{service_name}", description: "description", place: "address", lat: "lat", lon: "long" },
  ...{ occurredAt: "requested_datetime", ended: "status", outcome: "status_notes", media: "media_url" },
};

/**
 * Service requests of Open311 GeoReport v2, of the last days, so that what was closed meanwhile is heard of: the standard
 * dates requests by when they were made, not by when they changed. Pages are asked for as most servers have them; one
 * that knows of none answers the same again, and that ends it.
 */
export const open311: Adapter<AdapterOf<"open311">> = async (config, run) => {
  const { kinds, days, jurisdiction } = config;
  const mapping: FieldMapping = {
    fields: FIELDS,
    endedWords: ["closed"],
    ...(kinds === undefined ? {} : { kinds }),
  };
  const known = new Set<string>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const url = new URL("requests.json", config.url.endsWith("/") ? config.url : `${config.url}/`);
    // Without parts of a second, which some servers refuse.
    const from = new Date(run.clock.now() - days * DAY_MS).toISOString().replace(/\.\d+Z$/, "Z");
    url.searchParams.set("start_date", from);
    if (jurisdiction !== undefined) url.searchParams.set("jurisdiction_id", jurisdiction);
    url.searchParams.set("page_size", String(PAGE));
    url.searchParams.set("page", String(page));
    const answer = await run.ask({ url: url.href, login: config.login, wanted: "json" });
    if (answer.body === null) break;
    const sent = parseJson(answer.body, url.hostname);
    const list = Array.isArray(sent) ? sent : valueAt(sent, "service_requests");
    const fresh = (Array.isArray(list) ? list : []).filter((one: unknown) => {
      const id = textOf(valueAt(one, "service_request_id"));
      if (id !== null && known.has(id)) return false;
      if (id !== null) known.add(id);
      return true;
    });
    if (!Array.isArray(list)) {
      const remark = {
        where: "",
        field: "service_requests",
        problem: "there is no list at service_requests",
      };
      await run.take({ report: null, remarks: [remark] });
    }
    for (const item of readMapped(fresh, mapping, run.reading)) await run.take(item);
    if (fresh.length === 0 || !Array.isArray(list) || list.length < PAGE) break;
  }
  await run.keep(null);
};
