import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { still } from "./movement.ts";
import { useMoving } from "./moving.ts";
import { pinching, turning } from "./steering-speed.ts";

/** So fast a turn of the wheel zooms, and for so long, milliseconds. */
const WHEEL = { speed: 0.5, ms: 300 } as const;

interface Finger {
  readonly from: { readonly x: number; readonly y: number };
  readonly at: { readonly x: number; readonly y: number };
}

const apart = (a: Finger["at"], b: Finger["at"]) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * Over a tile's picture: press and draw, and the head turns that way for as long as it is held; the wheel and two fingers
 * zoom. By key the arrows beside the wall do the same. Whatever ends the touch stops the head, as does the going of this.
 */
export function SteeringLayer({ cameraId }: { cameraId: string }) {
  const { t } = useTranslation("console");
  const { steer, stop, trouble } = useMoving(cameraId);
  const layer = useRef<HTMLSpanElement>(null);
  const fingers = useRef(new Map<number, Finger>());
  const wheeling = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [drawn, setDrawn] = useState<Finger | null>(null);

  function follow() {
    const box = layer.current?.getBoundingClientRect();
    const [one, two] = fingers.current.values();
    if (box === undefined || one === undefined) return undefined;
    const inBox = ({ x, y }: Finger["at"]) => ({ x: x - box.left, y: y - box.top });
    setDrawn(two === undefined ? { from: inBox(one.from), at: inBox(one.at) } : null);
    if (two !== undefined)
      return steer(pinching(apart(one.at, two.at) / Math.max(1, apart(one.from, two.from))));
    const half = Math.max(1, Math.min(box.width, box.height) / 2);
    const speed = turning({ x: (one.at.x - one.from.x) / half, y: (one.at.y - one.from.y) / half });
    return steer(speed);
  }

  function down(event: PointerEvent<HTMLSpanElement>) {
    if (event.button !== 0) return;
    // What the wheel began ends now, and not under the hand.
    clearTimeout(wheeling.current);
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = { x: event.clientX, y: event.clientY };
    // The first finger of two begins anew, so that a pinch does not turn.
    for (const [id, finger] of fingers.current) fingers.current.set(id, { from: finger.at, at: finger.at });
    fingers.current.set(event.pointerId, { from: at, at });
    follow();
  }

  function move({ pointerId, clientX, clientY }: PointerEvent) {
    const finger = fingers.current.get(pointerId);
    if (finger === undefined) return;
    fingers.current.set(pointerId, { ...finger, at: { x: clientX, y: clientY } });
    follow();
  }

  /** Lifted, cancelled, or taken away by the browser: it stops, also where another finger stays down. */
  function up({ pointerId }: PointerEvent) {
    if (!fingers.current.delete(pointerId)) return;
    fingers.current.clear();
    setDrawn(null);
    stop();
  }

  /** The window lost the hand: what still lies on the glass moves nothing until it is laid there anew. */
  const forget = useEffectEvent(() => {
    fingers.current.clear();
    setDrawn(null);
    stop();
  });
  const turnWheel = useEffectEvent((event: WheelEvent) => {
    // By hand, since a wheel that React hears cannot be kept from scrolling the page.
    event.preventDefault();
    if (fingers.current.size > 0 || event.deltaY === 0) return;
    steer({ ...still, zoom: event.deltaY < 0 ? WHEEL.speed : -WHEEL.speed });
    clearTimeout(wheeling.current);
    wheeling.current = setTimeout(() => forget(), WHEEL.ms);
  });
  useEffect(() => {
    const element = layer.current;
    const away = () => forget();
    const wheel = (event: WheelEvent) => turnWheel(event);
    addEventListener("blur", away);
    document.addEventListener("visibilitychange", away);
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => {
      clearTimeout(wheeling.current);
      removeEventListener("blur", away);
      document.removeEventListener("visibilitychange", away);
      element?.removeEventListener("wheel", wheel);
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows beside the wall do the same by key.
    // biome-ignore lint/a11y/noStaticElementInteractions: an option may hold no button.
    <span
      ref={layer}
      className="steering-layer"
      aria-hidden="true"
      data-steer="true"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onLostPointerCapture={up}
      onClick={(event) => event.stopPropagation()}
    >
      {drawn !== null && (
        <svg>
          <circle cx={drawn.from.x} cy={drawn.from.y} r="6" />
          <line x1={drawn.from.x} y1={drawn.from.y} x2={drawn.at.x} y2={drawn.at.y} />
        </svg>
      )}
      <span className="steering-told">{trouble ?? t("knowing.steerShort")}</span>
    </span>
  );
}
