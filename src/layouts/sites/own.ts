import { arrangeOnWall } from "../arrange.ts";
import type { Layout } from "../layout.ts";
import type { PanelModelName } from "../library.ts";
import type { Output, Site, Wall } from "../site.ts";
import { MonitorSite } from "./monitors.ts";

const SCREEN = { width: 1920, height: 1080 };
/** Of a site of one's own, until somebody names it otherwise in its file. */
const ID = "pusat-komando";
const ROOM = { id: "ruang-komando", name: "Ruang Komando" };
const WALL = { id: "utama", name: "Dinding utama", roomId: ROOM.id };

/** What somebody says of their own site in the first minutes; the rest is measured at the technician's page. */
export interface OwnSite {
  readonly name: string;
  /** IANA. */
  readonly zone: string;
  /** Monitors of one kind, each on an output of its own; null: no panel yet, and the wall is a window. */
  readonly monitors: {
    readonly model: PanelModelName;
    readonly columns: number;
    readonly rows: number;
  } | null;
}

/** The site that comes of it, with one wall and no layouts. */
export function ownSite({ name, zone, monitors }: OwnSite): Site {
  const about = { id: ID, name, zone, rooms: [ROOM], notes: [] };
  if (monitors !== null) {
    const site = new MonitorSite();
    site.hang({ ...WALL, ...monitors, status: "present" });
    return site.site(about);
  }
  const wall: Wall = { ...WALL, canvas: SCREEN, panels: [] };
  const output: Output = { id: "out-1", name: "Jendela", ...SCREEN, placement: { kind: "window" } };
  const whole = { x: 0, y: 0, ...SCREEN };
  return {
    ...about,
    walls: [wall],
    outputs: [output],
    viewports: [{ wallId: wall.id, outputId: output.id, canvas: whole, output: whole, rotation: 0 }],
  };
}

/**
 * The layouts that a wall begins with, of the cameras that there are: all of them, as many as it has room for, and one
 * large beside seven where there are as many. None without a camera.
 */
export function firstLayouts(wall: Wall, cameraIds: readonly string[]): Omit<Layout, "id">[] {
  const contents = cameraIds.slice(0, MOST_FIRST).map((cameraId) => ({ kind: "camera", cameraId }) as const);
  if (contents.length === 0) return [];
  const all = { name: "Semua kamera", wallId: wall.id, tiles: arrangeOnWall("all", wall, contents) };
  if (contents.length < ONE_WITH_SEVEN) return [all];
  const few = contents.slice(0, ONE_WITH_SEVEN);
  return [all, { name: "Satu besar", wallId: wall.id, tiles: arrangeOnWall("1+7", wall, few) }];
}

/** More on a first wall are smaller than anything that could be read. */
const MOST_FIRST = 36;
const ONE_WITH_SEVEN = 8;
