import { Form } from "@base-ui/react/form";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { FormTrouble, TextField } from "./field.tsx";
import type { Me } from "../../protocol/me.ts";
import { SignInForm, text } from "./sign-in.tsx";

/** Where the pages of this browser tell each other of the last hand at the desk, milliseconds since 1970. */
const LAST_HAND = "dinding.hand";
/** How often the time since the last hand is looked at. */
const LOOK_MS = 5000;

/** Locks the desk once no hand was on it for so many minutes, on whichever of this browser's pages; null: never. */
export function useIdleLock(minutes: number | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (minutes === null) return undefined;
    let told = 0;
    const hand = () => {
      const now = Date.now();
      if (now - told < LOOK_MS) return;
      told = now;
      localStorage.setItem(LAST_HAND, String(now));
    };
    const look = async () => {
      if (Date.now() - Number(localStorage.getItem(LAST_HAND)) < minutes * 60_000) return;
      try {
        await call("lockDesk");
      } catch {
        // The core does not answer, or locked it already; the next look tries again.
      }
      await queries.invalidateQueries({ queryKey: ["me"] });
    };
    hand();
    const timer = setInterval(() => void look(), LOOK_MS);
    const kinds = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
    for (const kind of kinds) addEventListener(kind, hand, { passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of kinds) removeEventListener(kind, hand);
    };
  }, [minutes, queries]);
}

/** The way back to a locked desk: its PIN, or somebody else's name. */
export function UnlockForm({ me }: { me: Me }) {
  const { t } = useTranslation();
  const askAgain = useAskAgain();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [other, setOther] = useState(!me.hasPin);
  const unlock = async (values: Record<string, unknown>) => {
    setTrouble(null);
    try {
      await call("unlockDesk", { body: { pin: text(values, "pin") } });
    } catch (error) {
      setTrouble(asApiError(error).message);
    }
    await askAgain("me");
  };
  return (
    <>
      <p className="dim">{t("own.lockedBy", { name: me.name ?? "" })}</p>
      {other ? (
        <SignInForm />
      ) : (
        <Form className="form" onFormSubmit={(values) => void unlock(values)}>
          <TextField
            name="pin"
            label={t("own.pinLabel")}
            type="password"
            inputMode="numeric"
            required
            autoFocus
          />
          {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
          <button type="submit" className="button strong">
            {t("own.unlock")}
          </button>
        </Form>
      )}
      {me.hasPin && (
        <button type="button" className="button quiet" onClick={() => setOther(!other)}>
          {t(other ? "own.withPin" : "own.another")}
        </button>
      )}
    </>
  );
}
