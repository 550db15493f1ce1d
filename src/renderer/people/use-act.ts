import { useState } from "react";
import { type Asked, asApiError, useAskAgain } from "../link/queries.ts";

/** Runs an act, asks again for what it changed, and keeps what it was refused for to be read. */
export function useAct(...asked: Asked[]) {
  const askAgain = useAskAgain();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function run(act: () => Promise<void>): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      await act();
    } catch (error) {
      setTrouble(asApiError(error).message);
    } finally {
      setBusy(false);
      await askAgain(...asked);
    }
  }
  return { run, busy, trouble };
}
