import { type CSSProperties, type ReactNode, useMemo } from "react";
import type { Rect, Size } from "../../layouts/rect.ts";
import type { Panel } from "../../layouts/panel.ts";
import { panelSeams } from "../../layouts/seams.ts";

/** Where a rectangle of canvas pixels lies in a plan of the canvas, in per cent. */
export function placed(rect: Rect, canvas: Size): CSSProperties {
  return {
    left: `${(rect.x / canvas.width) * 100}%`,
    top: `${(rect.y / canvas.height) * 100}%`,
    width: `${(rect.width / canvas.width) * 100}%`,
    height: `${(rect.height / canvas.height) * 100}%`,
  };
}

/** What bezels hide, and the edges of the panels, faint; planned ones broken, dead ones crossed. */
function Seams({ canvas, panels }: { canvas: Size; panels: readonly Panel[] }) {
  const hidden = useMemo(() => panelSeams({ panels }).filter(({ thickness }) => thickness > 0), [panels]);
  if (panels.length === 0) return null;
  return (
    <svg
      className="seams"
      viewBox={`0 0 ${canvas.width} ${canvas.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {hidden.map(({ direction, at, thickness, from, to }) =>
        direction === "vertical" ? (
          <rect
            key={`v ${at} ${from}`}
            className="hidden-strip"
            {...{ x: at, y: from, width: thickness, height: to - from }}
          />
        ) : (
          <rect
            key={`h ${at} ${from}`}
            className="hidden-strip"
            {...{ x: from, y: at, width: to - from, height: thickness }}
          />
        ),
      )}
      {panels.map(({ id, status, canvas: at }) => (
        <g key={id} data-status={status}>
          <rect x={at.x} y={at.y} width={at.width} height={at.height} />
          {status === "dead" && (
            <path
              d={`M${at.x} ${at.y}l${at.width} ${at.height}M${at.x + at.width} ${at.y}l${0 - at.width} ${at.height}`}
            />
          )}
        </g>
      ))}
    </svg>
  );
}

interface PlanProps {
  readonly canvas: Size;
  readonly panels: readonly Panel[];
  readonly children?: ReactNode;
}

/** A wall to scale, as large as its surroundings allow; children are placed by `placed`. */
export function Plan({ canvas, panels, children }: PlanProps) {
  const ratio: CSSProperties & Record<"--ratio", number> = { "--ratio": canvas.width / canvas.height };
  return (
    <div className="plan-room">
      <div className="plan" style={ratio}>
        {children}
        <Seams canvas={canvas} panels={panels} />
      </div>
    </div>
  );
}

/** A layout's tiles as a small drawing. */
export function Miniature({ canvas, tiles }: { canvas: Size; tiles: readonly { id: string; rect: Rect }[] }) {
  return (
    <svg
      className="miniature"
      viewBox={`0 0 ${canvas.width} ${canvas.height}`}
      aria-hidden="true"
      preserveAspectRatio="xMidYMid meet"
    >
      <rect className="miniature-wall" width={canvas.width} height={canvas.height} />
      {tiles.map(({ id, rect }) => (
        <rect key={id} x={rect.x} y={rect.y} width={rect.width} height={rect.height} />
      ))}
    </svg>
  );
}
