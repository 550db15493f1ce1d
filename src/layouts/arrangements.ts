import type { Words } from "./problem.ts";

/** A place for one tile: whole steps of the grid that it lies on. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  /** Of the tile; 1 is kept longest. */
  readonly priority?: number;
}

/** Free rectangles on a grid; a cell that overlaps an earlier one lies above it. Cells are filled in order. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly Cell[];
}

/** A named way to divide a wall: grids for canvases of different shapes, of which the one that shows most is used. */
export interface Arrangement {
  readonly name: Words;
  /** How many tiles it has, or null for as many as there is to show. */
  readonly tiles: number | null;
  readonly grids: (tiles: number) => readonly Grid[];
}

/** `columns` x `rows` equal cells, row by row. */
export function evenGrid(columns: number, rows: number): Grid {
  return rowsGrid(Array.from({ length: rows }, () => columns));
}

function leastCommonMultiple(numbers: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return numbers.reduce((least, number) => (least / divisor(least, number)) * number, 1);
}

/** Rows of equal height, each full: `counts[i]` equal cells in row i. */
export function rowsGrid(counts: readonly number[]): Grid {
  const columns = leastCommonMultiple(counts);
  const cells = counts.flatMap((count, row) =>
    Array.from({ length: count }, (_, index): Cell => {
      const width = columns / count;
      return { column: index * width, row, columns: width, rows: 1 };
    }),
  );
  return { columns, rows: counts.length, cells };
}

/** All ways to lay `tiles` equal tiles in 1, 2, 3 … rows, the longer rows first. */
function rowGrids(tiles: number): Grid[] {
  return Array.from({ length: tiles }, (_, index) => {
    const rows = index + 1;
    const fewest = Math.floor(tiles / rows);
    return rowsGrid(Array.from({ length: rows }, (_, row) => fewest + (row < tiles % rows ? 1 : 0)));
  });
}

/** `grid` moved to its place on a larger grid, each of its steps `columns` x `rows` of the larger one. */
function inset(grid: Grid, column: number, row: number, columns: number, rows: number): Cell[] {
  return grid.cells.map((cell) => ({
    column: column + cell.column * columns,
    row: row + cell.row * rows,
    columns: cell.columns * columns,
    rows: cell.rows * rows,
  }));
}

const oneWithSeven: readonly Grid[] = [
  // 16:9, where every one of the eight is 16:9 too: the large one in the corner, the small ones around it.
  {
    columns: 4,
    rows: 4,
    cells: [
      { column: 0, row: 0, columns: 3, rows: 3, priority: 1 },
      ...[0, 1, 2].map((row): Cell => ({ column: 3, row, columns: 1, rows: 1 })),
      ...[0, 1, 2, 3].map((column): Cell => ({ column, row: 3, columns: 1, rows: 1 })),
    ],
  },
  // 40:9 such as 4800 x 1080, where the large one is 16:9 at full height.
  {
    columns: 20,
    rows: 2,
    cells: [{ column: 0, row: 0, columns: 8, rows: 2, priority: 1 }, ...inset(rowsGrid([4, 3]), 8, 0, 1, 1)],
  },
  // 32:9.
  {
    columns: 24,
    rows: 2,
    cells: [
      { column: 0, row: 0, columns: 12, rows: 2, priority: 1 },
      ...inset(rowsGrid([4, 3]), 12, 0, 1, 1),
    ],
  },
  // A strip: the large one first, then the others in one row.
  {
    columns: 9,
    rows: 1,
    cells: [{ column: 0, row: 0, columns: 2, rows: 1, priority: 1 }, ...inset(rowsGrid([7]), 2, 0, 1, 1)],
  },
  // Portrait: the large one on top at full width.
  {
    columns: 2,
    rows: 6,
    cells: [
      { column: 0, row: 0, columns: 2, rows: 2, priority: 1 },
      ...inset(rowsGrid([2, 2, 2, 1]), 0, 2, 1, 1),
    ],
  },
  // A column, the large one on top.
  {
    columns: 1,
    rows: 9,
    cells: [
      { column: 0, row: 0, columns: 1, rows: 2, priority: 1 },
      ...inset(rowsGrid([1, 1, 1, 1, 1, 1, 1]), 0, 2, 1, 1),
    ],
  },
];

/** The arrangements that are offered by name. A new one is one line here. */
export const arrangements = {
  "1": { name: { id: "Satu", en: "One" }, tiles: 1, grids: rowGrids },
  "4": { name: { id: "Empat", en: "Four" }, tiles: 4, grids: rowGrids },
  "9": { name: { id: "Sembilan", en: "Nine" }, tiles: 9, grids: rowGrids },
  "16": { name: { id: "Enam belas", en: "Sixteen" }, tiles: 16, grids: rowGrids },
  "1+7": { name: { id: "Satu dan tujuh", en: "One and seven" }, tiles: 8, grids: () => oneWithSeven },
  all: { name: { id: "Semua", en: "All" }, tiles: null, grids: rowGrids },
} as const satisfies Record<string, Arrangement>;

export type ArrangementName = keyof typeof arrangements;
