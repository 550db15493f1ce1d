import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from "react";

interface Steered {
  /** Of the chosen tile on the wall that shows one camera; null where there is none. */
  readonly cameraId: string | null;
  readonly on: boolean;
  readonly setOn: (on: boolean) => void;
}

const Steering = createContext<Steered>({ cameraId: null, on: false, setOn: () => undefined });

/** The picture of a wall at the desk as something to steer a camera by; `cameraId`: of the chosen tile. */
export function SteeringGround({ cameraId, children }: { cameraId: string | null; children: ReactNode }) {
  const [on, setOn] = useState(false);
  return <Steering value={{ cameraId, on, setOn }}>{children}</Steering>;
}

/** Whether a camera's picture steers it, and how to turn that; null where its picture is not chosen on the wall. */
export function useSteering(cameraId: string): { readonly on: boolean; readonly turn: () => void } | null {
  const { cameraId: offered, on, setOn } = useContext(Steering);
  // Who leaves the camera leaves its picture as it was: a tile is dragged again as ever.
  const leave = useEffectEvent(() => setOn(false));
  useEffect(() => () => leave(), []);
  return offered === cameraId ? { on, turn: () => setOn(!on) } : null;
}

/** The camera whose picture steers it now, or null. */
export function useSteeredCamera(): string | null {
  const { cameraId, on } = useContext(Steering);
  return on ? cameraId : null;
}
