import type { sourcePhases, SourceState, StoredSource } from "../../../protocol/incident-source.ts";
import type { Language } from "../../../protocol/session.ts";
import { inWords } from "../../../protocol/detail-words.ts";
import type { Fault } from "../../base/fault.ts";
import type { ReportOutcome } from "../../store/incident-store.ts";
import type { Remark } from "./reading/remark.ts";

type Phase = (typeof sourcePhases)[number];

/** Askings in a row that may fail before what a source told counts as out of date, and the least time for it. */
const MISSED = 3;
const LEAST_SILENCE_MS = 60_000;

/** How one source is doing in this run of the core. Instants are milliseconds since 1970. */
export class SourceProgress {
  phase: Phase = "off";
  waitingAnswers = 0;
  #since: number;
  #okAt: number | null = null;
  #changedAt: number | null = null;
  #nextAt: number | null = null;
  #fault: Fault | null = null;
  #aheadMs: number | null = null;
  #received = 0;
  #new = 0;
  #refused = 0;
  #remark: Remark | null = null;

  constructor(now: number) {
    this.#since = now;
  }

  ok(now: number, aheadMs: number | null): void {
    this.#okAt = now;
    this.#fault = null;
    this.#aheadMs = aheadMs ?? this.#aheadMs;
  }

  failed(fault: Fault, now: number): void {
    // It listened until then, and would have heard.
    if (this.phase === "listening") this.#okAt = now;
    this.phase = "failing";
    this.#fault = fault;
  }

  next(at: number | null): void {
    this.#nextAt = at;
  }

  took(outcomes: readonly ReportOutcome[], now: number): void {
    this.#received += outcomes.length;
    this.#new += outcomes.filter((one) => one === "new").length;
    if (outcomes.some((one) => one !== "same" && one !== "old")) this.#changedAt = now;
  }

  refused(count: number, remark: Remark | null): void {
    this.#refused += count;
    this.#remark = remark ?? this.#remark;
  }

  /** Since when it ought to have been heard of and was not; null where all is well, or nothing is expected of it. */
  silentSince({ enabled, adapter, everyS }: StoredSource, now: number): number | null {
    if (!enabled || adapter.kind === "webhook") return null;
    if (this.phase === "listening") return null;
    const heard = this.#okAt ?? this.#since;
    const mayMs = Math.max(MISSED * everyS * 1000, LEAST_SILENCE_MS);
    return now - heard > mayMs ? heard : null;
  }

  state(source: StoredSource, now: number, language: Language): SourceState {
    const silentSince = this.silentSince(source, now);
    const dated = (at: number | null) => (at === null ? undefined : new Date(at).toISOString());
    const all = {
      ...{ lastOkAt: dated(this.#okAt), lastChangeAt: dated(this.#changedAt), nextAt: dated(this.#nextAt) },
      error: this.#fault?.report(language),
      clockAheadMs: this.#aheadMs === null ? undefined : Math.round(this.#aheadMs),
      lastRefusal: this.#remark === null ? undefined : said(this.#remark, language),
      silentSince: dated(silentSince),
    };
    return {
      ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
      phase: source.enabled ? this.phase : "off",
      ...{ received: this.#received, new: this.#new, refused: this.#refused },
      waitingAnswers: this.waitingAnswers,
    };
  }
}

function said({ where, field, problem }: Remark, language: Language): string {
  return [where, field, inWords(problem, language)].filter((part) => part !== "").join(": ");
}
