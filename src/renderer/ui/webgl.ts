/** What draws WebGL here; null where nothing does. */
export interface Drawer {
  readonly name: string;
  /** Whether that is a GPU and no program that plays one. */
  readonly gpu: boolean;
}

const software = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/** Asks by a context of `canvas`, which is given back at once. */
export function findDrawer(canvas: HTMLCanvasElement | OffscreenCanvas): Drawer | null {
  const context = canvas.getContext("webgl2");
  if (context === null) return null;
  const named = context.getExtension("WEBGL_debug_renderer_info");
  const told: unknown = context.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  const name = String(told);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return { name, gpu: !software.test(name) };
}
