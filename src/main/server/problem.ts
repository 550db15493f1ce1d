import type { FaultKind, Problem } from "../../protocol/fault.ts";
import { inWords } from "../../protocol/detail-words.ts";
import { sentence } from "../../protocol/sentences.ts";
import type { Language } from "../../protocol/session.ts";
import type { Fault } from "../base/fault.ts";
import { InvalidRequest } from "./invalid.ts";
import { title } from "./titles.ts";

const statuses: Partial<Record<FaultKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  preconditionFailed: 412,
  tooLarge: 413,
  tooMany: 429,
  unavailable: 503,
  wrongCredentials: 401,
  codeExpired: 403,
  linkOver: 404,
  inUse: 409,
  // WebDAV's status says just this (RFC 4918, 11.3).
  locked: 423,
  steered: 423,
  lastAdmin: 409,
  // Locked (RFC 4918, 11.3).
  deskLocked: 423,
  wrongPin: 403,
  ofPeople: 403,
  foreignPage: 403,
  // Misdirected Request (RFC 9110, 15.5.20).
  foreignHost: 421,
  diskFull: 507,
  diskNearlyFull: 507,
  notKept: 404,
  playedByPages: 409,
  // What a camera did not give when it was asked for somebody (RFC 9110, 15.6.3 and 15.6.5).
  unreachable: 502,
  unknownHost: 502,
  loginRefused: 502,
  wrongPath: 502,
  untrustedCertificate: 502,
  notVideo: 502,
  unsupportedCodec: 502,
  ended: 502,
  silent: 504,
  notOnvif: 502,
  deviceRefused: 502,
  askedToWait: 502,
  notThere: 502,
  notUnderstood: 502,
  signatureRefused: 401,
  clocksApart: 401,
};

/** The HTTP status of a fault; what a request cannot cause is 500. */
export function statusOf(kind: FaultKind): number {
  return statuses[kind] ?? 500;
}

/** `fault` as RFC 9457 asks, in `language`. `status` where HTTP has a closer one than the kind's own. */
export function problemOf(fault: Fault, language: Language, status = statusOf(fault.kind)): Problem {
  const problem: Problem = {
    type: `urn:problem-type:dinding:${fault.kind}`,
    title: title(fault.kind, language),
    status,
    detail: sentence(fault.kind, fault.detail, language),
    kind: fault.kind,
    ...(Object.keys(fault.detail).length === 0 ? {} : { values: fault.detail }),
  };
  if (fault instanceof InvalidRequest) problem.errors = [...fault.problems];
  else if (fault.kind === "invalid")
    problem.errors = [
      { field: String(fault.detail.field), detail: inWords(String(fault.detail.problem), language) },
    ];
  return problem;
}
