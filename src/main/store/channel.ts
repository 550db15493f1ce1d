import type { FaultDetail, FaultKind } from "../../protocol/fault.ts";

/** What a store worker is started with. */
export interface WorkerStart {
  readonly part: "writing" | "reading" | "upkeep";
  readonly data: string;
  readonly busyMs: number;
}

/** To a store worker. It answers in the order of the requests; `end` comes last and ends it. */
export type Request =
  | {
      readonly type: "call";
      readonly id: number;
      readonly table: string;
      readonly command: string;
      readonly args: readonly unknown[];
    }
  | { readonly type: "end" };

/** A fault on its way between threads; `cause` is for the log alone. */
export interface SentFault {
  readonly kind: FaultKind;
  readonly detail: FaultDetail;
  readonly cause: string | null;
}

/** From a store worker: `ready` or `refused` first, then one `answer` or `fault` a call. */
export type Reply =
  | { readonly type: "ready" }
  | { readonly type: "refused"; readonly fault: SentFault }
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "fault"; readonly id: number; readonly fault: SentFault }
  | { readonly type: "warning"; readonly message: string };
