import type { IncidentSourceInput } from "../../../protocol/incident-source.ts";
import { Fault } from "../../base/fault.ts";
import { MOST_TRIED, type TrialResult } from "./messages.ts";
import { answerOf } from "./reading/answer.ts";
import { parseJson } from "./reading/json.ts";
import { type ReadItem, type Reading, readMapped } from "./reading/mapped.ts";
import { readMessage } from "./webhook/message.ts";

/**
 * What a source would make of `sample`, the JSON that it is to be sent. Faults with `invalid` where that is none, or where
 * the source reads no JSON.
 */
export function trySample(
  { adapter }: Pick<IncidentSourceInput, "adapter">,
  reading: Omit<Reading, "nameless">,
  sample: string,
): TrialResult {
  const remarks = [];
  const reports = [];
  let refused = 0;
  let count = 0;
  const sent = parsed(sample);
  for (const item of itemsOf(adapter, reading, sent)) {
    remarks.push(...item.remarks);
    if (item.report === null) refused += 1;
    else {
      count += 1;
      if (reports.length < MOST_TRIED) reports.push(item.report);
    }
  }
  return {
    count,
    reports,
    refused,
    remarks: remarks.slice(0, MOST_TRIED),
    aheadMs: null,
    answer: answerOf(sent, itemsAt(adapter)),
  };
}

/** Where a mapping finds the list. */
const itemsAt = (adapter: IncidentSourceInput["adapter"]): string | undefined =>
  "mapping" in adapter ? adapter.mapping?.items : undefined;

function itemsOf(
  adapter: IncidentSourceInput["adapter"],
  reading: Omit<Reading, "nameless">,
  sent: unknown,
): Iterable<ReadItem> {
  if (adapter.kind === "webhook") return readMessage(sent, adapter, reading, "sample");
  if (adapter.kind === "json" || adapter.kind === "geojson" || adapter.kind === "mqtt")
    return readMapped(sent, adapter.mapping, { ...reading, nameless: () => "sample" });
  throw new Fault("invalid", { field: "sample", problem: "this source reads no JSON" });
}

function parsed(sample: string): unknown {
  try {
    return parseJson(Buffer.from(sample), "");
  } catch (error) {
    if (error instanceof Fault) throw new Fault("invalid", { field: "sample", problem: "it is no JSON" });
    throw error;
  }
}
