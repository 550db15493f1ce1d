import { bezelsOf, type Panel } from "./panel.ts";
import type { Size } from "./rect.ts";
import type { Wall } from "./site.ts";
import type { Millimetres } from "./units.ts";

/** Equal panels in columns and rows, as they hang. */
export interface PanelGrid {
  readonly kind: Panel["kind"];
  readonly status: Panel["status"];
  readonly columns: number;
  readonly rows: number;
  /** Outer size of one panel, bezels included. */
  readonly widthMm: Millimetres;
  readonly heightMm: Millimetres;
  /** Dead border of one panel: on every side, or on each. */
  readonly bezelMm: Panel["bezelMm"];
  /** From the outer edge of one panel to that of the next; edge to edge where it is left out. */
  readonly gapMm?: Millimetres;
  /** Pixels of one panel. */
  readonly pixels: Size;
  readonly turn?: NonNullable<Panel["turn"]>;
  readonly model?: string;
}

/** One direction of the grid: where each panel's outer edge and first pixel lie, and how long face and canvas are. */
interface Track {
  readonly mm: (index: number) => Millimetres;
  readonly px: (index: number) => number;
  readonly lengthMm: Millimetres;
  readonly lengthPx: number;
}

function track(count: number, outerMm: number, dark: number, gapMm: number, px: number): Track {
  const stepMm = outerMm + gapMm;
  const stepPx = (stepMm * px) / (outerMm - dark);
  return {
    mm: (index) => index * stepMm,
    px: (index) => Math.round(index * stepPx),
    lengthMm: (count - 1) * stepMm + outerMm,
    lengthPx: Math.round((count - 1) * stepPx) + px,
  };
}

/**
 * The face, canvas and panels of such a wall. Millimetres count from the outer corner, the canvas from the first pixel:
 * bezels at the rim hide nothing. Between panels the canvas has as many pixels as bezels and gap are wide, each panel
 * rounded by itself so that no error adds up [G5]: bezel in px = panel in px x bezel in mm / picture in mm, as in
 * BrightSign's "Calculating the Size of a Screen Bezel".
 */
export function wallOf(grid: PanelGrid): Pick<Wall, "widthMm" | "heightMm" | "canvas" | "panels"> {
  const { kind, status, columns, rows, widthMm, heightMm, bezelMm, gapMm = 0, pixels, turn, model } = grid;
  const { left, top, right, bottom } = bezelsOf({ bezelMm });
  const across = track(columns, widthMm, left + right, gapMm, pixels.width);
  const down = track(rows, heightMm, top + bottom, gapMm, pixels.height);
  const panels: Panel[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      panels.push({
        id: `p-${row + 1}-${column + 1}`,
        kind,
        status,
        xMm: across.mm(column),
        yMm: down.mm(row),
        widthMm,
        heightMm,
        bezelMm,
        canvas: { x: across.px(column), y: down.px(row), ...pixels },
        ...(turn === undefined || turn === 0 ? {} : { turn }),
        ...(model === undefined ? {} : { model }),
      });
    }
  }
  return {
    widthMm: across.lengthMm,
    heightMm: down.lengthMm,
    canvas: { width: across.lengthPx, height: down.lengthPx },
    panels,
  };
}
