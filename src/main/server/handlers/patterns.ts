import { type PatternTarget, targetOf } from "../../../layouts/patterns/target.ts";
import type { Language } from "../../../protocol/session.ts";
import type { Handlers } from "../api.ts";
import { InvalidRequest } from "../invalid.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type PatternHandlers = Pick<Handlers, "listPatterns" | "showPattern" | "endPattern" | "endPatterns">;

export function patternHandlers({ patterns }: Rooms): PatternHandlers {
  return {
    listPatterns: () => ({ body: patterns.list() }),
    showPattern: (request) => {
      const { params, body, language } = request;
      return { body: patterns.show(targetIn(params.target, language), body, callerName(request)) };
    },
    endPattern: ({ params, language }) => {
      patterns.end(targetIn(params.target, language));
      return { body: null };
    },
    endPatterns: () => {
      patterns.endAll();
      return { body: null };
    },
  };
}

function targetIn(key: string, language: Language): PatternTarget {
  const target = targetOf(key);
  if (target !== null) return target;
  const detail = {
    en: `a target is wall:ID, panel:WALL:ID or output:ID; ${key} was sent`,
    id: `sasaran ditulis wall:ID, panel:DINDING:ID atau output:ID; yang dikirim ${key}`,
  };
  throw new InvalidRequest([{ field: "target", detail: detail[language] }]);
}
