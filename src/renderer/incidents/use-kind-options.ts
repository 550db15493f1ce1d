import { isKnownKind, knownKinds } from "../../protocol/incident-kind.ts";
import { useKindWord } from "../ui/kind-word.ts";

/** Kinds of incident in the order of their words; `also`: one that a source has words of its own for. */
export function useKindOptions(also = ""): (readonly [kind: string, word: string])[] {
  const kindWord = useKindWord();
  const kinds: readonly string[] = also === "" || isKnownKind(also) ? knownKinds : [...knownKinds, also];
  return kinds.map((kind) => [kind, kindWord(kind)] as const).toSorted(([, a], [, b]) => a.localeCompare(b));
}
