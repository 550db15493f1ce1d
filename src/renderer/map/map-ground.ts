import { findDrawer } from "../ui/webgl.ts";
import type { GlBase, ReadTile } from "./gl-base.ts";
import type { MapFacts, MapOrder } from "./messages.ts";

/** What a technician may leave in a browser: `gl` where any WebGL will do, `plain` where none is to be used. */
const CHOICE = "dinding.map";
/** A map whose tiles are long in coming is shown without the rest after this, milliseconds. */
const PATIENCE_MS = 2500;

/** Whether MapLibre is to draw what lies under maps: where a GPU does the work, as all that needs WebGL. */
export function mayUseGl(): boolean {
  const chosen = localStorage.getItem(CHOICE);
  if (chosen === "plain") return false;
  const drawer = findDrawer(document.createElement("canvas"));
  return drawer !== null && (drawer.gpu || chosen === "gl");
}

/** A canvas that fills its box. */
export function canvasIn(box: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  box.append(canvas);
  return canvas;
}

interface GroundOf {
  /** Whether MapLibre may draw it. */
  readonly wanted: boolean;
  readonly read: ReadTile;
  /** It is drawn on a canvas from now on. */
  plain(base: OffscreenCanvas): void;
  /** The map stands as it was ordered. */
  settled(facts: MapFacts): void;
}

/** What lies under one map's marks: by MapLibre, or on a canvas, also from the moment at which WebGL is lost. */
export class MapGround {
  /** The canvas that the worker draws on; null while MapLibre draws. */
  readonly base: OffscreenCanvas | null;
  private readonly parts: GroundOf;
  private readonly place: HTMLDivElement | null;
  private gl: GlBase | null = null;
  private ordered: MapOrder;
  private facts: MapFacts | null = null;
  private waiting = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;

  constructor(box: HTMLElement, order: MapOrder, parts: GroundOf) {
    this.parts = parts;
    this.ordered = order;
    if (!parts.wanted) {
      this.base = canvasIn(box).transferControlToOffscreen();
      this.place = null;
      return;
    }
    this.base = null;
    this.place = document.createElement("div");
    box.append(this.place);
    void this.open(this.place);
  }

  order(order: MapOrder): void {
    this.ordered = order;
  }

  /** The marks stand on the map as `facts` tell; what lies beneath follows them. */
  show(facts: MapFacts): void {
    this.facts = facts;
    if (this.place === null || this.ended) {
      this.parts.settled(facts);
      return;
    }
    this.waiting = true;
    this.timer ??= setTimeout(() => this.settle(), PATIENCE_MS);
    this.gl?.show(facts.view, this.ordered.size, this.ordered.part);
  }

  /** The ground is another. */
  renew(): void {
    this.gl?.renew();
  }

  close(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.gl?.close();
    this.gl = null;
  }

  private async open(place: HTMLElement): Promise<void> {
    try {
      const { GlBase: Base } = await import("./gl-base.ts");
      if (this.ended) return;
      const told = { settled: () => this.settle(), lost: () => this.lost(place) };
      this.gl = new Base(place, this.parts.read, told);
      if (this.facts !== null) this.show(this.facts);
    } catch (error) {
      console.info("maps are drawn without WebGL", error);
      this.lost(place);
    }
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.waiting || this.facts === null) return;
    this.waiting = false;
    this.parts.settled(this.facts);
  }

  /** Goes on with a canvas, in the same place. */
  private lost(place: HTMLElement): void {
    if (this.ended) return;
    this.ended = true;
    const canvas = document.createElement("canvas");
    place.replaceWith(canvas);
    const { gl } = this;
    this.gl = null;
    // Within its own event MapLibre still works on what is lost.
    if (gl !== null) setTimeout(() => gl.close(), 0);
    this.parts.plain(canvas.transferControlToOffscreen());
    this.settle();
  }
}
