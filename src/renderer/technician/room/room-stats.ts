import type { Held, RoomScene } from "./room-scene.ts";
import type { Drawer } from "../../ui/webgl.ts";

/** What `window.roomStats()` gives. */
export interface RoomStats {
  /** Scenes that are open now, and that were ever opened. */
  readonly open: number;
  readonly ever: number;
  /** What the newest scene holds on the GPU, or held when it had been closed. */
  readonly held: Held | null;
  readonly frames: number;
  readonly drawer: Drawer | null;
}

declare global {
  interface Window {
    roomStats(): RoomStats;
  }
}

const open = new Set<RoomScene>();
let ever = 0;
let newest: RoomScene | null = null;
let closed: Pick<RoomStats, "held" | "frames"> | null = null;
let drawnBy: Drawer | null = null;

/** A scene was opened. */
export function opened(scene: RoomScene, drawer: Drawer): void {
  open.add(scene);
  newest = scene;
  ever += 1;
  drawnBy = drawer;
  window.roomStats = () => {
    const { held = null, frames = 0 } = newest ?? closed ?? {};
    return { open: open.size, ever, held, frames, drawer: drawnBy };
  };
}

/** It was closed; nothing of it is held here. */
export function left(scene: RoomScene): void {
  open.delete(scene);
  if (newest !== scene) return;
  closed = { held: scene.held, frames: scene.frames };
  newest = null;
}
