import type { FaultDetail, FaultKind } from "../../../protocol/fault.ts";
import type { SourceAdapter, SourceAnswer, SourceDefaults } from "../../../protocol/incident-source.ts";
import type { Report } from "../../../protocol/report.ts";
import type { Remark } from "./reading/remark.ts";

/** A source as its thread runs it. */
export interface SourceOrder {
  readonly sourceId: string;
  /** Another with every change of the source: what an older run still tells is nobody's. */
  readonly generation: number;
  readonly name: string;
  readonly adapter: SourceAdapter;
  readonly everyS: number;
  readonly defaults: SourceDefaults;
  readonly secrets: readonly string[];
  readonly cursor: unknown;
  /** IANA name, of times that name none. */
  readonly zone: string;
  /** Before its first run, milliseconds. */
  readonly delayMs: number;
}

export interface ThreadFault {
  readonly kind: FaultKind;
  readonly detail: FaultDetail;
  /** For the log alone. */
  readonly cause: string | null;
}

/** To the thread of the sources. */
export type ToThread =
  | { readonly type: "run"; readonly order: SourceOrder }
  | { readonly type: "stop"; readonly sourceId: string }
  /** A batch is on the disk, or could not be stored. */
  | { readonly type: "stored"; readonly batch: number; readonly fault: ThreadFault | null }
  | { readonly type: "try"; readonly trial: number; readonly order: SourceOrder }
  | { readonly type: "endTrial"; readonly trial: number }
  | { readonly type: "end" };

interface OfSource {
  readonly sourceId: string;
  readonly generation: number;
}

/** Reports and remarks that a trial tells of. */
export const MOST_TRIED = 50;

export interface TrialResult {
  readonly count: number;
  readonly reports: readonly Report[];
  readonly refused: number;
  readonly remarks: readonly Remark[];
  readonly aheadMs: number | null;
  /** Null where nothing came, or it is read without a mapping. */
  readonly answer: SourceAnswer | null;
}

/** From the thread of the sources. */
export type FromThread =
  | (OfSource & { readonly type: "asking" | "listening" })
  /** A run that ended as it should; the next begins after `nextMs`. */
  | (OfSource & { readonly type: "ok"; readonly aheadMs: number | null; readonly nextMs: number })
  | (OfSource & { readonly type: "failed"; readonly fault: ThreadFault; readonly nextMs: number })
  /** Answered by `stored`; until then nothing more comes of this source. `cursor` undefined: it stays where it is. */
  | (OfSource & {
      readonly type: "batch";
      readonly batch: number;
      readonly reports: readonly Report[];
      readonly cursor: unknown;
      readonly refused: number;
      readonly remark: Remark | null;
      readonly aheadMs: number | null;
    })
  | { readonly type: "tried"; readonly trial: number; readonly result: TrialResult }
  | { readonly type: "trialFailed"; readonly trial: number; readonly fault: ThreadFault };
