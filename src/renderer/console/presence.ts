import { useEffect, useState } from "react";
import { type Presence, type PresenceInput, presenceInputSchema } from "../../protocol/presence.ts";
import { call, usePresences } from "../link/queries.ts";

/** How often a desk says that it is open; the core believes it for 25 s. */
const SAY_EVERY_MS = 10_000;
/** So long what is before somebody must stay the same before it is said, milliseconds. */
const SETTLED_MS = 250;

/** Says what is before who sits here while the desk is open, and answers with the desks of others. */
export function usePresence(view: PresenceInput): readonly Presence[] {
  const [id] = useState(() => crypto.randomUUID());
  // What is the same by its words is no other view.
  const told = JSON.stringify(view);
  useEffect(() => {
    const body = presenceInputSchema.parse(JSON.parse(told));
    const say = () => {
      // A desk that could not say it says it again; what is wrong with the core is told elsewhere.
      call("putPresence", { params: { id }, body }).catch(() => undefined);
    };
    const first = setTimeout(say, SETTLED_MS);
    const again = setInterval(say, SAY_EVERY_MS);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [id, told]);
  useEffect(() => {
    const leave = () => {
      // A page that goes away waits for no answer.
      void fetch(`/api/presence/${id}`, { method: "DELETE", keepalive: true }).catch(() => undefined);
    };
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [id]);
  return (usePresences().data ?? []).filter((one) => one.id !== id);
}
