import "../link/no-eval.ts";
import { readCoast } from "./coast.ts";
import { MapDrawer } from "./drawer.ts";
import type { FromMap, ToMap } from "./messages.ts";
import { projectCoast } from "./paint-base.ts";

/** A map in another type is better than none. */
const FONT_MS = 2000;

const drawer = new MapDrawer((message: FromMap) =>
  postMessage(message, {
    transfer: message.type === "tile" && message.bitmap !== null ? [message.bitmap] : [],
  }),
);

/** Chromium 150 gives workers a set of fonts, and not its constructor to tell it by. */
function isFontSet(value: unknown): value is Pick<FontFaceSet, "add"> {
  return typeof value === "object" && value !== null && "add" in value;
}

async function loadFonts(fonts: Extract<ToMap, { type: "start" }>["fonts"]): Promise<void> {
  const own: unknown = Reflect.get(globalThis, "fonts");
  if (!isFontSet(own)) return;
  try {
    const loading = fonts.map(async ([weight, url]) => {
      const face = new FontFace("IBM Plex Sans", `url(${JSON.stringify(url)})`, { weight });
      own.add(await face.load());
    });
    await Promise.race([Promise.all(loading), new Promise((resolve) => setTimeout(resolve, FONT_MS))]);
  } catch (error) {
    console.warn("the map's type could not be loaded", error);
  }
}

async function start({ coast, fonts }: Extract<ToMap, { type: "start" }>): Promise<void> {
  try {
    const [answer] = await Promise.all([fetch(coast), loadFonts(fonts)]);
    if (!answer.ok) throw new Error(`the base map is not there: ${answer.status}`);
    drawer.ready(projectCoast(readCoast(new Uint8Array(await answer.arrayBuffer()))));
  } catch (error) {
    console.error("maps cannot be drawn", error);
    drawer.fail();
  }
}

addEventListener("message", (event: MessageEvent<ToMap>) => {
  const message = event.data;
  switch (message.type) {
    case "start":
      void start(message);
      return;
    case "open":
      drawer.open(message.map, message.order, message.base, message.marks);
      return;
    case "order":
      drawer.order(message.map, message.order);
      return;
    case "base":
      drawer.base(message.map, message.base);
      return;
    case "tile":
      void drawer.tile(message.ask, message.z, message.x, message.y);
      return;
    case "close":
      drawer.close(message.map);
      return;
    case "marks":
      drawer.mark(message.marks);
      return;
    case "words":
      drawer.say(message.words);
      return;
    case "hit":
      drawer.hit(message.map, message.ask, message.x, message.y);
  }
});
