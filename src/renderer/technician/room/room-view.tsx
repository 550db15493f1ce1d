import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../../layouts/site.ts";
import { useLivePictures } from "../../tiles/live-pictures.ts";
import { OwnPictures } from "../../tiles/own-pictures.tsx";
import { type Orbit, orbitFrom } from "./orbit.ts";
import { overview } from "./overview.ts";
import {
  type Distance,
  EYES,
  type PlacedSite,
  type PlacedWall,
  type Point,
  type Posture,
  viewpoint,
} from "./placed.ts";
import type { RoomScene } from "./room-scene.ts";
import { left, opened } from "./room-stats.ts";
import { pictureFor } from "./wall-painter.ts";
import { WallPicture } from "./wall-picture.tsx";
import type { Drawer } from "../../ui/webgl.ts";
import { FIELD_OF_VIEW_DEG } from "./view-angle.ts";

/** How often the walls' faces are painted, milliseconds: as stills, or as a GPU can. */
const STILL_MS = 1000;
const GPU_MS = 100;

const metres = ({ x, y, z }: Point): [number, number, number] => [x / 1000, z / 1000, y / 1000];

function orbitAt(wall: PlacedWall, distance: Distance, posture: Posture): Orbit {
  const { eye, target } = viewpoint(wall, distance, posture);
  return orbitFrom(metres(eye), metres(target));
}

/** The whole of it, in a picture of a laptop's shape. */
function whole(placed: PlacedSite): Orbit {
  return overview(placed, 1.9, FIELD_OF_VIEW_DEG);
}

interface RoomViewProps {
  readonly site: Site;
  readonly placed: PlacedSite;
  readonly drawer: Drawer;
  /** Called where WebGL is lost or cannot be had after all. */
  readonly onLost: () => void;
}

/** The room in 3D, its walls showing what is on the glass. */
export function RoomView({ site, placed, drawer, onLost }: RoomViewProps) {
  const { t, i18n } = useTranslation("technician");
  const metre = (mm: number) => (mm / 1000).toLocaleString(i18n.language);
  const ground = useRef<HTMLDivElement>(null);
  const scene = useRef<RoomScene | null>(null);
  const [wallId, setWallId] = useState(placed.walls[0]?.wall.id ?? null);
  const pictures = useLivePictures();
  const everyMs = drawer.gpu ? GPU_MS : STILL_MS;
  const wall = placed.walls.find((each) => each.wall.id === wallId) ?? placed.walls[0];
  const faces = useMemo(
    () => new Map(placed.walls.map(({ wall: { id, canvas } }) => [id, pictureFor(canvas)])),
    [placed],
  );
  const lost = useRef(onLost);
  useEffect(() => {
    lost.current = onLost;
  });

  useEffect(() => {
    const room = ground.current;
    if (room === null) return undefined;
    let over = false;
    // A canvas of its own each time: one whose context was given back has none again.
    const canvas = document.createElement("canvas");
    canvas.tabIndex = 0;
    canvas.className = "room-canvas";
    room.append(canvas);
    const gone = () => {
      if (!over) lost.current();
    };
    canvas.addEventListener("webglcontextlost", gone);
    let made: RoomScene | null = null;
    const open = async () => {
      try {
        const three = await import("./room-scene.ts");
        if (over) return;
        made = new three.RoomScene(canvas, placed, faces, whole(placed));
        scene.current = made;
        opened(made, drawer);
      } catch (error) {
        console.warn("the room cannot be drawn in 3D", error);
        gone();
      }
    };
    void open();
    return () => {
      over = true;
      scene.current = null;
      canvas.removeEventListener("webglcontextlost", gone);
      if (made !== null) {
        made.close();
        left(made);
      }
      canvas.remove();
    };
  }, [placed, faces, drawer]);

  useEffect(() => {
    const label = t("room.canvasLabel");
    ground.current?.querySelector("canvas")?.setAttribute("aria-label", label);
  });

  const look = (orbit: Orbit) => scene.current?.look(orbit);
  return (
    <div className="room-view">
      <div className="room-eyes" role="toolbar" aria-label={t("room.viewpoints")}>
        {placed.walls.length > 1 && (
          <select
            className="input"
            aria-label={t("sheet.wall")}
            value={wall?.wall.id}
            onChange={(event) => setWallId(event.target.value)}
          >
            {placed.walls.map(({ wall: { id, name } }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <button type="button" className="button small" onClick={() => look(whole(placed))}>
          {t("room.overview")}
        </button>
        {wall !== undefined &&
          (["nearest", "farthest"] as const).flatMap((distance) =>
            (["seated", "standing"] as const).map((posture) => (
              <button
                key={`${distance} ${posture}`}
                type="button"
                className="button small"
                onClick={() => look(orbitAt(wall, distance, posture))}
              >
                {t("room.eye", {
                  posture: t(`room.${posture}`),
                  height: metre(EYES[posture]),
                  distance: metre(distance === "nearest" ? wall.nearestMm : wall.farthestMm),
                })}
              </button>
            )),
          )}
      </div>
      <div className="room-ground" ref={ground} />
      <div className="room-feeds" aria-hidden="true">
        {placed.walls.map(({ wall: each }) => {
          const picture = faces.get(each.id);
          return picture === undefined ? null : (
            <WallPicture
              key={each.id}
              {...{ wall: each, site, pictures, picture, everyMs }}
              onPainted={(id) => scene.current?.refresh(id)}
            />
          );
        })}
      </div>
      <OwnPictures pictures={pictures} />
      <p className="dim room-hint">
        {t("room.keys")} {drawer.gpu ? t("room.live") : t("room.still")}
      </p>
    </div>
  );
}
