import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import { reportSchema } from "../../../../protocol/report.ts";
import { type ReadItem, type Reading, readMapped } from "../reading/mapped.ts";
import { shortened } from "../reading/mapped.ts";
import { misfitOf } from "../reading/remark.ts";
import { valueAt } from "../reading/place.ts";

const WHOLE = "";

/**
 * The reports in the body of a message: by the source's mapping, else one report of our own form, a list of them, or
 * `{reports: [...]}`. What has no name of its own is called after the message, so that the same message again is known.
 */
export function* readMessage(
  body: unknown,
  { mapping }: Pick<AdapterOf<"webhook">, "mapping">,
  reading: Omit<Reading, "nameless">,
  messageId: string,
): Generator<ReadItem> {
  const nameless = (_: unknown, index: number) =>
    shortened(index === 0 ? messageId : `${messageId}#${index + 1}`, 500);
  if (mapping !== undefined) {
    yield* readMapped(body, mapping, { ...reading, nameless });
    return;
  }
  const listed = valueAt(body, "reports") ?? body;
  const items: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  for (const [index, item] of items.entries()) {
    const named = { externalId: nameless(item, index), change: "report", ...(isObject(item) ? item : {}) };
    const read = reportSchema.safeParse(named);
    if (read.success) {
      yield { report: read.data, remarks: [] };
      continue;
    }
    const where = items.length === 1 ? WHOLE : String(index + 1);
    const remarks = read.error.issues.slice(0, 5).map((issue) => ({
      ...{ where, field: issue.path.map(String).join(".") || "body", problem: misfitOf(issue, named) },
    }));
    yield { report: null, remarks };
  }
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
