import type { Area, Size } from "../../layouts/rect.ts";
import { type MapView, project } from "../../layouts/mercator.ts";
import type { Severity } from "../../protocol/incident.ts";
import { noteSize, type TypeSizes } from "../tiles/type-sizes.ts";
import { type Cluster, cluster } from "./cluster.ts";
import { drawCamera, drawPicked, drawSeverity, drawSight } from "./glyphs.ts";
import { fontOf, Labels } from "./labels.ts";
import { isLost, type Marks, type PlacedCamera, type PlacedIncident } from "./marks.ts";
import { type Frame, pathOfRings } from "./mercator-path.ts";
import type { MapFacts, MapOrder, MapWords } from "./messages.ts";
import { palette, severityColour, strip } from "./palette.ts";

type Context = OffscreenCanvasRenderingContext2D;

/** Sizes of type between two marks of one kind, below which they are one. */
const NEAR = 3;
const NEAR_CAMERAS = 1.9;
/** Labels of each kind: more of them nobody reads. */
const MOST_LABELS = { incidents: 24, lost: 12, names: 48 };
/** How wide a camera is taken to see that does not say it, degrees. */
const USUAL_FOV = 60;

/** A mark on the map, in its pixels, with what it stands for. */
export interface Hit {
  readonly box: Area;
  readonly incidents: readonly string[];
  readonly cameras: readonly string[];
}

export interface MarksScene {
  readonly marks: Pick<Marks, "incidents" | "cameras">;
  readonly view: MapView;
  readonly frame: Frame;
  readonly order: Pick<MapOrder, "names" | "picked" | "sizes">;
  readonly words: MapWords;
}

type At<T> = T & { readonly x: number; readonly y: number };

/** What of `all` lies near the map, in its pixels. */
function inFrame<T extends { readonly x: number; readonly y: number }>(
  all: Iterable<T>,
  frame: Frame,
): At<T>[] {
  const near: At<T>[] = [];
  for (const one of all)
    near.push({ ...one, x: one.x * frame.world + frame.left, y: one.y * frame.world + frame.top });
  return near;
}

