import { useLayoutEffect, useRef } from "react";
import type { Layer } from "../../layouts/patterns/layers.ts";
import type { Size } from "../../layouts/rect.ts";
import { move, movingLines, paintStill } from "../tiles/pattern-painter.ts";
import { localNow } from "../tiles/worker/messages.ts";

interface PatternLayerProps {
  readonly output: Size;
  readonly layers: readonly Layer[];
  readonly clockOffsetMs: () => number;
}

/**
 * Test patterns over everything else on an output: one pixel of the canvas is one of the output. An output of another size
 * has other layers.
 */
export function PatternLayer({ output, layers, clockOffsetMs }: PatternLayerProps) {
  const { width, height } = output;
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (still.current !== null) paintStill(still.current, layers);
    const lines = movingLines(layers);
    if (moving.current === null || lines.length === 0) return undefined;
    return move(moving.current, lines, () => localNow() + clockOffsetMs());
  }, [layers, clockOffsetMs]);
  const moves = movingLines(layers).length > 0;
  return (
    <>
      <canvas ref={still} className="pattern" width={width} height={height} data-pattern="still" />
      {moves && (
        <canvas ref={moving} className="pattern" width={width} height={height} data-pattern="moving" />
      )}
    </>
  );
}
