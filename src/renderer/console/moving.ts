import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { PtzOrder } from "../../protocol/ptz.ts";
import { asApiError, call } from "../link/queries.ts";
import { Movement, type Speed } from "./movement.ts";

/** So long a head may belong to who moved it last, milliseconds; the core says so exactly. */
const HELD_MS = 15_000;

/**
 * Moves a camera's head for as long as something is held. It stops when that is let go, when the window or the page
 * loses the focus, and when this goes away.
 */
export function useMoving(cameraId: string) {
  const [trouble, setTrouble] = useState<string | null>(null);
  /** When the core obeyed last. */
  const obeyedAt = useRef(Number.NEGATIVE_INFINITY);

  async function send(order: PtzOrder): Promise<boolean> {
    try {
      await call("ptz", { params: { id: cameraId }, body: order });
      obeyedAt.current = performance.now();
      setTrouble(null);
      return true;
    } catch (error) {
      setTrouble(asApiError(error).message);
      return false;
    }
  }

  // Of the camera that it began with: for another, whoever uses this is made anew.
  const made = useRef<Movement | null>(null);
  function movement(): Movement {
    if (made.current === null) made.current = new Movement(send);
    return made.current;
  }

  const letGo = useEffectEvent(() => movement().stop());
  /** Somebody else may steer at once. */
  const giveUp = useEffectEvent(() => {
    if (performance.now() - obeyedAt.current > HELD_MS) return;
    obeyedAt.current = Number.NEGATIVE_INFINITY;
    // A page that goes away waits for no answer; what does not arrive ends by itself.
    const path = `/api/cameras/${encodeURIComponent(cameraId)}/ptz/lock`;
    void fetch(path, { method: "DELETE", keepalive: true }).catch(() => undefined);
  });
  useEffect(() => {
    const away = () => letGo();
    const hidden = () => {
      if (document.hidden) away();
    };
    addEventListener("blur", away);
    const leaving = () => {
      letGo();
      giveUp();
    };
    addEventListener("pagehide", leaving);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      removeEventListener("blur", away);
      removeEventListener("pagehide", leaving);
      document.removeEventListener("visibilitychange", hidden);
      leaving();
    };
  }, []);

  return {
    trouble,
    start: (speed: Speed) => movement().start(speed),
    steer: (speed: Speed) => movement().steer(speed),
    stop: () => movement().stop(),
    goTo: (preset: string) => send({ kind: "preset", preset }),
  };
}
