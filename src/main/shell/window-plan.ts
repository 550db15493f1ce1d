import { contains, type Rect } from "../../layouts/rect.ts";
import type { Output, Placement, Site } from "../../layouts/site.ts";
import { displayOf } from "../../protocol/display.ts";
import type { Display } from "./displays.ts";

/** Where the window of an output belongs, in pixels of the desktop. */
export interface WindowPlan {
  readonly outputId: string;
  readonly name: string;
  /** `kiosk`: nothing but the page, on a display of the wall; `desk`: an ordinary window of an application. */
  readonly kind: "kiosk" | "desk";
  readonly rect: Rect;
  /** It covers one display and no more. */
  readonly whole: boolean;
}

/** An output of this machine whose display is not there now. */
export interface Waiting {
  readonly outputId: string;
  /** Connector, or place as `2400,0`. */
  readonly display: string;
}

const deskSize = { width: 1280, height: 720 };

/**
 * The windows this machine opens for a site. An output placed on a display gets the whole display where it is
 * named by its monitor or connector, and the pixels it names where it is placed by x and y and they lie on one display. One
 * placed on a display without saying which gets the next display that no other output asked for. A display that
 * is missing leaves its output waiting; nothing else takes its place on the glass.
 */
export function planWindows(
  site: Pick<Site, "outputs">,
  displays: readonly Display[],
): { windows: WindowPlan[]; waiting: Waiting[] } {
  const windows: WindowPlan[] = [];
  const waiting: Waiting[] = [];
  const named = new Set(
    site.outputs.map(({ placement }) => displayOf(placement, displays)).filter((display) => display !== null),
  );
  const free = displays.filter((display) => !named.has(display));
  for (const output of site.outputs) {
    const { placement } = output;
    if (placement.kind === "window") {
      const desks = windows.filter((window) => window.kind === "desk").length;
      windows.push({ ...about(output), kind: "desk", rect: deskRect(output, displays, desks), whole: false });
    } else if (placement.kind === "display") {
      const anywhere =
        placement.monitor === undefined &&
        placement.connector === undefined &&
        placement.x === undefined &&
        placement.y === undefined;
      const display = anywhere ? (free.shift() ?? null) : displayOf(placement, displays);
      if (display === null) {
        waiting.push({ outputId: output.id, display: anywhere ? "*" : nameOf(placement) });
      } else {
        const rect = kioskRect(output, display);
        const whole = contains(rect, display.rect);
        windows.push({ ...about(output), kind: "kiosk", rect, whole });
      }
    }
  }
  return { windows, waiting };
}

function nameOf({ monitor, connector, x = 0, y = 0 }: Extract<Placement, { kind: "display" }>): string {
  if (connector !== undefined) return connector;
  return monitor === undefined || x !== 0 || y !== 0
    ? `${x},${y}`
    : `${monitor.maker} ${monitor.serial}`.trim();
}

function about(output: Output) {
  return { outputId: output.id, name: output.name };
}

function kioskRect(output: Output, display: Display): Rect {
  const { placement } = output;
  if (placement.kind !== "display" || placement.connector !== undefined || placement.x === undefined) {
    return display.rect;
  }
  const own = { x: placement.x, y: placement.y ?? 0, width: output.width, height: output.height };
  return contains(display.rect, own) ? own : display.rect;
}

/** In the middle of the primary display, at most nine tenths of it, in the output's proportions; each further one lower right. */
function deskRect(output: Output, displays: readonly Display[], index: number): Rect {
  const display = displays.find((each) => each.primary) ?? displays[0];
  const room = display?.rect ?? { x: 0, y: 0, ...deskSize };
  const scale = Math.min(1, (room.width * 0.9) / output.width, (room.height * 0.9) / output.height);
  const width = Math.round(output.width * scale);
  const height = Math.round(output.height * scale);
  return {
    x: room.x + Math.round((room.width - width) / 2) + 32 * index,
    y: room.y + Math.round((room.height - height) / 2) + 32 * index,
    width,
    height,
  };
}
