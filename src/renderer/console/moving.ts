import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { PtzOrder } from "../../protocol/ptz.ts";
import { asApiError, call } from "../link/queries.ts";

/** A speed for each axis, -1 to 1. */
export interface Speed {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

export const still: Speed = { pan: 0, tilt: 0, zoom: 0 };

/** So long a head may belong to who moved it last, milliseconds; the core says so exactly. */
const HELD_MS = 15_000;

/** Milliseconds between orders to keep moving; the core stops a head that got none for two seconds. */
const RENEW_MS = 700;

/** Milliseconds between two orders at least, however often the speed changes. */
const STEP_MS = 100;

/** A movement that somebody holds. */
interface Movement {
  speed: Speed;
  over: boolean;
  /** Ends the wait for the next order. */
  wake: () => void;
}

/** Only the axes that move: a head without one of them refuses the order. */
function orderOf({ pan, tilt, zoom }: Speed): PtzOrder {
  if (pan === 0 && tilt === 0 && zoom === 0) return { kind: "stop" };
  return {
    kind: "continuous",
    ...((pan !== 0 || tilt !== 0) && { pan, tilt }),
    ...(zoom !== 0 && { zoom }),
  };
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Moves a camera's head for as long as something is held. It stops when that is let go, when the window or the page
 * loses the focus, and when this goes away.
 */
export function useMoving(cameraId: string) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const moving = useRef<Movement | null>(null);
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

  async function keepMoving(own: Movement) {
    while (!own.over) {
      const { speed } = own;
      if (!(await send(orderOf(speed)))) break;
      if (own.over) {
        // The stop may have overtaken this order.
        await send({ kind: "stop" });
        return;
      }
      await pause(STEP_MS);
      if (own.over || own.speed !== speed) continue;
      await new Promise<void>((resolve) => {
        const renewing = setTimeout(resolve, RENEW_MS - STEP_MS);
        own.wake = () => {
          clearTimeout(renewing);
          resolve();
        };
      });
    }
  }

  function start(speed: Speed) {
    end();
    const own: Movement = { speed, over: false, wake: () => undefined };
    moving.current = own;
    void keepMoving(own);
  }

  /** Moves on at another speed; begins where nothing moves. */
  function steer(speed: Speed) {
    const own = moving.current;
    if (own === null) return start(speed);
    const { pan, tilt, zoom } = own.speed;
    if (pan === speed.pan && tilt === speed.tilt && zoom === speed.zoom) return undefined;
    own.speed = speed;
    own.wake();
    return undefined;
  }

  function end() {
    if (moving.current === null) return;
    moving.current.over = true;
    moving.current.wake();
    moving.current = null;
  }

  function stop() {
    if (moving.current === null) return;
    end();
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

  return { trouble, start, steer, stop, goTo: (preset: string) => send({ kind: "preset", preset }) };
}
