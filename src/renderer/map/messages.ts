import type { GeoPoint } from "../../layouts/geography.ts";
import type { MapView } from "../../layouts/mercator.ts";
import type { Area, Size } from "../../layouts/rect.ts";
import type { Severity } from "../../protocol/incident.ts";
import type { CameraMark, MapMarks } from "../../protocol/map.ts";
import type { TypeSizes } from "../tiles/type-sizes.ts";

/** How one map is to be drawn. Lengths are pixels of the map: canvas pixels on a wall, CSS pixels at the desk. */
export interface MapOrder {
  /** Of the whole map. */
  readonly size: Size;
  /** What of it the canvases show. */
  readonly part: Area;
  /** Pixels of the canvases a pixel of the map. */
  readonly pixelRatio: number;
  /** Left out: as [L15] says. */
  readonly center?: GeoPoint | undefined;
  readonly zoom?: number | undefined;
  readonly sizes: TypeSizes;
  /** Whether cameras say their names where there is room. */
  readonly names: boolean;
  /** A place that a person picked. */
  readonly picked?: GeoPoint | undefined;
}

/** What stands on maps in words, in the language of the page. */
export interface MapWords {
  readonly states: Readonly<Record<CameraMark["state"], string>>;
  readonly drill: string;
  /** What is said beside the marks of incidents, by their ids; the others stand without. */
  readonly incidents: readonly (readonly [string, string])[];
}

/** Before anybody has told. */
export const noWords: MapWords = {
  states: {
    ...{ connecting: "", live: "", delayed: "", degraded: "", stale: "", lost: "", hidden: "", idle: "" },
  },
  drill: "",
  incidents: [],
};

/** What a map shows, for what is written beside it. */
export interface MapFacts {
  readonly view: MapView;
  /** Incidents within the map. */
  readonly severities: Readonly<Record<Severity, number>>;
  /** Incidents that have a place beyond its edges. */
  readonly outside: number;
  readonly cameras: number;
  /** Of those, without a picture now. */
  readonly camerasLost: number;
}

export type ToMap =
  | { readonly type: "start"; readonly coast: string; readonly fonts: readonly (readonly [string, string])[] }
  /** `base` is null where something else draws what is under the marks. */
  | {
      readonly type: "open";
      readonly map: number;
      readonly order: MapOrder;
      readonly base: OffscreenCanvas | null;
      readonly marks: OffscreenCanvas;
    }
  | { readonly type: "order"; readonly map: number; readonly order: MapOrder }
  /** What drew beneath the marks does so no more; from now on it is drawn here. */
  | { readonly type: "base"; readonly map: number; readonly base: OffscreenCanvas }
  | { readonly type: "close"; readonly map: number }
  | { readonly type: "marks"; readonly marks: MapMarks }
  | { readonly type: "words"; readonly words: MapWords }
  | {
      readonly type: "hit";
      readonly map: number;
      readonly ask: number;
      readonly x: number;
      readonly y: number;
    }
  /** Asks for what lies under maps as a tile of the web, 512 pixels wide. */
  | {
      readonly type: "tile";
      readonly ask: number;
      readonly z: number;
      readonly x: number;
      readonly y: number;
    };

export type FromMap =
  | { readonly type: "drawn"; readonly map: number; readonly facts: MapFacts }
  /** What lies under all maps is another. */
  | { readonly type: "ground" }
  | { readonly type: "tile"; readonly ask: number; readonly bitmap: ImageBitmap | null }
  /** The map cannot be drawn. */
  | { readonly type: "failed"; readonly map: number }
  | {
      readonly type: "hit";
      readonly ask: number;
      readonly incidents: readonly string[];
      readonly cameras: readonly string[];
    };
