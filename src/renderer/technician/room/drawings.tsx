import { useTranslation } from "react-i18next";
import { EYES, type PlacedSite, type PlacedWall, viewpoint } from "./placed.ts";

/** The floor from above: rooms, walls with their bends, and from where each is looked at. */
export function FloorDrawing({ placed: { rooms, walls } }: { placed: PlacedSite }) {
  const { t, i18n } = useTranslation("technician");
  const mm = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 0 });
  const eyes = walls.flatMap((wall) =>
    (["nearest", "farthest"] as const).map((distance) => ({
      key: `${wall.wall.id} ${distance}`,
      at: viewpoint(wall, distance, "seated").eye,
      figure: `${mm(distance === "nearest" ? wall.nearestMm : wall.farthestMm)} mm`,
    })),
  );
  const left = Math.min(...rooms.map(({ xMm }) => xMm));
  const top = Math.min(...rooms.map(({ yMm }) => yMm));
  const right = Math.max(...rooms.map(({ xMm, widthMm }) => xMm + widthMm), ...eyes.map(({ at }) => at.x));
  const bottom = Math.max(...rooms.map(({ yMm, depthMm }) => yMm + depthMm), ...eyes.map(({ at }) => at.y));
  const unit = Math.max(right - left, 1.6 * (bottom - top)) / 100;
  const margin = 4 * unit;
  return (
    <svg
      className="room-drawing"
      viewBox={`${left - margin} ${top - margin} ${right - left + 2 * margin} ${bottom - top + 2 * margin}`}
      role="img"
      aria-label={t("room.plan")}
      fontSize={1.7 * unit}
      strokeWidth={unit / 8}
    >
      {rooms.map((room) => (
        <g key={room.id}>
          <rect x={room.xMm} y={room.yMm} width={room.widthMm} height={room.depthMm} />
          <text x={room.xMm + unit} y={room.yMm + room.depthMm - unit}>
            {room.name} · {mm(room.widthMm)} × {mm(room.depthMm)} mm
            {room.floorAssumed && ` (${t("notes.assumed")})`}
          </text>
        </g>
      ))}
      {walls.map(({ wall, parts }) => (
        <polyline
          key={wall.id}
          className="room-face"
          strokeWidth={unit / 1.5}
          points={parts
            .flatMap(({ start, end }) => [start, end])
            .map(({ xMm, yMm }) => `${xMm},${yMm}`)
            .join(" ")}
        />
      ))}
      {eyes.map(({ key, at, figure }) => (
        <g key={key}>
          <circle cx={at.x} cy={at.y} r={unit / 1.6} />
          <text x={at.x + 1.2 * unit} y={at.y + 0.6 * unit}>
            {figure}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** A wall from its front over the floor, with the heights of eyes and ceiling. */
function Front({ placed, placedSite }: { placed: PlacedWall; placedSite: PlacedSite }) {
  const { t, i18n } = useTranslation("technician");
  const mm = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 0 });
  const metres = (value: number) => (value / 1000).toLocaleString(i18n.language);
  const { wall, baseMm, heightMm } = placed;
  const room = placedSite.rooms.find(({ id }) => id === wall.roomId);
  const widthMm = wall.widthMm ?? 0;
  const ceiling = Math.max(room?.heightMm ?? 0, baseMm + heightMm);
  const unit = Math.max(widthMm, 2 * ceiling) / 100;
  const aside = 16 * unit;
  return (
    <figure className="room-front">
      <figcaption>
        <strong>{wall.name}</strong> · {t("face", { width: mm(widthMm), height: mm(heightMm) })} ·{" "}
        {t("sheet.base", { mm: mm(baseMm) })}
        {wall.standing === undefined && ` (${t("notes.assumed")})`}
      </figcaption>
      <svg
        className="room-drawing"
        viewBox={`${0 - aside} ${0 - 2 * unit} ${widthMm + 2 * aside} ${ceiling + 4 * unit}`}
        role="img"
        aria-label={t("room.frontOf", { name: wall.name })}
        fontSize={2 * unit}
        strokeWidth={unit / 8}
      >
        <path d={`M${0 - aside} ${ceiling}H${widthMm + aside}M${0 - aside} 0H${widthMm + aside}`} />
        <rect x={0} y={ceiling - baseMm - heightMm} width={widthMm} height={heightMm} />
        {wall.panels.map((panel) => (
          <rect
            key={panel.id}
            data-status={panel.status}
            x={panel.xMm}
            y={ceiling - baseMm - heightMm + panel.yMm}
            width={panel.widthMm}
            height={panel.heightMm}
          />
        ))}
        {(wall.bends ?? []).map(({ xMm }) => (
          <path
            key={xMm}
            className="room-eye"
            d={`M${xMm} ${ceiling - baseMm - heightMm - unit}V${ceiling - baseMm + unit}`}
          />
        ))}
        {(["seated", "standing"] as const).map((posture) => (
          <g key={posture}>
            <path className="room-eye" d={`M${0 - aside} ${ceiling - EYES[posture]}H${widthMm + aside}`} />
            <text x={0 - aside + unit / 2} y={ceiling - EYES[posture] - unit / 2}>
              {t(`room.${posture}`)} {metres(EYES[posture])} m
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

/** Every wall from its front. */
export function FrontDrawings({ placed }: { placed: PlacedSite }) {
  const { t } = useTranslation("technician");
  if (placed.walls.length === 0) return <p className="empty">{t("room.noFace")}</p>;
  return placed.walls.map((wall) => <Front key={wall.wall.id} placed={wall} placedSite={placed} />);
}
