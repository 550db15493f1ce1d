import { scenes } from "./clips.ts";
import { View } from "./view.ts";

/*
 * The page that draws: window.begin(name, width, height), then window.frame(t) for each t from 0 to 1, which
 * answers with a JPEG as base64.
 */

declare global {
  interface Window {
    begin(name: string, width: number, height: number): void;
    frame(t: number): Promise<string>;
  }
}

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const element = document.createElement("canvas");
  element.width = width;
  element.height = height;
  const ctx = element.getContext("2d", { willReadFrequently: true });
  if (ctx === null) {
    throw new Error("no canvas");
  }
  return ctx;
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

/** Edges fall off as behind a cheap lens. */
function vignette(ctx: CanvasRenderingContext2D): void {
  const { width, height } = ctx.canvas;
  const shade = ctx.createRadialGradient(
    width / 2,
    height / 2,
    height * 0.45,
    width / 2,
    height / 2,
    width * 0.62,
  );
  shade.addColorStop(0, "rgba(0,0,0,0)");
  shade.addColorStop(1, "rgba(0,0,0,0.34)");
  ctx.fillStyle = shade;
  ctx.fillRect(0, 0, width, height);
}

window.begin = (name, width, height) => {
  const scene = scenes[name]?.();
  if (scene === undefined) {
    throw new Error(`no scene ${name}`);
  }
  const ctx = canvas(width, height);
  const view = new View(ctx, scene.lighting, scene.pose);
  const behind = canvas(width, height);
  scene.still(view.on(behind));

  window.frame = async (t) => {
    ctx.drawImage(behind.canvas, 0, 0);
    scene.moving(view, t);
    const things = scene.things(t).toSorted((a, b) => view.depth(b.x, b.z) - view.depth(a.x, a.z));
    for (const thing of things) {
      thing.draw(view);
    }
    scene.above(view, t);
    vignette(ctx);
    const blob = await new Promise<Blob | null>((resolve) => {
      ctx.canvas.toBlob(resolve, "image/jpeg", 0.95);
    });
    return blob === null ? "" : base64(blob);
  };
};
