import { type FlatPart, flatParts, standingOf } from "../../../layouts/floor-plan.ts";
import type { Site, Wall } from "../../../layouts/site.ts";

/** A room on the site's floor, millimetres; x to the right, y to the front. */
export interface PlacedRoom {
  readonly id: string;
  readonly name: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
  readonly depthMm: number;
  readonly heightMm: number;
  /** Whether its floor's size, or any of its sizes, is assumed because the site does not give it. */
  readonly floorAssumed: boolean;
  readonly assumed: boolean;
}

/** A wall with a face, on the site's floor. */
export interface PlacedWall {
  readonly wall: Wall;
  readonly heightMm: number;
  readonly baseMm: number;
  readonly parts: readonly FlatPart[];
  readonly nearestMm: number;
  readonly farthestMm: number;
  /** Whether where it stands, or from where it is looked at, is assumed. */
  readonly assumed: boolean;
}

export interface PlacedSite {
  readonly rooms: readonly PlacedRoom[];
  readonly walls: readonly PlacedWall[];
}

/** Of a room whose height is not given, and of one without depth; what is around a wall in one without width, and above it. */
const ASSUMED = { heightMm: 2800, depthMm: 6000, asideMm: 1500, aboveMm: 300 } as const;
/** Between rooms of which it is not known where they lie. */
const APART_MM = 1500;
/** Of a wall that does not say from where it is looked at: no nearer and no farther than this. */
const VIEWING = { nearestMm: 2000, farthestMm: 8000, backMm: 500 } as const;

/** Rooms and walls of a site in one place, to scale; walls without a size in millimetres are left out. */
export function placedSite(site: Site): PlacedSite {
  const rooms = placedRooms(site);
  const walls = site.walls.flatMap((wall): PlacedWall[] => {
    const room = rooms.find(({ id }) => id === wall.roomId);
    if (room === undefined || wall.heightMm === undefined) return [];
    const { standing, viewing, heightMm } = wall;
    const stands = standingOf(wall, room.widthMm);
    const { xMm, yMm, baseMm } = stands;
    const parts = flatParts(wall, { ...stands, xMm: xMm + room.xMm, yMm: yMm + room.yMm });
    if (parts.length === 0) return [];
    const farthestMm = Math.min(
      VIEWING.farthestMm,
      Math.max(VIEWING.nearestMm, room.depthMm - VIEWING.backMm),
    );
    return [
      {
        ...{ wall, heightMm, baseMm, parts },
        nearestMm: viewing?.nearestMm ?? VIEWING.nearestMm,
        farthestMm: viewing?.farthestMm ?? farthestMm,
        assumed: standing === undefined || viewing === undefined,
      },
    ];
  });
  return { rooms, walls };
}

function placedRooms(site: Site): PlacedRoom[] {
  const sized = site.rooms.map((room) => {
    const inIt = site.walls.filter(({ roomId }) => roomId === room.id);
    const faces = inIt.map(({ widthMm }) => widthMm ?? 0);
    const tops = inIt.map((wall) => standingOf(wall, undefined).baseMm + (wall.heightMm ?? 0));
    const { widthMm, depthMm, heightMm } = room;
    const floorAssumed = widthMm === undefined || depthMm === undefined;
    return {
      ...{ id: room.id, name: room.name, place: room.place },
      widthMm: widthMm ?? Math.max(3000, ...faces) + 2 * ASSUMED.asideMm,
      depthMm: depthMm ?? ASSUMED.depthMm,
      heightMm: heightMm ?? Math.max(ASSUMED.heightMm, ...tops.map((top) => top + ASSUMED.aboveMm)),
      floorAssumed,
      assumed: floorAssumed || heightMm === undefined,
    };
  });
  let nextMm = Math.max(
    0,
    ...sized.flatMap(({ place, widthMm }) => (place === undefined ? [] : [place.xMm + widthMm + APART_MM])),
  );
  return sized.map(({ place, ...room }) => {
    if (place !== undefined) return { ...room, ...place };
    const xMm = nextMm;
    nextMm += room.widthMm + APART_MM;
    return { ...room, xMm, yMm: 0 };
  });
}

/** A point in the room: millimetres, z from the floor up. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The point of a wall's face so far from its left end and its upper edge, and `outMm` before it. */
export function pointOf({ parts, baseMm, heightMm }: PlacedWall, xMm: number, yMm: number, outMm = 0): Point {
  const part = parts.find(({ toMm }) => xMm <= toMm) ?? parts[parts.length - 1];
  if (part === undefined) throw new RangeError("the wall has no face");
  const along = (part.facingDeg * Math.PI) / 180;
  const s = xMm - part.fromMm;
  return {
    x: part.start.xMm + s * Math.cos(along) - outMm * Math.sin(along),
    y: part.start.yMm + s * Math.sin(along) + outMm * Math.cos(along),
    z: baseMm + heightMm - yMm,
  };
}

/** Height of the eyes of who sits and who stands, millimetres. */
export const EYES = { seated: 1200, standing: 1600 } as const;
export type Posture = keyof typeof EYES;
export type Distance = "nearest" | "farthest";

/** Where somebody looks at the middle of a wall from: straight before it, so far from the line between its ends. */
export function viewpoint(
  placed: PlacedWall,
  distance: Distance,
  posture: Posture,
): { eye: Point; target: Point } {
  const { wall, parts, heightMm } = placed;
  const [first] = parts;
  const last = parts[parts.length - 1];
  if (first === undefined || last === undefined) throw new RangeError("the wall has no face");
  const across = { x: last.end.xMm - first.start.xMm, y: last.end.yMm - first.start.yMm };
  const length = Math.hypot(across.x, across.y) || 1;
  const away = distance === "nearest" ? placed.nearestMm : placed.farthestMm;
  const eye = {
    x: first.start.xMm + across.x / 2 - (away * across.y) / length,
    y: first.start.yMm + across.y / 2 + (away * across.x) / length,
    z: EYES[posture],
  };
  return { eye, target: pointOf(placed, (wall.widthMm ?? 0) / 2, heightMm / 2) };
}
