/** Chromium's MediaStreamTrackGenerator, which TypeScript's DOM library does not know. */
interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}
type TrackGeneratorClass = new (init: { kind: "video" }) => TrackGenerator;

function isGeneratorClass(found: unknown): found is TrackGeneratorClass {
  return typeof found === "function";
}

function generatorClass(): TrackGeneratorClass | null {
  const found: unknown = Reflect.get(globalThis, "MediaStreamTrackGenerator");
  return isGeneratorClass(found) ? found : null;
}

/** Whether this browser can show feeds: it decodes in a worker and writes frames into a track. */
export function canShowFeeds(): boolean {
  return generatorClass() !== null && "VideoDecoder" in globalThis;
}

/** A video track that shows what is written to its `writable`. A TypeError where the browser has none. */
export function createTrackGenerator(): TrackGenerator {
  const Generator = generatorClass();
  if (Generator === null) throw new TypeError("this browser has no MediaStreamTrackGenerator");
  return new Generator({ kind: "video" });
}
