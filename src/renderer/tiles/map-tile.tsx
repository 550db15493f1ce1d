import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Content, Tile } from "../../layouts/layout.ts";
import type { Rect } from "../../layouts/rect.ts";
import { severities } from "../../protocol/incident.ts";
import type { MapFace } from "../../protocol/map.ts";
import type { HeldMap, MapRoom } from "../map/map-room.ts";
import type { MapFacts, MapOrder } from "../map/messages.ts";
import { SeverityMark, StateMark } from "../ui/marks.tsx";
import { NoPicture } from "./no-picture.tsx";
import type { TileView } from "./tile-state.ts";
import { labelBox, noteSize, type TypeSizes } from "./type-sizes.ts";
import type { Watched } from "./watched.ts";

interface MapTileProps {
  readonly tile: Tile;
  readonly content: Extract<Content, { kind: "map" }>;
  /** What of the tile its viewport shows, in the tile's pixels. */
  readonly part: Rect;
  readonly room: MapRoom;
  readonly view: Watched<TileView>;
  readonly sizes: TypeSizes;
  readonly zone: string;
  readonly raisedPx: number;
  readonly face: MapFace | null;
  /** Called with the first picture; `failed` where there will be none. */
  readonly drawn: () => void;
  readonly failed: () => void;
}

/** The site's map with what is marked on it; drawn in a worker, and only when it would look otherwise. */
export function MapTile(props: MapTileProps) {
  const { tile, content, part, room, sizes, raisedPx, face, drawn, failed } = props;
  const { t } = useTranslation("wall");
  const view = useSyncExternalStore(props.view.subscribe, props.view.get);
  const [facts, setFacts] = useState<MapFacts | null>(null);
  const box = labelBox(tile.rect, sizes);
  const coveredPx = raisedPx + box.heightPx;
  const { width, height } = tile.rect;
  const order: MapOrder = {
    // What the label and the ticker cover is no part of the map.
    size: { width, height: Math.max(1, height - coveredPx) },
    ...{ part, pixelRatio: 1, center: content.center, zoom: content.zoom, sizes, names: true },
  };
  const ordered = JSON.stringify(order);
  const ground = useRef<HTMLDivElement>(null);
  const held = useRef<HeldMap | null>(null);
  const newest = useRef(order);
  useEffect(() => {
    newest.current = order;
  });
  useEffect(() => {
    if (ground.current === null) return undefined;
    const map = room.open(ground.current, newest.current, {
      drawn: (seen) => {
        setFacts(seen);
        drawn();
      },
      failed,
    });
    held.current = map;
    return () => {
      held.current = null;
      map.close();
    };
  }, [room, drawn, failed]);
  useEffect(() => {
    const asked: MapOrder = JSON.parse(ordered);
    held.current?.order(asked);
  }, [ordered]);
  const dead = view.state === "stale" || view.state === "lost";
  const slate = view.state === "connecting" || view.state === "hidden" || (dead && !view.hasPicture);
  const place = { left: part.x, top: part.y, width: part.width, height: part.height };
  return (
    <div className="camera map" data-state={view.state}>
      <div ref={ground} className="map-ground" style={place} role="img" aria-label={t("map.name")} />
      {slate && (
        <div
          className="slate"
          style={{ fontSize: noteSize(height - coveredPx, sizes), paddingBottom: coveredPx }}
        >
          {view.state === "hidden" && <StateMark state="hidden" />}
          <p>{view.state === "hidden" ? t("hidden") : dead ? null : t("map.name")}</p>
        </div>
      )}
      {dead && (
        <NoPicture view={view} size={tile.rect} sizes={sizes} zone={props.zone} coveredPx={coveredPx} />
      )}
      <div
        className={box.maxWidthPx === null ? "label map-label" : "label label-tag map-label"}
        style={{
          bottom: raisedPx,
          height: box.heightPx,
          lineHeight: `${box.heightPx}px`,
          fontSize: box.fontPx,
          ...(box.maxWidthPx === null ? {} : { maxWidth: box.maxWidthPx }),
        }}
      >
        <MapCounts facts={facts} words={width > box.fontPx * ROOM_FOR_WORDS} />
        <span className="map-source">{face === null ? "" : attributionOf(face, t("map.coast"))}</span>
      </div>
    </div>
  );
}

/** Sizes of type that a label is wide in which severities are named too. */
const ROOM_FOR_WORDS = 48;

/** The coarse coast is named wherever it is seen: it is no street map, and is not to be taken for one. */
function attributionOf({ base, attribution }: MapFace, coast: string): string {
  if (base.kind === "coast") return coast;
  return attribution === "" ? coast : `${attribution} · ${coast}`;
}

/** How many incidents of each severity the map shows, and how many cameras give no picture. */
function MapCounts({ facts, words }: { readonly facts: MapFacts | null; readonly words: boolean }) {
  const { t } = useTranslation("wall");
  const { t: common } = useTranslation();
  if (facts === null) return <span className="label-words" />;
  const some = severities.filter((severity) => facts.severities[severity] > 0);
  return (
    <span className="label-words map-counts">
      {some.length === 0 && <span>{t("map.none")}</span>}
      {some.map((severity) => (
        <span key={severity} data-severity={severity}>
          <SeverityMark severity={severity} />
          {facts.severities[severity]}
          {words && ` ${common(`severity.${severity}`)}`}
        </span>
      ))}
      {facts.outside > 0 && <span>{t("map.outside", { count: facts.outside })}</span>}
      {facts.camerasLost > 0 && <span>{t("map.lost", { count: facts.camerasLost })}</span>}
    </span>
  );
}
