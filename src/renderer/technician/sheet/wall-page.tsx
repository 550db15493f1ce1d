import { useTranslation } from "react-i18next";
import { pitchOf } from "../../../layouts/panel.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { panelGroups } from "./panel-groups.ts";
import { WallElevation } from "./wall-elevation.tsx";

/** The wall's canvas with what each output shows of it. */
function CanvasPicture({ site, wall }: { site: Site; wall: Wall }) {
  const { t } = useTranslation("technician");
  const { width, height } = wall.canvas;
  const shown = site.viewports.filter(({ wallId }) => wallId === wall.id);
  // A line and a letter of the picture in canvas pixels, whatever size the canvas has on paper.
  const unit = Math.max(width / 130, height / 30);
  return (
    <svg
      className="canvas-picture"
      viewBox={`${0 - unit} ${0 - unit} ${width + 2 * unit} ${height + 2 * unit}`}
      role="img"
      aria-label={t("sheet.canvasOf", { name: wall.name })}
    >
      <rect width={width} height={height} strokeWidth={unit / 6} />
      {shown.map(({ outputId, canvas }) => (
        <g key={`${outputId} ${canvas.x},${canvas.y}`}>
          <rect
            className="shown"
            x={canvas.x}
            y={canvas.y}
            width={canvas.width}
            height={canvas.height}
            strokeWidth={unit / 4}
          />
          <text x={canvas.x + canvas.width / 2} y={canvas.y + canvas.height / 2} fontSize={2.2 * unit}>
            {outputId}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** A wall on a sheet of its own: its picture with dimensions, its panels, and what the outputs show of it. */
export function WallPage({ site, wall }: { site: Site; wall: Wall }) {
  const { t, i18n } = useTranslation("technician");
  const number = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 2 });
  const { widthMm, heightMm } = wall;
  const faced = widthMm !== undefined && heightMm !== undefined;
  const pitches = [...new Set(wall.panels.map((panel) => number(pitchOf(panel).x)))];
  const facts = [
    faced ? t("face", { width: number(widthMm), height: number(heightMm) }) : t("noFace"),
    t("canvas", { width: wall.canvas.width, height: wall.canvas.height }),
    ...(pitches.length === 0 ? [] : [t("pitch", { mm: pitches.join(" / ") })]),
    ...(wall.standing === undefined ? [] : [t("sheet.base", { mm: number(wall.standing.baseMm) })]),
    ...(wall.viewing === undefined
      ? []
      : [
          t("sheet.viewing", {
            nearest: number(wall.viewing.nearestMm),
            farthest: number(wall.viewing.farthestMm),
          }),
        ]),
  ];
  return (
    <section className="paper-page" aria-label={wall.name}>
      <h2>
        {wall.name} <small>{wall.id}</small>
      </h2>
      <p>{facts.join(" · ")}</p>
      {faced && <WallElevation site={site} wall={wall} widthMm={widthMm} heightMm={heightMm} />}
      <div className="paper-columns">
        <CanvasPicture site={site} wall={wall} />
        {wall.panels.length === 0 ? (
          <p>{t("noPanels")}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th>{t("sheet.article")}</th>
                <th>{t("panel.status")}</th>
                <th className="figure">{t("sheet.count")}</th>
                <th className="figure">m²</th>
              </tr>
            </thead>
            <tbody>
              {panelGroups(wall).map((group) => (
                <tr key={`${group.model} ${group.widthMm} ${group.pixelWidth} ${group.status}`}>
                  <td>
                    {group.model ?? t(`panel.${group.kind}`)} · {number(group.widthMm)} ×{" "}
                    {number(group.heightMm)} mm · {group.pixelWidth} × {group.pixelHeight} px
                  </td>
                  <td>{t(`panel.${group.status}`)}</td>
                  <td className="figure">{group.count}</td>
                  <td className="figure">{number(group.area)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}
