import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rect } from "../../../layouts/rect.ts";
import { type Edges, type Ground, reshaped, stepToLine, WHOLE } from "../draft/frame.ts";
import { arrows } from "./wall-keys.ts";

/** CSS pixels within which an edge is drawn to a line, of a handle's side, and that a press must go to be a drag. */
const SNAP_PX = 8;
const HANDLE_PX = 11;
const DRAG_PX = 3;

/** A picture of pixels on the screen: a canvas, or an output. */
export interface Surface extends Ground {
  /** Where pixels lie on the screen, and the other way, to the next whole pixel; CSS pixels from the picture's corner. */
  readonly toScreen: (rect: Rect) => Rect;
  readonly toPixels: (x: number, y: number) => { readonly x: number; readonly y: number };
}

export interface Frame {
  /** The viewport's place in the site. */
  readonly index: number;
  readonly rect: Rect;
  readonly label: string;
}

interface ViewportFramesProps {
  readonly surface: Surface;
  readonly frames: readonly Frame[];
  readonly chosen: number | null;
  readonly mayEdit: boolean;
  readonly onChoose: (index: number) => void;
  /** A frame was put elsewhere. */
  readonly onRect: (index: number, rect: Rect, series?: string) => void;
  readonly onRemove: (index: number) => void;
  /** A press that did not become a drag, for what lies beneath. */
  readonly onPress?: (x: number, y: number, more: boolean) => void;
}

interface Press {
  readonly index: number;
  readonly edges: Edges;
  readonly x: number;
  readonly y: number;
}

const handles: readonly Edges[] = (["top", null, "bottom"] as const).flatMap((y) =>
  (["left", null, "right"] as const).flatMap((x) => (x === null && y === null ? [] : { x, y })),
);

const cursors: Readonly<Record<string, string>> = {
  "left-top": "nwse-resize",
  "right-bottom": "nwse-resize",
  "right-top": "nesw-resize",
  "left-bottom": "nesw-resize",
  "null-top": "ns-resize",
  "null-bottom": "ns-resize",
  "left-null": "ew-resize",
  "right-null": "ew-resize",
};

const along = (edge: "left" | "right" | "top" | "bottom" | null, from: number, length: number) =>
  edge === null ? from + length / 2 : edge === "left" || edge === "top" ? from : from + length;

/**
 * Viewports on one picture: a frame is dragged, its edges are, and both are drawn to the surface's lines. By keys: arrows
 * move by a pixel, with Shift to the next line; with Alt they move the right or the lower edge.
 */
export function ViewportFrames(props: ViewportFramesProps) {
  const { surface, frames, chosen, mayEdit, onChoose, onRect, onRemove, onPress } = props;
  const { t } = useTranslation("technician");
  const press = useRef<Press | null>(null);
  const [preview, setPreview] = useState<{ readonly index: number; readonly rect: Rect } | null>(null);

  const placeOf = (event: PointerEvent<SVGElement>) => {
    const { left, top } = (
      event.currentTarget.ownerSVGElement ?? event.currentTarget
    ).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  function onPointerDown(event: PointerEvent<SVGElement>, index: number, edges: Edges) {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { index, edges, ...placeOf(event) };
    if (index !== chosen && onPress === undefined) onChoose(index);
  }

  function onPointerMove(event: PointerEvent<SVGElement>, rect: Rect) {
    const begun = press.current;
    if (begun === null || !mayEdit) return;
    const at = placeOf(event);
    if (preview === null && Math.hypot(at.x - begun.x, at.y - begun.y) <= DRAG_PX) return;
    const from = surface.toPixels(begun.x, begun.y);
    const to = surface.toPixels(at.x, at.y);
    const within = event.altKey ? 0 : surface.toPixels(begun.x + SNAP_PX, begun.y).x - from.x;
    const by = { x: to.x - from.x, y: to.y - from.y };
    setPreview({ index: begun.index, rect: reshaped(rect, begun.edges, by, surface, Math.abs(within)) });
  }

  function onPointerUp(event: PointerEvent<SVGElement>) {
    const begun = press.current;
    press.current = null;
    setPreview(null);
    if (begun === null) return;
    if (preview !== null) {
      onChoose(begun.index);
      onRect(begun.index, preview.rect);
    } else if (onPress !== undefined) {
      const { x, y } = placeOf(event);
      onPress(x, y, event.shiftKey);
    }
  }

  function onKeyDown(event: KeyboardEvent<SVGElement>, { index, rect }: Frame) {
    const direction = arrows[event.key];
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onChoose(index);
    } else if (mayEdit && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      onRemove(index);
    } else if (mayEdit && direction !== undefined && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const edges: Edges = !event.altKey
        ? WHOLE
        : direction.x !== 0
          ? { x: "right", y: null }
          : { x: null, y: "bottom" };
      const step = event.shiftKey ? stepToLine(rect, edges, direction, surface) : 1;
      const by = { x: direction.x * step, y: direction.y * step };
      onRect(
        index,
        reshaped(rect, edges, by, surface, 0),
        event.shiftKey ? undefined : `viewport ${index} ${event.altKey ? "edge" : "all"}`,
      );
    }
  }

  return (
    <svg className="viewport-frames">
      {frames.map((frame) => {
        const rect = preview?.index === frame.index ? preview.rect : frame.rect;
        const at = surface.toScreen(rect);
        const own = frame.index === chosen;
        const listeners = {
          onPointerMove: (event: PointerEvent<SVGElement>) => onPointerMove(event, frame.rect),
          onPointerUp,
          onPointerCancel: () => {
            press.current = null;
            setPreview(null);
          },
        };
        return (
          <g key={frame.index} data-chosen={own}>
            <rect
              {...at}
              role="button"
              tabIndex={0}
              aria-pressed={own}
              aria-label={t("editor.frame", { name: frame.label, ...rect })}
              className="viewport-frame"
              onPointerDown={(event) => onPointerDown(event, frame.index, WHOLE)}
              {...listeners}
              onFocus={() => own || onPress !== undefined || onChoose(frame.index)}
              onKeyDown={(event) => onKeyDown(event, frame)}
            />
            {own &&
              mayEdit &&
              handles.map((edges) => (
                <rect
                  key={`${edges.x}-${edges.y}`}
                  className="viewport-handle"
                  data-edges={`${edges.x ?? ""}${edges.y ?? ""}`}
                  style={{ cursor: cursors[`${edges.x}-${edges.y}`] }}
                  x={along(edges.x, at.x, at.width) - HANDLE_PX / 2}
                  y={along(edges.y, at.y, at.height) - HANDLE_PX / 2}
                  width={HANDLE_PX}
                  height={HANDLE_PX}
                  onPointerDown={(event) => onPointerDown(event, frame.index, edges)}
                  {...listeners}
                />
              ))}
            {preview?.index === frame.index && (
              <text className="viewport-size" x={at.x + 8} y={at.y + at.height - 8}>
                {t("editor.rect", rect)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
