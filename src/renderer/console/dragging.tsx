import { DragDropProvider, PointerSensor, useDraggable } from "@dnd-kit/react";
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content } from "../../layouts/layout.ts";
import type { Rect } from "../../layouts/rect.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Place } from "./chosen.ts";
import { type Dragged, draggedBy, type Drop, dropOf, type Over } from "./drop.ts";
import { type EditingFace, mint } from "./editing.ts";
import { HeldMenu, type MenuAct } from "./held-menu.tsx";

/** How near to a guide an edge catches, pixels of the screen: a finger hides more than a pointer. */
const TOLERANCE_PX = { mouse: 8, touch: 16 } as const;

/** A finger is taken for a drag this long after it came down; resting on, it asks for the menu. Milliseconds. */
const REST_MS = 250;
/** So far it may tremble meanwhile, pixels. */
const REST_PX = 8;

interface Coordinates {
  readonly x: number;
  readonly y: number;
}

const pictures: readonly (readonly [Place, string])[] = [
  ["glass", ".program .plan"],
  ["preview", ".preview .plan"],
];

/** The picture of the wall under a point of the screen. */
export function pictureAt({ x, y }: Coordinates) {
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
  /** The menu of something was asked for, before `actsOf` says what stands in it. */
  readonly onMenu: (dragged: Dragged) => void;
  readonly actsOf: (dragged: Dragged, element: HTMLElement) => readonly MenuAct[];
  readonly children: (
    ref: (element: Element | null) => void,
    onContextMenu: (event: MouseEvent) => void,
  ) => ReactNode;
}

/** What the menu is of, and where it was asked for. */
interface Asked {
  readonly dragged: Dragged;
  readonly element: HTMLElement;
  readonly at: Coordinates;
}

/**
 * The desk as a ground for dragging: whatever in it says by `data-drag` what it can be taken by. One draggable for all of them, so that a
 * list of 2,000 cameras costs no more than one of two.
 */
export function DeskDrags(props: DragsProps) {
  const { wall, editing } = props;
  const [held, setHeld] = useState<Held | null>(null);
  const [press] = useState(() => new Press());
  const [asked, setAsked] = useState<Asked | null>(null);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);
  // Told of at once: the hand may let go before the last of its way is drawn.
  const now = useRef<Held | null>(null);

  function hold(next: Held | null) {
    now.current = next;
    setHeld(next);
  }

  function ask(element: HTMLElement, at: Coordinates): boolean {
    const dragged = draggedBy(element);
    if (dragged === null || dragged.kind === "edge" || !props.enabled) return false;
    hold(null);
    props.onMenu(dragged);
    setAsked({ dragged, element, at });
    return true;
  }

  /** By the right button, or the menu key on what has the focus. */
  function onContextMenu(event: MouseEvent) {
    const { target, clientX, clientY } = event;
    const element = target instanceof Element ? target.closest("[data-drag]") : null;
    if (!(element instanceof HTMLElement)) return;
    const { left, top, height } = element.getBoundingClientRect();
    // A key has no place of its own.
    const at = clientX === 0 && clientY === 0 ? { x: left, y: top + height / 2 } : { x: clientX, y: clientY };
    if (ask(element, at)) event.preventDefault();
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
        clearTimeout(resting.current);
        const { element } = press;
        if (touch && element !== null)
          resting.current = setTimeout(() => ask(element, position.initial), REST_MS);
      }}
      onDragMove={({ to, by, nativeEvent }) => {
        const freely = nativeEvent instanceof PointerEvent && nativeEvent.altKey;
        if (now.current === null) return;
        const { at, from } = now.current;
        const there = to ?? { x: at.x + (by?.x ?? 0), y: at.y + (by?.y ?? 0) };
        if (Math.hypot(there.x - from.x, there.y - from.y) > REST_PX) clearTimeout(resting.current);
        hold({ ...now.current, at: there, freely });
      }}
      onDragEnd={({ canceled, nativeEvent }) => {
        clearTimeout(resting.current);
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
      <Ground enabled={props.enabled} onContextMenu={onContextMenu}>
        {props.children}
      </Ground>
      <HeldMenu
        label={asked === null ? "" : props.nameOf(asked.dragged)}
        at={asked?.at ?? null}
        acts={asked === null ? [] : props.actsOf(asked.dragged, asked.element)}
        onClose={() => {
          // Back to what the menu was of, from where an act may lead on.
          asked?.element.focus();
          setAsked(null);
        }}
      />
      {held !== null && <InHand held={held} over={overOf(held)} dropAt={dropAt} {...props} />}
    </DragDropProvider>
  );
}

interface GroundProps extends Pick<DragsProps, "children" | "enabled"> {
  readonly onContextMenu: (event: MouseEvent) => void;
}

function Ground({ enabled, onContextMenu, children }: GroundProps) {
  const { ref } = useDraggable({ id: "desk", disabled: !enabled });
  return children(ref, onContextMenu);
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
