import medium from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2?url";
import strong from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2?url";
import type { MapMarks } from "../../protocol/map.ts";
import { canvasIn, MapGround, mayUseGl } from "./map-ground.ts";
import type { FromMap, MapFacts, MapOrder, MapWords, ToMap } from "./messages.ts";

export interface MapListener {
  /** The map stands on its canvases as it was ordered, and again at every change. */
  drawn(facts: MapFacts): void;
  failed(): void;
}

/** Ids of what is marked at one place; of one of both kinds. */
export interface MarkedThere {
  readonly incidents: readonly string[];
  readonly cameras: readonly string[];
}

/** A map on its canvases. */
export interface HeldMap {
  order(order: MapOrder): void;
  /** What is marked at a place of the map, in its pixels. */
  hit(x: number, y: number): Promise<MarkedThere>;
  close(): void;
}

const coast = new URL("./world.bin", import.meta.url).href;

/** The page's hold on the worker that draws its maps; it starts with the first of them. */
export class MapRoom {
  private worker: Worker | null = null;
  private readonly listeners = new Map<number, MapListener>();
  private readonly asked = new Map<number, (found: MarkedThere) => void>();
  private readonly grounds = new Map<number, MapGround>();
  private readonly tiles = new Map<number, (bitmap: ImageBitmap | null) => void>();
  private nextNumber = 1;
  private words: MapWords | null = null;

  /** What maps mark from now on, whole or what has changed. */
  mark(marks: MapMarks): void {
    this.say({ type: "marks", marks });
  }

  /** What stands on maps in words from now on. */
  speak(words: MapWords): void {
    this.words = words;
    if (this.worker !== null) this.say({ type: "words", words });
  }

  /** Shows a map within `box`: what lies beneath, by MapLibre where that is worth it, and the marks above it. */
  open(box: HTMLElement, order: MapOrder, listener: MapListener): HeldMap {
    const map = this.nextNumber;
    this.nextNumber += 1;
    const ground = new MapGround(box, order, {
      wanted: mayUseGl(),
      read: (z, x, y) => this.tile(z, x, y),
      plain: (base) => this.say({ type: "base", map, base }, [base]),
      settled: (facts) => listener.drawn(facts),
    });
    this.grounds.set(map, ground);
    this.listeners.set(map, { drawn: (facts) => ground.show(facts), failed: () => listener.failed() });
    const marks = canvasIn(box).transferControlToOffscreen();
    const { base } = ground;
    this.say({ type: "open", map, order, base, marks }, base === null ? [marks] : [base, marks]);
    return {
      order: (changed) => {
        ground.order(changed);
        this.say({ type: "order", map, order: changed });
      },
      hit: (x, y) =>
        new Promise((resolve) => {
          const ask = this.nextNumber;
          this.nextNumber += 1;
          this.asked.set(ask, resolve);
          this.say({ type: "hit", map, ask, x, y });
        }),
      close: () => {
        this.listeners.delete(map);
        this.grounds.delete(map);
        this.say({ type: "close", map });
        ground.close();
        box.replaceChildren();
      },
    };
  }

  private async tile(z: number, x: number, y: number): Promise<ImageBitmap | null> {
    return await new Promise((resolve) => {
      const ask = this.nextNumber;
      this.nextNumber += 1;
      this.tiles.set(ask, resolve);
      this.say({ type: "tile", ask, z, x, y });
    });
  }

  /** Ends the worker; maps that are open stay as they are. */
  close(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private say(message: ToMap, transfer: Transferable[] = []): void {
    this.worker ??= this.start();
    this.worker.postMessage(message, transfer);
  }

  private start(): Worker {
    const worker = new Worker(new URL("./map-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<FromMap>) => this.hear(event.data));
    worker.addEventListener("error", () => {
      for (const listener of this.listeners.values()) listener.failed();
    });
    const start: ToMap = {
      type: "start",
      coast,
      fonts: [
        ["400", medium],
        ["600", strong],
      ],
    };
    worker.postMessage(start, []);
    if (this.words !== null) {
      const words: ToMap = { type: "words", words: this.words };
      worker.postMessage(words, []);
    }
    return worker;
  }

  private hear(message: FromMap): void {
    if (message.type === "hit") {
      this.asked.get(message.ask)?.(message);
      this.asked.delete(message.ask);
    } else if (message.type === "tile") {
      this.tiles.get(message.ask)?.(message.bitmap);
      this.tiles.delete(message.ask);
    } else if (message.type === "ground") {
      for (const ground of this.grounds.values()) ground.renew();
    } else if (message.type === "drawn") this.listeners.get(message.map)?.drawn(message.facts);
    else this.listeners.get(message.map)?.failed();
  }
}
