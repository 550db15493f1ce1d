import "../../link/no-eval.ts";
import { FeedsLink } from "./feeds-link.ts";
import { TrackSink } from "./frame-sink.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

const TICK_MS = 250;

let link: FeedsLink | null = null;

addEventListener("message", (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  switch (message.type) {
    case "start": {
      const started = new FeedsLink(message.address, (told: FromWorker) => postMessage(told));
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
