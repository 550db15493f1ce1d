import type { FaultDetail, FaultKind, FaultReport } from "../../protocol/fault.ts";
import { sentence } from "../../protocol/sentences.ts";
import type { Language } from "../../protocol/session.ts";

/** The only error that rooms of the core throw on purpose: a kind of the closed set and the values it names. */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly detail: FaultDetail;

  constructor(kind: FaultKind, detail: FaultDetail = {}, options?: ErrorOptions) {
    super(sentence(kind, detail, "en"), options);
    this.name = "Fault";
    this.kind = kind;
    this.detail = detail;
  }

  report(language: Language = "en"): FaultReport {
    return { kind: this.kind, detail: this.detail, sentence: sentence(this.kind, this.detail, language) };
  }
}

/** `error` itself where it is a Fault, else an `internal` one that carries it as its cause. */
export function asFault(error: unknown): Fault {
  return error instanceof Fault ? error : new Fault("internal", {}, { cause: error });
}
