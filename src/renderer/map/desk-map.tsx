import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GeoPoint } from "../../layouts/geography.ts";
import { fromPixel, type MapView, unproject } from "../../layouts/mercator.ts";
import type { Size } from "../../layouts/rect.ts";
import { keyed, panned, zoomed } from "./map-hand.ts";
import type { HeldMap, MapRoom, MarkedThere } from "./map-room.ts";
import type { MapFacts, MapOrder } from "./messages.ts";
import "./desk-map.css";

interface DeskMapProps {
  /** What it marks comes from there; `useDeskMarks` keeps it told. */
  readonly room: MapRoom;
  readonly label: string;
  /** A place that was picked, or where something is; the map moves there when it is another. */
  readonly picked?: GeoPoint | null;
  /** Called with a place that was clicked, or the middle after Enter. */
  readonly onPick?: (place: GeoPoint) => void;
  /** Called with what is marked where somebody clicked. */
  readonly onMarked?: (marked: MarkedThere) => void;
}

/** Type at the desk, CSS pixels. */
const SIZES = { least: 12, label: 13, banner: 18 };
/** Pixels within which a press is a click and no drag. */
const STILL = 4;
/** Zooms for a step of the wheel of 100 pixels. */
const WHEEL = 0.5;
const PICKED_ZOOM = 15;

/** The site's map to look around on: drag, wheel and keys; a click picks a place, or tells what is marked there. */
export function DeskMap({ room, label, picked = null, onPick, onMarked }: DeskMapProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLDivElement>(null);
  const held = useRef<HeldMap | null>(null);
  const pressed = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  /** Null while the map shows all there is. */
  const [view, setView] = useState<MapView | null>(null);
  const [facts, setFacts] = useState<MapFacts | null>(null);
  const [failed, setFailed] = useState(false);
  const shown = view ?? facts?.view ?? null;
  const known = size.width > 0 && size.height > 0;

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const [width, height] = [entry?.contentRect.width ?? 0, entry?.contentRect.height ?? 0];
      // What is not seen keeps its size.
      if (width >= 1 && height >= 1) setSize({ width: Math.round(width), height: Math.round(height) });
    });
    if (box.current !== null) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);

  const at = picked === null ? "" : `${picked.lat} ${picked.lon}`;
  const [movedTo, setMovedTo] = useState("");
  if (picked !== null && at !== movedTo && known) {
    setMovedTo(at);
    // What is in sight already stays where it is.
    if (shown === null || !isSeen(shown, size, picked))
      setView({ center: picked, zoom: Math.max(shown?.zoom ?? 0, PICKED_ZOOM) });
  }

  const order: MapOrder = {
    ...{ size, part: { x: 0, y: 0, ...size }, pixelRatio: devicePixelRatio, sizes: SIZES, names: true },
    ...(view === null ? {} : { center: view.center, zoom: view.zoom }),
    ...(picked === null ? {} : { picked }),
  };
  const ordered = JSON.stringify(order);
  const newest = useRef(order);
  useEffect(() => {
    newest.current = order;
  });
  useEffect(() => {
    if (!known || ground.current === null) return undefined;
    const map = room.open(ground.current, newest.current, {
      drawn: setFacts,
      failed: () => setFailed(true),
    });
    held.current = map;
    return () => {
      held.current = null;
      map.close();
    };
  }, [room, known]);
  useEffect(() => {
    const asked: MapOrder = JSON.parse(ordered);
    held.current?.order(asked);
  }, [ordered]);

  // React's own listener is passive, and the page would scroll.
  useEffect(() => {
    const element = box.current;
    if (element === null || shown === null) return undefined;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
      setView(zoomed(shown, size, (-pixels / 100) * WHEEL, pixelOf(element, event)));
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [shown, size]);

  function move(event: PointerEvent<HTMLDivElement>) {
    const from = pressed.current;
    if (from === null || shown === null) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < STILL) return;
    pressed.current = { x: event.clientX, y: event.clientY, moved: true };
    setView(panned(shown, size, dx, dy));
  }

  async function release(event: PointerEvent<HTMLDivElement>) {
    const from = pressed.current;
    pressed.current = null;
    if (from === null || from.moved || shown === null) return;
    const pixel = pixelOf(event.currentTarget, event);
    const found = onMarked === undefined ? null : await held.current?.hit(pixel.x, pixel.y);
    if (found != null && found.incidents.length + found.cameras.length > 0) onMarked?.(found);
    else onPick?.(unproject(fromPixel(shown, size, pixel)));
  }

  function press(key: string): boolean {
    if (shown === null) return false;
    if (key === "Home") setView(null);
    else if (key === "Enter" && onPick !== undefined) onPick(shown.center);
    else {
      const next = keyed(shown, size, key);
      if (next === null) return false;
      setView(next);
    }
    return true;
  }

  return (
    <div className="desk-map">
      <div
        ref={box}
        className="desk-map-ground"
        role="application"
        aria-label={label}
        tabIndex={0}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pressed.current = { x: event.clientX, y: event.clientY, moved: false };
        }}
        onPointerMove={move}
        onPointerUp={(event) => void release(event)}
        onPointerCancel={() => {
          pressed.current = null;
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || !press(event.key)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <div ref={ground} className="map-ground" />
        {failed && <p className="desk-map-failed">{t("map.failed")}</p>}
      </div>
      <div className="desk-map-acts" role="group" aria-label={t("map.zoom")}>
        <button
          type="button"
          className="button small"
          title="+"
          aria-label={t("map.in")}
          onClick={() => press("+")}
        >
          +
        </button>
        <button
          type="button"
          className="button small"
          title="-"
          aria-label={t("map.out")}
          onClick={() => press("-")}
        >
          −
        </button>
        <button type="button" className="button small" title="Home" onClick={() => press("Home")}>
          {t("map.all")}
        </button>
      </div>
    </div>
  );
}

function pixelOf(
  element: Element,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
) {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

function isSeen(view: MapView, size: Size, place: GeoPoint): boolean {
  const [a, b] = [
    unproject(fromPixel(view, size, { x: 0, y: 0 })),
    unproject(fromPixel(view, size, { x: size.width, y: size.height })),
  ];
  return place.lon >= a.lon && place.lon <= b.lon && place.lat <= a.lat && place.lat >= b.lat;
}
