import { useTranslation } from "react-i18next";
import type { Panel } from "../../../layouts/panel.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { MARGIN, paperScale } from "./paper-scale.ts";

interface WallElevationProps {
  readonly site: Site;
  readonly wall: Wall;
  /** Of the face, millimetres. */
  readonly widthMm: number;
  readonly heightMm: number;
}

/**
 * Which port a panel hangs on and as which of it, as `A.3`; as `C/A.3` where several controllers serve the wall, for each
 * counts its ports from the first. Spare ports are left to the table.
 */
function wiredAs(site: Site, wall: Wall): ReadonlyMap<string, string> {
  const wired = (site.controllers ?? []).flatMap(({ id, ports }) =>
    ports
      .filter(({ spareOf }) => spareOf === undefined)
      .flatMap((port) =>
        port.panels.map((panel, index) => ({ ...panel, controllerId: id, place: `${port.id}.${index + 1}` })),
      ),
  );
  const here = wired.filter(({ wallId }) => wallId === wall.id);
  const several = new Set(here.map(({ controllerId }) => controllerId)).size > 1;
  return new Map(
    here.map(({ panelId, controllerId, place }) => [panelId, several ? `${controllerId}/${place}` : place]),
  );
}

/** The ways of the cables through the middles of their panels, on paper. */
function cables(site: Site, wall: Wall, n: number): { readonly id: string; readonly way: string }[] {
  return (site.controllers ?? []).flatMap((controller) =>
    controller.ports.flatMap((port) => {
      if (port.spareOf !== undefined) return [];
      const places = port.panels.flatMap(({ wallId, panelId }) => {
        const panel = wallId === wall.id ? wall.panels.find(({ id }) => id === panelId) : undefined;
        return panel === undefined
          ? []
          : [`${(panel.xMm + panel.widthMm / 2) / n},${(panel.yMm + panel.heightMm / 2) / n}`];
      });
      return places.length === 0 ? [] : [{ id: `${controller.id}/${port.id}`, way: places.join(" ") }];
    }),
  );
}

/** A dimension line with its figure, in millimetres of paper. */
function Dimension(props: { x: number; y: number; length: number; down?: boolean; figure: string }) {
  const { x, y, length, down = false, figure } = props;
  const turn = down ? `translate(${x} ${y}) rotate(90)` : `translate(${x} ${y})`;
  return (
    <g className="dimension" transform={turn}>
      <path d={`M0 0H${length}M0 -1.2V1.2M${length} -1.2V1.2`} />
      <text x={length / 2} y={down ? 3.4 : -0.9}>
        {figure}
      </text>
    </g>
  );
}

/** Millimetres of paper that figures of a panel may have; null where they cannot be read. */
function figureSize(panel: Panel, n: number, characters: number): number | null {
  const size = Math.min(3, panel.heightMm / n / 3.2, panel.widthMm / n / (characters * 0.62));
  return size < 1.2 ? null : size;
}

/** A wall from its front, to scale: panels with their numbers and order of wiring, bends, dimensions. */
export function WallElevation({ site, wall, widthMm, heightMm }: WallElevationProps) {
  const { t, i18n } = useTranslation("technician");
  const mm = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  const n = paperScale(widthMm, heightMm);
  const [width, height] = [widthMm / n, heightMm / n];
  const paper = { width: width + MARGIN.left + MARGIN.right, height: height + MARGIN.top + MARGIN.bottom };
  const labels = wiredAs(site, wall);
  const longest = Math.max(
    1,
    ...wall.panels.map(({ id }) => Math.max(id.length, labels.get(id)?.length ?? 0)),
  );
  const [first] = wall.panels;
  const unread = first !== undefined && wall.panels.some((panel) => figureSize(panel, n, longest) === null);
  return (
    <figure className="elevation">
      <svg
        width={`${paper.width}mm`}
        height={`${paper.height}mm`}
        viewBox={`${0 - MARGIN.left} ${0 - MARGIN.top} ${paper.width} ${paper.height}`}
        role="img"
        aria-label={t("toScale", { name: wall.name })}
      >
        <rect className="face" width={width} height={height} />
        {wall.panels.map((panel) => {
          const [x, y, w, h] = [panel.xMm / n, panel.yMm / n, panel.widthMm / n, panel.heightMm / n];
          return (
            <g key={panel.id} data-status={panel.status}>
              <rect className="panel" x={x} y={y} width={w} height={h} />
              {panel.status === "dead" && <path d={`M${x} ${y}l${w} ${h}M${x + w} ${y}l${0 - w} ${h}`} />}
            </g>
          );
        })}
        {cables(site, wall, n).map(({ id, way }) => (
          <polyline key={id} className="cable" points={way} />
        ))}
        {wall.panels.map((panel) => {
          const size = figureSize(panel, n, longest);
          if (size === null) return null;
          const [x, y] = [(panel.xMm + panel.widthMm / 2) / n, (panel.yMm + panel.heightMm / 2) / n];
          const label = labels.get(panel.id);
          return (
            <g key={panel.id} className="number" fontSize={size}>
              <text x={x} y={label === undefined ? y : y - 0.75 * size}>
                {panel.id}
              </text>
              {label !== undefined && (
                <text className="order" x={x} y={y + 0.75 * size}>
                  {label}
                </text>
              )}
            </g>
          );
        })}
        {(wall.bends ?? []).map(({ xMm, angleDeg }) => (
          <g key={xMm} className="bend">
            <path d={`M${xMm / n} -2V${height + 2}`} />
            <text x={xMm / n} y={height + 4.4}>
              {mm(xMm)} · {mm(angleDeg)}°
            </text>
          </g>
        ))}
        {first !== undefined && wall.panels.length > 1 && (
          <>
            <Dimension
              x={first.xMm / n}
              y={height + 8}
              length={first.widthMm / n}
              figure={mm(first.widthMm)}
            />
            <Dimension
              down
              x={-5}
              y={first.yMm / n}
              length={first.heightMm / n}
              figure={mm(first.heightMm)}
            />
          </>
        )}
        <Dimension x={0} y={height + 12.5} length={width} figure={`${mm(widthMm)} mm`} />
        <Dimension down x={-12} y={0} length={height} figure={`${mm(heightMm)} mm`} />
      </svg>
      <figcaption>
        {t("sheet.scale", { n })}
        {unread && ` ${t("sheet.unread")}`}
      </figcaption>
    </figure>
  );
}
