import { inWords } from "../../../protocol/detail-words.ts";
import type { SourceRemark } from "../../../protocol/incident-source.ts";
import type { Report } from "../../../protocol/report.ts";
import type { Language } from "../../../protocol/session.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Store } from "../../store/store.ts";
import { finished } from "./reading/finished.ts";
import { parseJson } from "./reading/json.ts";
import type { Remark } from "./reading/remark.ts";
import type { IncidentSources } from "./sources.ts";
import { readMessage } from "./webhook/message.ts";
import { verify } from "./webhook/signature.ts";

/** What a webhook's sender is answered. */
export interface HookAnswer {
  /** The message was taken before; nothing was changed by it. */
  readonly repeated: boolean;
  /** What became of each report, in their order, those left out that were refused. */
  readonly outcomes: readonly string[];
  readonly incidentIds: readonly string[];
  /** What was not understood; a report that is left out is among them. */
  readonly remarks: readonly SourceRemark[];
}

/** Reports of one message. */
const MOST_REPORTS = 1000;
const MOST_REMARKS = 20;

/** Takes what senders of webhooks post: signed as Standard Webhooks says, each message once. */
export class Hooks {
  readonly #store: Pick<Store, "incidentHooks">;
  readonly #sources: IncidentSources;
  readonly #clock: Clock;

  constructor(store: Pick<Store, "incidentHooks">, sources: IncidentSources, clock: Clock) {
    this.#store = store;
    this.#sources = sources;
    this.#clock = clock;
  }

  /**
   * Resolves when what the message reports is on the disk. Faults with `notFound`, `unavailable` (of a source that is
   * switched off), `signatureRefused`, `clocksApart`, or `invalid` where nothing in it can be understood.
   */
  async take(
    id: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Uint8Array,
    language: Language,
  ): Promise<HookAnswer> {
    const found = this.#sources.find(id);
    const { adapter } = found?.runnable.source ?? {};
    if (found === null || adapter?.kind !== "webhook") throw new Fault("notFound", { what: "source", id });
    const { runnable, progress } = found;
    const { source, secrets } = runnable;
    if (!source.enabled) throw new Fault("unavailable", { what: "source" });
    const now = this.#clock.now();
    const { id: messageId, aheadMs } = verify(headers, body, secrets, { windowS: adapter.windowS, now });
    const { reports, refused, remarks } = this.#read(body, messageId, adapter, source);
    if (reports.length === 0) {
      const [first = { where: "", field: "body", problem: "there is nothing in it" }] = remarks;
      progress.refused(Math.max(refused, 1), first);
      throw new Fault("invalid", { field: first.field, problem: first.problem });
    }
    const told = reports.map((report) => finished(report, { defaults: source.defaults, aheadMs, now }));
    // For as long as its timestamp would be taken, by a clock that is as wrong as it may be.
    const keptMs = 2 * adapter.windowS * 1000 + 60_000;
    const taken = await this.#store.incidentHooks.receive(id, messageId, told, keptMs);
    progress.ok(this.#clock.now(), aheadMs);
    if (taken === null) return { repeated: true, outcomes: [], incidentIds: [], remarks: [] };
    this.#sources.took(id, taken, refused, remarks.at(-1) ?? null);
    return {
      repeated: false,
      outcomes: taken.outcomes,
      incidentIds: taken.incidents.map((incident) => incident.id),
      remarks: remarks.map(({ where, field, problem }) => ({
        where,
        field,
        detail: inWords(problem, language),
      })),
    };
  }

  #read(
    body: Uint8Array,
    messageId: string,
    adapter: Parameters<typeof readMessage>[1],
    source: Parameters<IncidentSources["readingOf"]>[0],
  ): { reports: Report[]; refused: number; remarks: Remark[] } {
    const reports: Report[] = [];
    let refused = 0;
    const remarks: Remark[] = [];
    const sent = parseBody(body);
    for (const item of readMessage(sent, adapter, this.#sources.readingOf(source), messageId)) {
      if (item.report === null) refused += 1;
      else reports.push(item.report);
      for (const remark of item.remarks) if (remarks.length < MOST_REMARKS) remarks.push(remark);
      if (reports.length > MOST_REPORTS)
        throw new Fault("invalid", { field: "body", problem: `it has more than ${MOST_REPORTS} reports` });
    }
    return { reports, refused, remarks };
  }
}

function parseBody(body: Uint8Array): unknown {
  try {
    return parseJson(body, "");
  } catch (error) {
    if (error instanceof Fault) throw new Fault("invalid", { field: "body", problem: "it is no JSON" });
    throw error;
  }
}
