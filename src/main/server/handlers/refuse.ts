import type { Problem } from "../../../layouts/problem.ts";
import type { Language } from "../../../protocol/session.ts";
import { InvalidRequest } from "../invalid.ts";

/** Throws where a site or a layout breaks a rule, with every rule that it breaks. */
export function refuse(problems: readonly Problem[], language: Language): void {
  if (problems.length === 0) return;
  throw new InvalidRequest(
    problems.map(({ rule, field, message }) => ({ field, detail: `${message[language]} [${rule}]` })),
  );
}
