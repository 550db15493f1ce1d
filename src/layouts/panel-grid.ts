import type { Size } from "./rect.ts";
import type { Panel, Wall } from "./site.ts";

/** Equal panels in columns and rows, edge to edge. */
export interface PanelGrid {
  readonly kind: Panel["kind"];
  readonly status: Panel["status"];
  readonly columns: number;
  readonly rows: number;
  /** Outer size of one panel, bezels included, millimetres. */
  readonly widthMm: number;
  readonly heightMm: number;
  /** Dead border on each side of one panel, millimetres. */
  readonly bezelMm: number;
  /** Pixels of one panel. */
  readonly pixels: Size;
}

/**
 * The face, canvas and panels of such a wall. Millimetres count from the outer corner, the canvas from the first pixel:
 * bezels at the rim hide nothing. Between panels the canvas has as many pixels as the bezels are wide, each panel
 * rounded by itself so that no error adds up [G5]: bezel in px = panel in px x bezel in mm / picture in mm, as in
 * BrightSign's "Calculating the Size of a Screen Bezel".
 */
export function wallOf(grid: PanelGrid): Pick<Wall, "widthMm" | "heightMm" | "canvas" | "panels"> {
  const { kind, status, columns, rows, widthMm, heightMm, bezelMm, pixels } = grid;
  const step = {
    x: (widthMm * pixels.width) / (widthMm - 2 * bezelMm),
    y: (heightMm * pixels.height) / (heightMm - 2 * bezelMm),
  };
  const panels: Panel[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      panels.push({
        id: `p-${row + 1}-${column + 1}`,
        kind,
        status,
        xMm: column * widthMm,
        yMm: row * heightMm,
        widthMm,
        heightMm,
        bezelMm,
        canvas: { x: Math.round(column * step.x), y: Math.round(row * step.y), ...pixels },
      });
    }
  }
  return {
    widthMm: columns * widthMm,
    heightMm: rows * heightMm,
    canvas: {
      width: Math.round((columns - 1) * step.x) + pixels.width,
      height: Math.round((rows - 1) * step.y) + pixels.height,
    },
    panels,
  };
}
