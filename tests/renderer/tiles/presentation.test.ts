import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TrackSink } from "../../../src/renderer/tiles/worker/frame-sink.ts";
import { Losses } from "../../../src/renderer/tiles/worker/losses.ts";
import { Presentation } from "../../../src/renderer/tiles/worker/presentation.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Frames that are not closed yet. */
let open = 0;
/** A VideoFrame without a picture: Node has none. */
function frame() {
  open += 1;
  let closed = false;
  return {
    format: null,
    displayWidth: 640,
    displayHeight: 360,
    clone: () => frame(),
    close: () => {
      if (!closed) open -= 1;
      closed = true;
    },
  };
}

/** Shows a frame on every sink. */
function show(presentation: Presentation, at: number): void {
  const of = { timeUs: at * 40_000, arrivedAt: 0, lagMs: 0, submittedAt: 0 };
  const lead: unknown = Reflect.get(presentation, "lead");
  if (typeof lead === "function") Reflect.apply(lead, presentation, [{ frame: frame(), of }]);
  vi.advanceTimersByTime(100);
}

test("a frame that a sink skips is dropped there once, and not handed over as well", () => {
  open = 0;
  const presentation = new Presentation(new Losses(), (localMs) => localMs);
  // Its renderer has taken nothing since the first.
  const stuck = new WritableStream<VideoFrame>({ write: () => new Promise(() => undefined) });
  const taken: number[] = [];
  presentation.attach(1, new TrackSink(stuck));
  presentation.attach(2, {
    skipped: 0,
    write: (one) => {
      taken.push(one.displayWidth);
      one.close();
      return true;
    },
    close: () => undefined,
  });
  for (let at = 0; at < 10; at += 1) show(presentation, at);
  expect(presentation.sinkFacts()).toEqual([
    { sink: 1, written: 1, dropped: 9 },
    { sink: 2, written: 10, dropped: 0 },
  ]);
  expect(taken.length).toBe(10);
  presentation.close();
  // The one that the renderer never gave back.
  expect(open).toBe(1);
});
