import type { SourceAnswer } from "../../../protocol/incident-source.ts";
import type { Report } from "../../../protocol/report.ts";
import type { Clock } from "../../base/clock.ts";
import { adapterOf } from "./adapters.ts";
import type { Asker } from "./asking/asker.ts";
import { MOST_TRIED, type SourceOrder, type TrialResult } from "./messages.ts";
import { answerOf } from "./reading/answer.ts";
import type { Remark } from "./reading/remark.ts";
import { SourceRun } from "./run.ts";

/** How long something that only listens is listened to, milliseconds. */
const LISTEN_MS = 5_000;

/**
 * What a source says when it is asked once, of several pages the first, or within five seconds where it is only listened to; nothing is stored, and
 * its reading begins anew. Faults as its adapter does.
 */
export async function trySource(
  order: SourceOrder,
  { asker, clock, signal }: { readonly asker: Asker; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<TrialResult> {
  const reports: Report[] = [];
  const remarks: Remark[] = [];
  let count = 0;
  let refused = 0;
  const { read: adapter, listens } = adapterOf(order.adapter);
  const enough = new AbortController();
  const cancel = listens ? clock.after(LISTEN_MS, () => enough.abort(new Error("heard enough"))) : () => {};
  const run = new TrialRun({
    order: { ...order, secrets: order.secrets },
    ...{ cursor: null, aheadMs: null, asker, clock, signal: AbortSignal.any([signal, enough.signal]) },
    listening: () => {},
    store: (batch) => {
      count += batch.reports.length;
      refused += batch.refused;
      for (const report of batch.reports) if (reports.length < MOST_TRIED) reports.push(report);
      return Promise.resolve();
    },
  });
  run.onNextPage = () => enough.abort(new Error("the first page is enough"));
  run.onRemark = (remark) => {
    if (remarks.length < MOST_TRIED) remarks.push(remark);
  };
  try {
    await adapter(run);
  } catch (error) {
    if (!enough.signal.aborted || signal.aborted) throw error;
  } finally {
    cancel();
  }
  return { count, reports, refused, remarks, aheadMs: run.aheadMs, answer: run.answer };
}

class TrialRun extends SourceRun {
  onRemark: (remark: Remark) => void = () => {};
  onNextPage: () => void = () => {};
  answer: SourceAnswer | null = null;

  /** Of several pages the first tells enough. */
  override async keep(cursor: unknown): Promise<void> {
    await super.keep(cursor);
    if (typeof cursor === "object" && cursor !== null && "next" in cursor) this.onNextPage();
  }

  /** Of the first that came. */
  override came(sent: unknown, items: string | undefined): void {
    this.answer ??= answerOf(sent, items);
  }

  /** A reader of its own, so that the one that runs is not pushed out. */
  override readonly readerName = `dinding-trial-${crypto.randomUUID().slice(0, 8)}`;

  override async take(item: Parameters<SourceRun["take"]>[0]): Promise<void> {
    for (const remark of item.remarks) this.onRemark(remark);
    await super.take(item);
  }
}
