import { useTranslation } from "react-i18next";
import { viewingPixels } from "../../layouts/legibility.ts";
import type { Size } from "../../layouts/rect.ts";
import { typeSizes } from "../tiles/type-sizes.ts";
import { StateMark } from "../ui/marks.tsx";

/** Below it, percent, the load is no reason any more: what was slowed for it comes back one after the other. */
const HEAVY = 50;

interface LoadLineProps {
  /** Percent. */
  readonly load: number;
  /** Tiles that are reduced. */
  readonly tiles: number;
  readonly output: Size;
}

/** In a corner of the output: that its display PC cannot carry all, and how many tiles were slowed for it. */
export function LoadLine({ load, tiles, output }: LoadLineProps) {
  const { t } = useTranslation();
  return (
    <p
      className="load-line"
      style={{ fontSize: typeSizes(viewingPixels({ canvas: output, panels: [] })).least }}
    >
      <StateMark state="slowed" />
      {load < HEAVY ? t("slowedTiles", { count: tiles }) : t("load", { load, count: tiles })}
    </p>
  );
}
