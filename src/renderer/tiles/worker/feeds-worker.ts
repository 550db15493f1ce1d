import "../../link/no-eval.ts";
import { findDrawer } from "../../ui/webgl.ts";
import { Beat } from "../beat.ts";
import { FeedsLink } from "./feeds-link.ts";
import { TrackSink } from "./frame-sink.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

const TICK_MS = 250;

let link: FeedsLink | null = null;

addEventListener("message", (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  switch (message.type) {
    case "start": {
      // A GPU draws every change of the page for next to nothing, and no frame needs to wait for others.
      const beat = findDrawer(new OffscreenCanvas(1, 1))?.gpu === true ? null : new Beat();
      const started = new FeedsLink(message.address, beat, (told: FromWorker) => postMessage(told));
      link = started;
      setInterval(() => started.tick(), TICK_MS);
      return;
    }
    case "attach":
      link?.attach(message.sink, message.feed, new TrackSink(message.writable));
      return;
    case "detach":
      link?.detach(message.sink);
      return;
    case "slow":
      link?.slow(message.feeds);
      return;
    case "rank":
      link?.rank(message.priorities);
      return;
    case "frozenAfter":
      link?.frozenAfter(message.ms);
  }
});
