import type { ReactNode } from "react";
import type { Size } from "../../layouts/rect.ts";
import type { Viewport } from "../../layouts/site.ts";
import { canvasToOutput } from "../../layouts/viewport.ts";

interface CanvasBoxProps {
  readonly viewport: Viewport;
  /** The whole canvas of its wall, which `children` are drawn on. */
  readonly canvas: Size;
  readonly children: ReactNode;
}

/** A wall's canvas as a viewport shows it: moved and turned into its place on the output, and clipped there. */
export function CanvasBox({ viewport, canvas, children }: CanvasBoxProps) {
  const [a, b, c, d, e, f] = canvasToOutput(viewport);
  const { x, y, width, height } = viewport.output;
  return (
    <div className="viewport" style={{ left: x, top: y, width, height }}>
      <div
        className="canvas"
        data-wall={viewport.wallId}
        style={{
          width: canvas.width,
          height: canvas.height,
          transform: `matrix(${a}, ${b}, ${c}, ${d}, ${e - x}, ${f - y})`,
        }}
      >
        {children}
      </div>
    </div>
  );
}
