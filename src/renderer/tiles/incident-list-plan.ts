import type { Size } from "../../layouts/rect.ts";
import type { TypeSizes } from "./type-sizes.ts";

/** Heights in sizes of label type: the head, the foot, and a row of one line of label type above one of the least. */
const HEAD = 1.7;
const FOOT = 1.5;
const ROW = 1.3;
const SECOND = 1.25;
const GAP = 0.5;
/** Characters that a row holds at least where it is set beside another, and the width of one in sizes of type. */
const CHARACTERS = 60;
const CHARACTER = 0.56;

/** How a list of incidents lies in its tile. */
export interface ListPlan {
  readonly columns: number;
  /** Of each column. */
  readonly rows: number;
  readonly rowPx: number;
  readonly headPx: number;
  /** How many incidents have a place. */
  readonly shown: number;
}

/** The plan for `total` incidents in `size` canvas pixels: a foot for how many more only where some have no row. */
export function listPlan(total: number, size: Size, sizes: TypeSizes): ListPlan {
  const headPx = Math.ceil(sizes.label * HEAD);
  const rowPx = Math.ceil(sizes.label * (ROW + GAP) + sizes.least * SECOND);
  const columns = Math.max(1, Math.floor(size.width / (sizes.label * CHARACTER * CHARACTERS)));
  const rowsIn = (height: number) => Math.max(0, Math.floor(height / rowPx));
  const whole = rowsIn(size.height - headPx);
  const rows = whole * columns >= total ? whole : rowsIn(size.height - headPx - sizes.label * FOOT);
  return { columns, rows, rowPx, headPx, shown: Math.min(total, rows * columns) };
}
