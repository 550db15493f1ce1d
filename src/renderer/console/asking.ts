import { useEffect, useRef, useState } from "react";
import type { ApiError } from "../link/api.ts";
import { asApiError } from "../link/queries.ts";

function ownWords({ message }: ApiError): string {
  return message;
}

/**
 * One question at a time to the core: given up when another is asked, when it is forgotten because what it was about is
 * another now, or when who asked goes away. `wordsOf` a refusal: the core's own, where they are good enough.
 */
export function useAsking<Answer>(wordsOf = ownWords) {
  const going = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => () => going.current?.abort(), []);

  async function ask(question: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | null> {
    going.current?.abort();
    const own = new AbortController();
    going.current = own;
    setBusy(true);
    setTrouble(null);
    setAnswer(null);
    let told = null;
    try {
      told = await question(own.signal);
    } catch (error) {
      if (!own.signal.aborted) setTrouble(wordsOf(asApiError(error)));
    }
    if (going.current === own) setBusy(false);
    if (own.signal.aborted) return null;
    if (told !== null) setAnswer(told);
    return told;
  }

  /** Also of a question that still runs nothing is told any more. */
  function forget() {
    going.current?.abort();
    going.current = null;
    setBusy(false);
    setTrouble(null);
    setAnswer(null);
  }

  return { busy, trouble, answer, ask, forget };
}
