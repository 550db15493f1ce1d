import { type GeoBox, type MapView, project, viewOfMap, worldPixels } from "../../layouts/mercator.ts";
import type { MapMarks } from "../../protocol/map.ts";
import { Marks } from "./marks.ts";
import type { Frame } from "./mercator-path.ts";
import { type FromMap, type MapOrder, type MapWords, noWords } from "./messages.ts";
import { Ground } from "./ground.ts";
import type { ProjectedCoast } from "./paint-base.ts";
import { type Hit, paintMarks } from "./paint-marks.ts";

interface OpenMap {
  order: MapOrder;
  base: OffscreenCanvas | null;
  readonly marks: OffscreenCanvas;
  /** How the base was drawn last, as text; it is drawn anew only where that is another. */
  drawnBase: string;
  baseDirty: boolean;
  marksDirty: boolean;
  hits: readonly Hit[];
  readonly openedAt: number;
}

/** A map that waits for its tiles is shown without the rest after this, milliseconds. */
const PATIENCE_MS = 2500;
/** Pixels around a point that a finger means. */
const SLACK = 6;

/** The maps of a page: what they mark, and canvases of which each is drawn anew only when it would look otherwise. */
export class MapDrawer {
  private readonly maps = new Map<number, OpenMap>();
  private readonly marks = new Marks();
  private readonly tell: (message: FromMap) => void;
  private words = noWords;
  private readonly ground = new Ground({
    drawn: () => this.all({ base: true }),
    other: () => this.tell({ type: "ground" }),
  });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private broken = false;

  constructor(tell: (message: FromMap) => void) {
    this.tell = tell;
  }

  /** From here on maps can be drawn. */
  ready(coast: ProjectedCoast): void {
    this.ground.land(coast);
  }

  /** Nothing can be drawn. */
  fail(): void {
    this.broken = true;
    for (const map of this.maps.keys()) this.tell({ type: "failed", map });
  }

  open(map: number, order: MapOrder, base: OffscreenCanvas | null, marks: OffscreenCanvas): void {
    this.maps.set(map, {
      ...{ order, base, marks, drawnBase: "" },
      ...{ baseDirty: true, marksDirty: true, hits: [], openedAt: performance.now() },
    });
    setTimeout(() => this.later(), PATIENCE_MS + 1);
    if (this.broken) this.tell({ type: "failed", map });
    this.later();
  }

  order(map: number, order: MapOrder): void {
    const open = this.maps.get(map);
    if (open === undefined) return;
    if (open.order.center !== order.center || open.order.zoom !== order.zoom) this.ground.forgetWaiting();
    open.order = order;
    open.baseDirty = true;
    open.marksDirty = true;
    this.later();
  }

  /** From now on what is beneath the marks of a map is drawn here. */
  base(map: number, base: OffscreenCanvas): void {
    const open = this.maps.get(map);
    if (open === undefined) return;
    open.base = base;
    open.drawnBase = "";
    open.baseDirty = true;
    open.marksDirty = true;
    this.later();
  }

  /** What lies under maps as a tile of the web. */
  async tile(ask: number, z: number, x: number, y: number): Promise<void> {
    let bitmap: ImageBitmap | null = null;
    try {
      if (!this.broken) bitmap = await this.ground.tile(z, x, y);
    } catch (error) {
      console.error("a tile of the ground could not be drawn", error);
    }
    this.tell({ type: "tile", ask, bitmap });
  }

  close(map: number): void {
    this.maps.delete(map);
  }

  mark(marks: MapMarks): void {
    this.marks.apply(marks);
    if (marks.face !== undefined) this.ground.follow(marks.face);
    // Maps that are told no centre follow the cameras and the boundary.
    this.all({ base: true });
  }

  say(words: MapWords): void {
    this.words = words;
    this.all({ base: false });
  }

  /** What is marked at a place of a map, the topmost of it alone. */
  hit(map: number, ask: number, x: number, y: number): void {
    const at = this.maps
      .get(map)
      ?.hits.findLast(
        ({ box }) =>
          x >= box.x - SLACK &&
          x <= box.x + box.width + SLACK &&
          y >= box.y - SLACK &&
          y <= box.y + box.height + SLACK,
      );
    this.tell({ type: "hit", ask, incidents: at?.incidents ?? [], cameras: at?.cameras ?? [] });
  }

  private all({ base }: { base: boolean }): void {
    for (const map of this.maps.values()) {
      map.marksDirty = true;
      map.baseDirty ||= base;
    }
    this.later();
  }

  /** Draws once for all that this turn of the event loop brings. */
  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.draw();
    }, 0);
  }

  private draw(): void {
    // What was not told yet is not drawn as if there were nothing.
    if (!this.ground.ready || this.marks.face === null || this.broken) return;
    for (const [id, map] of this.maps) {
      try {
        this.drawMap(id, map);
      } catch (error) {
        console.error("a map could not be drawn", error);
        this.tell({ type: "failed", map: id });
      }
    }
  }

  private drawMap(id: number, map: OpenMap): void {
    const { order, base, marks } = map;
    const view = this.viewOf(order);
    if (base !== null && map.baseDirty) {
      const drawn = JSON.stringify([this.ground.revision, view, order.size, order.part, order.pixelRatio]);
      if (drawn !== map.drawnBase) {
        const ctx = prepared(base, order);
        const frame = shifted(frameOf(view, order), order.part);
        this.ground.paint(ctx, frame, order.sizes.least);
        map.drawnBase = drawn;
      }
    }
    map.baseDirty = false;
    if (!map.marksDirty) return;
    map.marksDirty = false;
    // Complete with its streets, unless those are long in coming.
    if (this.ground.busy && base !== null && performance.now() - map.openedAt < PATIENCE_MS)
      map.marksDirty = true;
    const ctx = prepared(marks, order);
    ctx.translate(-order.part.x, -order.part.y);
    const { hits, facts } = paintMarks(ctx, {
      ...{ view, order, marks: this.marks, words: this.words },
      frame: frameOf(view, order),
    });
    map.hits = hits;
    if (!map.marksDirty) this.tell({ type: "drawn", map: id, facts });
  }

  private viewOf({ center, zoom, size }: MapOrder): MapView {
    const boundary: GeoBox | null = this.marks.face?.boundary?.box ?? null;
    return viewOfMap({ center, zoom }, size, boundary, this.marks.cameraBox);
  }
}

function frameOf(view: MapView, { size }: Pick<MapOrder, "size">): Frame {
  const world = worldPixels(view.zoom);
  const middle = project(view.center);
  return {
    world,
    left: size.width / 2 - middle.x * world,
    top: size.height / 2 - middle.y * world,
    width: size.width,
    height: size.height,
  };
}

/** The frame of a part of a map. */
function shifted(frame: Frame, part: MapOrder["part"]): Frame {
  const { width, height } = part;
  return { ...frame, left: frame.left - part.x, top: frame.top - part.y, width, height };
}

/** Empty, of the size that is ordered, and with pixels of the map for its own. Throws where there is no memory for it. */
function prepared(
  canvas: OffscreenCanvas,
  { part, pixelRatio }: MapOrder,
): OffscreenCanvasRenderingContext2D {
  const [width, height] = [Math.round(part.width * pixelRatio), Math.round(part.height * pixelRatio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error(`no canvas of ${width} x ${height}`);
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  return ctx;
}
