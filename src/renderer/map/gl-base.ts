import "maplibre-gl/dist/maplibre-gl.css";
import { addProtocol, Map as GlMap, type RasterTileSource, removeProtocol, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { fromPixel, type MapView, unproject } from "../../layouts/mercator.ts";
import type { Area, Size } from "../../layouts/rect.ts";
import { earth } from "./palette.ts";

/** A tile of the ground as the worker draws it; null where it cannot. */
export type ReadTile = (z: number, x: number, y: number) => Promise<ImageBitmap | null>;

interface GlListener {
  /** Everything of what was asked for is on the glass. */
  settled(): void;
  /** The way to the GPU is gone; nothing will be drawn any more. */
  lost(): void;
}

/** Pixels of a tile's side. */
const TILE = 512;
const DEEPEST = 20;
const GROUND = "ground";

let protocols = 0;
setWorkerUrl(workerUrl);

/** What lies under a map's marks, drawn by MapLibre from the very tiles that a canvas would show. */
export class GlBase {
  private readonly protocol: string;
  private readonly map: GlMap;
  private revision = 0;

  /** Throws where WebGL cannot be had. */
  constructor(container: HTMLElement, read: ReadTile, listener: GlListener) {
    protocols += 1;
    this.protocol = `ground${protocols}`;
    addProtocol(this.protocol, async ({ url }) => {
      const [z = 0, x = 0, y = 0] = (/:\/\/(\d+)\/(\d+)\/(\d+)/.exec(url) ?? []).slice(1).map(Number);
      const bitmap = await read(z, x, y);
      if (bitmap === null) throw new Error("no tile");
      return { data: bitmap };
    });
    this.map = new GlMap({
      container,
      style: {
        version: 8,
        sources: { [GROUND]: { type: "raster", tiles: [this.address()], tileSize: TILE, maxzoom: DEEPEST } },
        layers: [
          { id: "water", type: "background", paint: { "background-color": earth.water } },
          { id: GROUND, type: "raster", source: GROUND, paint: { "raster-fade-duration": 0 } },
        ],
      },
      ...{ interactive: false, attributionControl: false, renderWorldCopies: false, fadeDuration: 0 },
      ...{ trackResize: false, maxPitch: 0, center: [0, 0], zoom: 0 },
    });
    this.map.on("idle", () => listener.settled());
    this.map.on("webglcontextlost", () => listener.lost());
  }

  /** Shows `part` of a map of `size` with this view. */
  show(view: MapView, size: Size, part: Area): void {
    const middle = { x: part.x + part.width / 2, y: part.y + part.height / 2 };
    const { lon, lat } = unproject(fromPixel(view, size, middle));
    this.map.resize();
    this.map.jumpTo({ center: [lon, lat], zoom: view.zoom });
  }

  /** The ground is another: every tile is read anew. */
  renew(): void {
    this.revision += 1;
    this.map.getSource<RasterTileSource>(GROUND)?.setTiles([this.address()]);
  }

  close(): void {
    removeProtocol(this.protocol);
    this.map.remove();
  }

  private address(): string {
    return `${this.protocol}://{z}/{x}/{y}?${this.revision}`;
  }
}
