import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { FanOutCounters } from "../feeds/fan-out.ts";
import type { Rooms } from "./rooms.ts";

/** The core's figures as Prometheus reads them; nothing is gathered until somebody asks. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Counts an answered request. */
  answered(method: string, status: number): void;
  /** A page's socket was opened (1) or closed (-1). */
  socket(channel: string, change: 1 | -1): void;
  end(): void;
}

export function createMetrics(
  { feeds, outputs, walls }: Pick<Rooms, "feeds" | "outputs" | "walls">,
  fanOut: FanOutCounters,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "dinding_" });
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name: `dinding_${name}`, help, labelNames, registers: [registry] });

  const requests = new Counter({
    name: "dinding_http_requests_total",
    help: "HTTP requests answered",
    labelNames: ["method", "status"],
    registers: [registry],
  });
  const sockets = gauge("sockets", "Open WebSockets of pages", ["channel"]);
  const feedLabels = ["camera", "stream"];
  const up = gauge("feed_up", "1 where a feed is live", feedLabels);
  const fps = gauge("feed_frames_per_second", "Frames a second of a feed", feedLabels);
  const bitrate = gauge("feed_bits_per_second", "Bits a second of a feed", feedLabels);
  const restarts = gauge("feed_restarts", "How often a feed was opened anew", feedLabels);
  const connected = gauge("output_connected", "1 where a page shows the output", ["output"]);
  const revision = gauge("wall_revision", "Takes of a wall", ["wall"]);

  // The sums are kept where pictures are sent; here they are only read.
  const sum = (name: string, help: string, read: () => number) =>
    new Counter({
      name: `dinding_${name}_total`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  sum("pictures_sent", "Pictures sent to pages", () => fanOut.pictures);
  sum("picture_bytes_sent", "Bytes of pictures sent to pages", () => fanOut.bytes);
  sum("pictures_dropped", "Pictures left out for pages that were too slow", () => fanOut.dropped);
  sum("pictures_spared", "Pictures left out of feeds that a page wants slowed", () => fanOut.spared);
  sum("pages_cut_off", "Pages cut off because they read nothing", () => fanOut.cutOff);

  const gather = () => {
    for (const one of [up, fps, bitrate, restarts, connected, revision]) one.reset();
    for (const feed of feeds.list()) {
      const labels = { camera: feed.cameraId, stream: feed.stream };
      up.set(labels, feed.state === "live" ? 1 : 0);
      fps.set(labels, feed.fps);
      bitrate.set(labels, feed.bitrate);
      restarts.set(labels, feed.restarts);
    }
    for (const { id } of walls.site.outputs) connected.set({ output: id }, outputs.isConnected(id) ? 1 : 0);
    for (const { id } of walls.site.walls) revision.set({ wall: id }, walls.state(id).revision);
  };

  return {
    contentType: registry.contentType,
    text: () => {
      gather();
      return registry.metrics();
    },
    answered: (method, status) => {
      requests.inc({ method, status: String(status) });
    },
    socket: (channel, change) => {
      sockets.inc({ channel }, change);
    },
    end: () => {
      registry.clear();
    },
  };
}
