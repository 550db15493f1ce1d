import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faultKinds } from "../../../src/protocol/fault.ts";
import { noMarks, type PageFacts, sameView, tileState } from "../../../src/renderer/tiles/tile-state.ts";
import type { FeedFacts } from "../../../src/renderer/tiles/worker/messages.ts";

const NOW = 1_800_000_000_000;
const facts: FeedFacts = {
  feed: { cameraId: "c", stream: "main", rung: null },
  phase: "running",
  since: NOW - 60_000,
  error: null,
  lastFrameAt: NOW - 20,
  intervalMs: 40,
  lagMs: 100,
  lossAt: null,
  keysOnly: false,
  keyIntervalMs: null,
  frozenSince: null,
  undecodable: null,
  width: 640,
  height: 360,
  received: 100,
  dropped: 0,
  decoderErrors: 0,
  delayMs: 0,
  cells: null,
};
const page: PageFacts = {
  now: NOW,
  clockOffsetMs: 0,
  coreLostSince: null,
  hidden: false,
  presentedAt: NOW - 30_000,
  marks: noMarks,
};

describe("a tile", () => {
  test("with frames says nothing", () => {
    expect(tileState(facts, page)).toEqual({
      state: "live",
      frozen: false,
      delaySeconds: null,
      since: null,
      reason: null,
      hasPicture: true,
      slowed: false,
      coarse: false,
      lostSince: null,
      replayedAt: null,
      tour: null,
    });
  });

  test("without any frame is connecting, also before the worker knows the feed", () => {
    for (const known of [null, { ...facts, lastFrameAt: null }]) {
      expect(tileState(known, { ...page, presentedAt: null }).state).toBe("connecting");
    }
  });

  test("whose feed shows elsewhere but not here yet is connecting", () => {
    expect(tileState(facts, { ...page, presentedAt: null })).toMatchObject({
      state: "connecting",
      hasPicture: false,
    });
  });

  test("with its first frame on the glass is live before the worker has told of it", () => {
    expect(tileState({ ...facts, lastFrameAt: null }, { ...page, presentedAt: NOW }).state).toBe("live");
  });

  test("without new frames is stale since the last one", () => {
    const lastFrameAt = NOW - 1500;
    expect(tileState({ ...facts, lastFrameAt }, page)).toMatchObject({ state: "stale", since: lastFrameAt });
  });

  test("says since when by the core's clock, whatever this machine's shows", () => {
    const lastFrameAt = NOW - 1500;
    const behind = { ...page, clockOffsetMs: 600_000 };
    expect(tileState({ ...facts, lastFrameAt }, behind).since).toBe(lastFrameAt + 600_000);
    expect(tileState(facts, behind).state).toBe("live");
    const lost = { ...behind, presentedAt: null, coreLostSince: NOW - 7000 };
    expect(tileState(null, lost).since).toBe(NOW - 7000 + 600_000);
  });

  test("of a slow camera is not stale between two of its frames", () => {
    expect(tileState({ ...facts, lastFrameAt: NOW - 4000, intervalMs: 2000 }, page).state).toBe("live");
  });

  test("of a failed source is lost, with the reason, since the last frame", () => {
    const error = { kind: "unreachable", detail: { host: "10.0.0.1" }, sentence: "" } as const;
    const lastFrameAt = NOW - 9000;
    expect(tileState({ ...facts, phase: "failed", error, lastFrameAt }, page)).toMatchObject({
      state: "lost",
      since: lastFrameAt,
      reason: { kind: "unreachable", detail: { host: "10.0.0.1" } },
    });
  });

  test("of a source that failed before its first frame is lost since it failed", () => {
    const error = { kind: "loginRefused", detail: {}, sentence: "" } as const;
    const view = tileState(
      { ...facts, phase: "failed", error, lastFrameAt: null },
      { ...page, presentedAt: null },
    );
    expect(view).toMatchObject({ state: "lost", since: facts.since, hasPicture: false });
  });

  test("that this display cannot decode says so", () => {
    const view = tileState(
      { ...facts, undecodable: "hev1.1.6.L93.B0", lastFrameAt: null },
      { ...page, presentedAt: null },
    );
    expect(view).toMatchObject({
      state: "lost",
      reason: { kind: "decoderFailed", detail: { codec: "hev1.1.6.L93.B0" } },
    });
  });

  test("behind its own clock says by how many seconds", () => {
    expect(tileState({ ...facts, lagMs: 3400 }, page)).toMatchObject({ state: "delayed", delaySeconds: 3 });
  });

  test("is degraded for five seconds after a loss", () => {
    expect(tileState({ ...facts, lossAt: NOW - 4900 }, page).state).toBe("degraded");
    expect(tileState({ ...facts, lossAt: NOW - 5100 }, page).state).toBe("live");
  });

  test("whose picture stays the same is marked as frozen beside its state", () => {
    expect(tileState({ ...facts, frozenSince: NOW - 60_000 }, page)).toMatchObject({
      state: "live",
      frozen: true,
    });
  });

  test("is never shown as live while the core is lost, whatever its feed claims", () => {
    fc.assert(
      fc.property(
        fc.record({
          phase: fc.constantFrom("opening" as const, "running" as const, "failed" as const),
          error: fc.option(
            fc.record({
              kind: fc.constantFrom(...faultKinds),
              detail: fc.constant({}),
              sentence: fc.constant(""),
            }),
          ),
          lastFrameAt: fc.option(fc.integer({ min: NOW - 100_000, max: NOW })),
          lagMs: fc.integer({ min: 0, max: 100_000 }),
        }),
        fc.option(fc.constant(NOW - 50_000)),
        (change, presentedAt) => {
          const view = tileState({ ...facts, ...change }, { ...page, coreLostSince: NOW - 10, presentedAt });
          expect(view.state).toBe("lost");
          expect(view.reason).toEqual({ kind: "coreLost", detail: {} });
          expect(view.since).not.toBeNull();
        },
      ),
    );
  });

  test("that is hidden shows nothing of the camera's state", () => {
    expect(
      tileState({ ...facts, lastFrameAt: NOW - 9000 }, { ...page, hidden: true, coreLostSince: NOW }),
    ).toMatchObject({
      state: "hidden",
      reason: null,
      since: null,
    });
  });

  test("is drawn anew only when what it says changes", () => {
    const later: PageFacts = { ...page, now: NOW + 250 };
    expect(sameView(tileState(facts, page), tileState({ ...facts, lastFrameAt: NOW + 240 }, later))).toBe(
      true,
    );
    expect(sameView(tileState(facts, page), tileState({ ...facts, lagMs: 2000 }, page))).toBe(false);
  });
});
