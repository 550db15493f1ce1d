import { CANVAS } from "../fixtures/appliance.ts";
import { startChild, type Child } from "../fixtures/child.ts";

/**
 * GStreamer's compositor on the same cameras, in the same grid, to a window on the same screen: the peer that does
 * the least besides. `frames` counts what its sink has drawn.
 */
export interface Peer extends AsyncDisposable {
  readonly pid: number;
  frames(): number;
}

export function startPeer(display: string, urls: readonly string[]): Peer {
  const columns = Math.ceil(Math.sqrt(urls.length));
  const width = Math.floor(CANVAS.width / columns);
  const height = Math.floor(CANVAS.height / columns);
  const pads = urls.flatMap((_, at) => [
    `sink_${at}::xpos=${(at % columns) * width}`,
    `sink_${at}::ypos=${Math.floor(at / columns) * height}`,
    `sink_${at}::width=${width}`,
    `sink_${at}::height=${height}`,
  ]);
  const branches = urls.flatMap((url, at) =>
    `rtspsrc location=${url} protocols=tcp latency=100 ! rtph264depay ! h264parse ! avdec_h264 ! queue ! c.sink_${at}`.split(
      " ",
    ),
  );
  const sink = `c. ! video/x-raw,width=${CANVAS.width},height=${CANVAS.height},framerate=25/1 ! videoconvert ! fpsdisplaysink name=count text-overlay=false video-sink=ximagesink`;
  const child: Child = startChild(
    "gst-launch-1.0",
    ["-v", "compositor", "name=c", ...pads, ...branches, ...sink.split(" ")],
    { env: { ...process.env, DISPLAY: display } },
  );
  let rendered = 0;
  child.process.stdout?.on("data", (chunk: Buffer) => {
    for (const match of chunk.toString("utf8").matchAll(/rendered: (\d+)/g)) rendered = Number(match[1]);
  });
  return {
    pid: child.pid,
    frames: () => rendered,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
