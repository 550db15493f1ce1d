import { type Taker, takerSchema } from "../../protocol/taker.ts";

interface TakenBy {
  readonly takenBy: string;
  readonly takenAs?: Taker | undefined;
}

/** What wrote `tour Malam` into the name alone is read as what is written now, which always says whose name it is. */
export function readTakenBy<Given extends TakenBy>(given: Given): Given {
  if (given.takenAs !== undefined) return given;
  const [, word, name] = /^(tour|schedule|rule)(?: (.*))?$/su.exec(given.takenBy) ?? [];
  const taker = takerSchema.safeParse(word);
  return taker.success ? { ...given, takenBy: name ?? "", takenAs: taker.data } : given;
}
