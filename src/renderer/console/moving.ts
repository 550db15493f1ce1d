import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { PtzOrder } from "../../protocol/ptz.ts";
import { asApiError, call } from "../link/queries.ts";

/** A speed for each axis, -1 to 1. */
export interface Speed {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

/** So long a head may belong to who moved it last, milliseconds; the core says so exactly. */
const HELD_MS = 15_000;

/** Milliseconds between orders to keep moving; the core stops a head that got none for two seconds. */
const RENEW_MS = 700;

/** Only the axes that move: a head without one of them refuses the order. */
function orderOf({ pan, tilt, zoom }: Speed): PtzOrder {
  return {
    kind: "continuous",
    ...((pan !== 0 || tilt !== 0) && { pan, tilt }),
    ...(zoom !== 0 && { zoom }),
  };
}

/**
 * Moves a camera's head for as long as something is held. It stops when that is let go, when the window or the page
 * loses the focus, and when this goes away.
 */
export function useMoving(cameraId: string) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const moving = useRef<{ over: boolean } | null>(null);
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

  async function keepMoving(speed: Speed, own: { over: boolean }) {
    while (!own.over) {
      if (!(await send(orderOf(speed)))) break;
      if (own.over) {
        // The stop may have overtaken this order.
        await send({ kind: "stop" });
        return;
      }
      await new Promise((resolve) => {
        setTimeout(resolve, RENEW_MS);
      });
    }
  }

  function start(speed: Speed) {
    if (moving.current !== null) moving.current.over = true;
    const own = { over: false };
    moving.current = own;
    void keepMoving(speed, own);
  }

  function stop() {
    if (moving.current === null) return;
    moving.current.over = true;
    moving.current = null;
    void send({ kind: "stop" });
  }

  const letGo = useEffectEvent(stop);
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

  return { trouble, start, stop, goTo: (preset: string) => send({ kind: "preset", preset }) };
}
