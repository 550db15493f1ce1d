import { DragDropProvider, PointerSensor, useDraggable } from "@dnd-kit/react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content } from "../../layouts/layout.ts";
import type { Rect } from "../../layouts/rect.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Place } from "./chosen.ts";
import { type Dragged, draggedBy, type Drop, dropOf, type Over } from "./drop.ts";
import { type EditingFace, mint } from "./editing.ts";

/** How near to a guide an edge catches, pixels of the screen: a finger hides more than a pointer. */
const TOLERANCE_PX = { mouse: 8, touch: 16 } as const;

interface Coordinates {
  readonly x: number;
  readonly y: number;
}

const pictures: readonly (readonly [Place, string])[] = [
  ["glass", ".program .plan"],
  ["preview", ".preview .plan"],
];

/** The picture of the wall under a point of the screen. */
function pictureAt({ x, y }: Coordinates) {
  for (const [on, selector] of pictures) {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    if (box !== undefined && x >= box.left && x < box.right && y >= box.top && y < box.bottom)
      return { on, box };
  }
  return null;
}

interface Held {
  readonly dragged: Dragged;
  readonly from: Coordinates;
  readonly at: Coordinates;
  readonly freely: boolean;
  readonly touch: boolean;
}

/** Where the hand came down: by the time that it drags it is over something else. */
class Press {
  element: HTMLElement | null = null;
  readonly sensors = [PointerSensor.configure({ preventActivation: ({ target }) => !this.holds(target) })];

  private holds(target: EventTarget | null): boolean {
    // What steers a camera by its picture takes nothing up.
    const free = target instanceof Element && target.closest("[data-steer]") === null;
    const element = free ? target.closest("[data-drag]") : null;
    this.element = element instanceof HTMLElement ? element : null;
    return this.element !== null;
  }
}

interface DragsProps {
  readonly wall: Wall;
  readonly editing: EditingFace;
  readonly enabled: boolean;
  readonly nameOf: (dragged: Dragged) => string;
  readonly contentsOf: (dragged: Dragged) => readonly Content[];
  readonly onDropped: (on: Place, ids: readonly string[]) => void;
  readonly children: (ref: (element: Element | null) => void) => ReactNode;
}

/**
 * The desk as a ground for dragging: whatever in it says by `data-drag` what it can be taken by. One draggable for all of them, so that a
 * list of 2,000 cameras costs no more than one of two.
 */
export function DeskDrags(props: DragsProps) {
  const { wall, editing } = props;
  const [held, setHeld] = useState<Held | null>(null);
  const [press] = useState(() => new Press());
  // Told of at once: the hand may let go before the last of its way is drawn.
  const now = useRef<Held | null>(null);

  function hold(next: Held | null) {
    now.current = next;
    setHeld(next);
  }

  function overOf({ from, at, freely, touch }: Held): Over | null {
    const found = pictureAt(at);
    if (found === null) return null;
    const { box, on } = found;
    const scale = wall.canvas.width / box.width;
    const onCanvas = ({ x, y }: Coordinates) => ({
      x: Math.floor((x - box.left) * scale),
      y: Math.floor((y - box.top) * scale),
    });
    const tolerance = Math.round(TOLERANCE_PX[touch ? "touch" : "mouse"] * scale);
    return { on, from: onCanvas(from), to: onCanvas(at), tolerance, freely };
  }

  function dropAt(one: Held, over: Over, mintId: () => string): Drop | null {
    return dropOf(one.dragged, over, editing.tilesOf, props.contentsOf, mintId);
  }

  return (
    <DragDropProvider
      sensors={press.sensors}
      plugins={[]}
      onDragStart={({ operation }) => {
        const { activatorEvent, position } = operation;
        const dragged = press.element === null ? null : draggedBy(press.element);
        if (dragged === null || !props.enabled) return;
        const touch = activatorEvent instanceof PointerEvent && activatorEvent.pointerType !== "mouse";
        hold({ dragged, from: position.initial, at: position.current, freely: false, touch });
      }}
      onDragMove={({ to, by, nativeEvent }) => {
        const freely = nativeEvent instanceof PointerEvent && nativeEvent.altKey;
        if (now.current === null) return;
        const { at } = now.current;
        hold({ ...now.current, at: to ?? { x: at.x + (by?.x ?? 0), y: at.y + (by?.y ?? 0) }, freely });
      }}
      onDragEnd={({ canceled, nativeEvent }) => {
        const last = now.current;
        hold(null);
        if (canceled || last === null) return;
        const ended =
          nativeEvent instanceof PointerEvent
            ? { ...last, at: { x: nativeEvent.clientX, y: nativeEvent.clientY } }
            : last;
        const over = overOf(ended);
        const drop = over === null ? null : dropAt(ended, over, mint);
        if (over === null || drop === null) return;
        const about = editing.act(over.on, drop.name, drop.make);
        if (about !== null) props.onDropped(over.on, about);
      }}
    >
      <Ground enabled={props.enabled}>{props.children}</Ground>
      {held !== null && <InHand held={held} over={overOf(held)} dropAt={dropAt} {...props} />}
    </DragDropProvider>
  );
}

function Ground({ enabled, children }: Pick<DragsProps, "children" | "enabled">) {
  const { ref } = useDraggable({ id: "desk", disabled: !enabled });
  return children(ref);
}

interface InHandProps extends Omit<DragsProps, "children"> {
  readonly held: Held;
  readonly over: Over | null;
  readonly dropAt: (held: Held, over: Over, mint: () => string) => Drop | null;
}

/** What is held, beside the hand, with what letting go would do; and where it would lie. */
function InHand({ held, over, dropAt, wall, editing, nameOf }: InHandProps) {
  const { t } = useTranslation("console");
  let made = 0;
  const drop = over === null ? null : dropAt(held, over, () => `held-${++made}`);
  const outcome = over === null ? undefined : drop?.make(editing.tilesOf(over.on), wall);
  const box = pictureAt(held.at)?.box;
  const scale = box === undefined ? 0 : box.width / wall.canvas.width;
  const rects: Rect[] =
    outcome?.done === true
      ? outcome.about.flatMap((id) => outcome.tiles.find((tile) => tile.id === id)?.rect ?? [])
      : [];
  const words =
    outcome === undefined || drop === null
      ? t("editing.nowhere")
      : outcome.done
        ? t(`editing.drops.${drop.name}`)
        : t(`editing.refused.${outcome.why}`);
  return (
    <div className="in-hand" aria-hidden="true" data-refused={outcome?.done === false ? "true" : undefined}>
      {box !== undefined &&
        rects.map((rect) => (
          <span
            key={`${rect.x} ${rect.y} ${rect.width} ${rect.height}`}
            className="would-lie"
            style={{
              left: box.left + rect.x * scale,
              top: box.top + rect.y * scale,
              width: rect.width * scale,
              height: rect.height * scale,
            }}
          />
        ))}
      <p className="held" style={{ left: held.at.x, top: held.at.y }}>
        <strong className="cut">{nameOf(held.dragged)}</strong>
        <span>{words}</span>
      </p>
    </div>
  );
}
