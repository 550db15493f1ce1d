import type { Rect } from "../rect.ts";
import { CABLES, DARK, DIM, GREY, WHITE, YELLOW } from "./colours.ts";
import type { Colour, Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { fill, frame, text } from "./pieces.ts";
import type { SurfacePanel } from "./surface.ts";

function groundOf({ wired, panel }: SurfacePanel): Colour {
  if (wired === null) return panel.kind === "led" ? DIM : DARK;
  return CABLES[wired.cable % CABLES.length] ?? DIM;
}

/** Where a cable comes into a panel: away from its letters. */
function inletOf({ x, y, width, height }: Rect): { readonly x: number; readonly y: number } {
  return { x: x + Math.floor(width / 10), y: y + Math.floor((height * 7) / 8) };
}

/** The cable from one panel to the next, along and then down or up. */
function cable(from: Rect, to: Rect, thick: number): Mark[] {
  const a = inletOf(from);
  const b = inletOf(to);
  const half = Math.floor(thick / 2);
  return [
    fill(
      { x: Math.min(a.x, b.x) - half, y: a.y - half, width: Math.abs(a.x - b.x) + thick, height: thick },
      YELLOW,
    ),
    fill(
      { x: b.x - half, y: Math.min(a.y, b.y) - half, width: thick, height: Math.abs(a.y - b.y) + thick },
      YELLOW,
    ),
  ];
}

/** How the cables run: each with a block at its first panel. */
function cables(panels: readonly SurfacePanel[]): Mark[] {
  const byPlace = new Map(
    panels.flatMap((each) =>
      each.wired === null ? [] : [[`${each.wired.cable}/${each.wired.place}`, each] as const],
    ),
  );
  return [...byPlace.values()].flatMap(({ rect, wired }) => {
    if (wired === null) return [];
    const thick = Math.max(2, Math.floor(Math.min(rect.width, rect.height) / 45));
    const next = byPlace.get(`${wired.cable}/${wired.place + 1}`);
    const { x, y } = inletOf(rect);
    const block = { x: x - 2 * thick, y: y - 2 * thick, width: 4 * thick, height: 4 * thick };
    return [
      ...(next === undefined ? [] : cable(rect, next.rect, thick)),
      ...(wired.place === 1 ? [fill(block, YELLOW)] : []),
    ];
  });
}

function lettersOf({ rect, number, panel, wired, turn }: SurfacePanel): Mark[] {
  const place = wired === null ? [] : [`${wired.controller} · ${wired.port} · ${wired.place}/${wired.count}`];
  // Turned letters have no side that cables leave free.
  if (turn !== 0) return text(rect, [String(number), panel.id, ...place], WHITE, { turn });
  const side = Math.floor(rect.width / 6);
  const free = { ...rect, x: rect.x + side, width: rect.width - side };
  const upper = Math.ceil(rect.height * 0.45);
  return [
    ...text({ ...free, height: upper }, [String(number)], WHITE),
    ...text(
      { ...free, y: rect.y + upper, height: Math.ceil(rect.height * 0.35) },
      [panel.id, ...place],
      WHITE,
    ),
  ];
}

/** Every panel's number and id, and its controller, port and place on the cable: cabinets that were exchanged. */
export const numbers: Pattern = ({ rect, panels }) => [
  fill(rect, DARK),
  ...panels.flatMap((each) => [fill(each.rect, groundOf(each)), ...frame(each.rect, 1, GREY)]),
  ...cables(panels),
  ...panels.flatMap(lettersOf),
];
