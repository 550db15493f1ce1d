import { type RefObject, useEffect, useMemo, useState } from "react";
import type { Panel } from "../../../layouts/panel.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { faceSize } from "./face-of-canvas.ts";
import { type Extent, fitted, type View, zoomed } from "./view.ts";

const STEP = 1.25;
/** Pixels of a wheel for which the picture grows by e. */
const WHEEL_PX = 400;
/** What is shown of the room around a wall of which it is not said how high it hangs, millimetres. */
const BELOW_MM = 900;
const AROUND_MM = 300;
/** Of a panel's side, what "pixel" shows. */
const NEAR = 12;

/** The part of the room that "room" shows: its width and height, and some around. */
function roomOf({ rooms }: Pick<Site, "rooms">, wall: Wall) {
  const { widthMm: face, heightMm } = faceSize(wall);
  const room = rooms.find(({ id }) => id === wall.roomId);
  const widthMm = Math.max(face, room?.widthMm ?? 0);
  const above = Math.max(0, (room?.heightMm ?? 0) - heightMm - BELOW_MM);
  return {
    ...{ xMm: (face - widthMm) / 2, yMm: -above - AROUND_MM },
    ...{ widthMm, heightMm: heightMm + above + BELOW_MM + 2 * AROUND_MM },
  };
}

/** What of a wall is seen in `frame`, and the ways nearer and farther; wheels over `frame` zoom about the pointer. */
export function useView(frame: RefObject<HTMLElement | null>, site: Site, wall: Wall, size: Extent) {
  const { widthMm, heightMm } = faceSize(wall);
  const [chosen, setView] = useState<View | null>(null);
  const whole = useMemo(() => fitted({ xMm: 0, yMm: 0, widthMm, heightMm }, size), [widthMm, heightMm, size]);

  // React listens to wheels passively, and the page must not scroll.
  useEffect(() => {
    const element = frame.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      if (element === null) return;
      const { left, top } = element.getBoundingClientRect();
      // Within its border: a pixel beside the pointer is a hundred when all is zoomed.
      const x = event.clientX - left - element.clientLeft;
      const y = event.clientY - top - element.clientTop;
      setView((before) => zoomed(before ?? whole, Math.exp(-event.deltaY / WHEEL_PX), x, y));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [frame, whole]);

  const about = (factor: number) =>
    setView((before) => zoomed(before ?? whole, factor, size.width / 2, size.height / 2));
  return {
    view: chosen ?? whole,
    setView,
    zoomTo: {
      in: () => about(STEP),
      out: () => about(1 / STEP),
      wall: () => setView(null),
      room: () => setView(fitted(roomOf(site, wall), size)),
      /** The upper left of a panel, so near that its pixels are told apart. */
      pixel: (panel: Panel | undefined) => {
        if (panel === undefined) return;
        const { xMm, yMm } = panel;
        setView(fitted({ xMm, yMm, widthMm: panel.widthMm / NEAR, heightMm: panel.heightMm / NEAR }, size));
      },
    },
  };
}

export type Zooms = ReturnType<typeof useView>["zoomTo"];
