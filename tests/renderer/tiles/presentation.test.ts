import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Beat } from "../../../src/renderer/tiles/beat.ts";
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
  const presentation = new Presentation(new Losses(), (localMs) => localMs, null);
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

test("three feeds of one rate show their frames at one moment, a fourth of another rate when they are due", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const beat = new Beat();
  const phases = [1, 14, 27, 31];
  const shown = phases.map((): number[] => []);
  const feeds = phases.map((_, at) => {
    const feed = new Presentation(new Losses(), (localMs) => localMs, beat.place());
    feed.attach(1, {
      skipped: 0,
      write: (one) => {
        shown[at]?.push(performance.now());
        one.close();
        return true;
      },
      close: () => undefined,
    });
    return feed;
  });
  const push = (at: number, count: number, everyMs: number) => {
    const of = { timeUs: count * everyMs * 1000, arrivedAt: 0, lagMs: 0, submittedAt: 0 };
    const to: unknown = Reflect.get(feeds[at] ?? {}, "push");
    if (typeof to === "function") Reflect.apply(to, feeds[at], [{ ...frame() }, of]);
  };
  const from = performance.now();
  for (let ms = 0; ms < 3000; ms += 1) {
    for (const [at, phase] of phases.entries()) {
      const everyMs = at === 3 ? 55 : 40;
      if (ms >= phase && (ms - phase) % everyMs === 0) push(at, (ms - phase) / everyMs, everyMs);
    }
    vi.advanceTimersByTime(1);
  }
  const late = shown.map((times) => times.filter((ms) => ms > from + 1500));
  expect(late[0]?.length).toBeGreaterThanOrEqual(36);
  expect(late[1]).toEqual(late[0]);
  expect(late[2]).toEqual(late[0]);
  for (const ms of late[3] ?? []) expect((ms - from - 31) % 55).toBeLessThanOrEqual(1);
  for (const feed of feeds) feed.close();
});