function isInside({ x, y }: { readonly x: number; readonly y: number }, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

function boxAt({ x, y }: { readonly x: number; readonly y: number }, width: number, height: number): Area {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** A strip for a mark and its count around 0, 0; gives its width. `rest`: what else it says, in its own colour. */
function drawPill(ctx: Context, px: number, count: string, rest: string, mark: () => void): number {
  ctx.font = fontOf(px, true);
  const [countWidth, restWidth] = [
    ctx.measureText(count).width,
    rest === "" ? 0 : ctx.measureText(rest).width + 0.3 * px,
  ];
  const width = 1.95 * px + countWidth + restWidth;
  const height = 1.55 * px;
  ctx.beginPath();
  ctx.roundRect(-width / 2, -height / 2, width, height, height / 2);
  ctx.fillStyle = strip;
  ctx.fill();
  ctx.strokeStyle = palette.onColour;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.save();
  ctx.translate(-width / 2 + 0.9 * px, 0);
  mark();
  ctx.restore();
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = palette.text;
  ctx.fillText(count, -width / 2 + 1.55 * px, 0.35 * px);
  if (rest !== "") {
    ctx.fillStyle = palette.high;
    ctx.fillText(rest, -width / 2 + 1.85 * px + countWidth, 0.35 * px);
  }
  return width;
}

function paintAreas(ctx: Context, incidents: Iterable<PlacedIncident>, frame: Frame, px: number): void {
  const byRank = [...incidents].filter(({ rings }) => rings.length > 0).toSorted((a, b) => b.rank - a.rank);
  for (const { rings, severity, acknowledged } of byRank) {
    const path = pathOfRings(rings, frame);
    ctx.fillStyle = severityColour(severity);
    ctx.globalAlpha = 0.14;
    ctx.fill(path, "evenodd");
    ctx.globalAlpha = 1;
    ctx.lineJoin = "round";
    ctx.strokeStyle = severityColour(severity);
    ctx.lineWidth = Math.max(2, px / 10);
    ctx.setLineDash(acknowledged ? [px / 2, px / 3] : []);
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
}

function paintCameras(ctx: Context, cameras: readonly Cluster<At<PlacedCamera>>[], px: number): Hit[] {
  const side = 0.95 * px;
  for (const { all } of cameras)
    for (const { x, y, heading, fovDeg } of all) {
      if (heading === undefined) continue;
      ctx.save();
      ctx.translate(x, y);
      drawSight(ctx, heading, fovDeg ?? USUAL_FOV, 2.4 * px);
      ctx.restore();
    }
  // Those without a picture last, above the others.
  return cameras.toReversed().map(({ worst, all }) => {
    ctx.save();
    ctx.translate(worst.x, worst.y);
    const lost = all.filter(isLost).length;
    const mark = () => drawCamera(ctx, worst.state, side);
    let width = side;
    if (all.length === 1) mark();
    else width = drawPill(ctx, 0.85 * px, String(all.length), lost === 0 ? "" : `×${lost}`, mark);
    ctx.restore();
    const box = boxAt(worst, width, all.length === 1 ? side : 1.32 * px);
    return { box, incidents: [], cameras: all.map(({ id }) => id) };
  });
}

function paintIncidents(ctx: Context, incidents: readonly Cluster<At<PlacedIncident>>[], px: number): Hit[] {
  const side = 1.15 * px;
  return incidents.toReversed().map(({ worst, all }) => {
    ctx.save();
    ctx.translate(worst.x, worst.y);
    const mark = () => drawSeverity(ctx, worst.severity, all.length === 1 ? side : px, worst.acknowledged);
    let width = 1.3 * side;
    if (all.length === 1) mark();
    else width = drawPill(ctx, px, String(all.length), "", mark);
    ctx.restore();
    return { box: boxAt(worst, width, 1.55 * px), incidents: all.map(({ id }) => id), cameras: [] };
  });
}

/** Draws everything that is marked; answers what stands where, the topmost last, and what is to be told of it. */
export function paintMarks(
  ctx: Context,
  scene: MarksScene,
): { readonly hits: readonly Hit[]; readonly facts: MapFacts } {
  const { marks, frame, order, words } = scene;
  const px = noteSize(frame.height, order.sizes);
  paintAreas(ctx, marks.incidents.values(), frame, px);
  const placedIncidents = inFrame(marks.incidents.values(), frame);
  const placedCameras = inFrame(marks.cameras.values(), frame);
  const seen = <T extends At<PlacedIncident | PlacedCamera>>({ worst }: Cluster<T>) => isInside(worst, frame);
  const cameras = cluster(placedCameras, NEAR_CAMERAS * px).filter(seen);
  const incidents = cluster(placedIncidents, NEAR * px).filter(seen);
  const hits = [...paintCameras(ctx, cameras, px), ...paintIncidents(ctx, incidents, px)];
  paintLabels(ctx, { cameras, incidents, hits, px, frame, order, words });
  if (order.picked !== undefined) {
    const at = project(order.picked);
    ctx.save();
    ctx.translate(at.x * frame.world + frame.left, at.y * frame.world + frame.top);
    drawPicked(ctx, 1.4 * px, palette.text);
    ctx.restore();
  }
  return { hits, facts: factsOf(scene, placedIncidents, placedCameras) };
}

interface Labelled {
  readonly cameras: readonly Cluster<At<PlacedCamera>>[];
  readonly incidents: readonly Cluster<At<PlacedIncident>>[];
  readonly hits: readonly Hit[];
  readonly px: number;
  readonly frame: Size;
  readonly order: { readonly names: boolean; readonly sizes: TypeSizes };
  readonly words: MapWords;
}

function paintLabels(ctx: Context, { cameras, incidents, hits, px, frame, order, words }: Labelled): void {
  const labels = new Labels(ctx, frame);
  const boxes = new Map<string, Area>();
  for (const {
    box,
    incidents: [incident],
    cameras: [camera],
  } of hits) {
    labels.keepFree(box);
    boxes.set(incident === undefined ? `c ${camera}` : `i ${incident}`, box);
  }
  const said = new Map(words.incidents);
  let left = MOST_LABELS.incidents;
  for (const { worst } of incidents) {
    const told = [worst.drill ? words.drill : "", said.get(worst.id) ?? ""]
      .filter((word) => word !== "")
      .join(" · ");
    const box = boxes.get(`i ${worst.id}`);
    if (told === "" || left === 0 || box === undefined) continue;
    if (labels.beside(box, told, px, true)) left -= 1;
  }
  left = MOST_LABELS.lost;
  for (const { worst, all } of cameras) {
    const box = boxes.get(`c ${worst.id}`);
    if (worst.rank === 2 || all.length > 1 || left === 0 || box === undefined) continue;
    if (labels.beside(box, `${worst.name} · ${words.states[worst.state]}`, order.sizes.least, true))
      left -= 1;
  }
  left = order.names ? MOST_LABELS.names : 0;
  for (const { worst, all } of cameras) {
    const box = boxes.get(`c ${worst.id}`);
    if (worst.rank !== 2 || all.length > 1 || left === 0 || box === undefined) continue;
    if (labels.beside(box, worst.name, order.sizes.least, false)) left -= 1;
  }
  labels.draw();
}

function factsOf(
  { view, frame }: MarksScene,
  incidents: readonly At<PlacedIncident>[],
  cameras: readonly At<PlacedCamera>[],
): MapFacts {
  const severities: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  let outside = 0;
  for (const incident of incidents) {
    if (isInside(incident, frame)) severities[incident.severity] += 1;
    else outside += 1;
  }
  const inside = cameras.filter((camera) => isInside(camera, frame));
  return { view, severities, outside, cameras: inside.length, camerasLost: inside.filter(isLost).length };
}
