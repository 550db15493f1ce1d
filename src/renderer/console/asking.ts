import { useEffect, useRef, useState } from "react";
import type { ApiError } from "../link/api.ts";
import { asApiError } from "../link/queries.ts";

/**
 * One question at a time to the core: given up when another is asked, when it is forgotten because what it was about is
 * another now, or when who asked goes away. `wordsOf` a refusal: the core's own, where they are good enough.
 */
export function useAsking<Answer>(wordsOf: (error: ApiError) => string = ({ message }) => message) {
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
    try {
      const told = await question(own.signal);
      if (own.signal.aborted) return null;
      setAnswer(told);
      return told;
    } catch (error) {
      if (!own.signal.aborted) setTrouble(wordsOf(asApiError(error)));
      return null;
    } finally {
      if (going.current === own) setBusy(false);
    }
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
