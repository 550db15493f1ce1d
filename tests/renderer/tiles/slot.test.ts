import { describe, expect, test } from "vitest";
import type { ShownFeed } from "../../../src/renderer/tiles/shown-feed.ts";
import { Slot } from "../../../src/renderer/tiles/slot.ts";
import { noMarks } from "../../../src/renderer/tiles/tile-state.ts";

const feeds = {
  coreLostSince: null as number | null,
  clockOffsetMs: 0,
  show: (): ShownFeed => {
    throw new Error("there is no feed to show");
  },
};
const content = { kind: "camera", cameraId: "kamera-9" } as const;

describe("a tile whose camera was removed", () => {
  test("is lost and says that there is no such camera, instead of connecting for ever", () => {
    const slot = new Slot(feeds, content, null);
    slot.refresh(false, noMarks);
    expect(slot.view.get()).toMatchObject({
      state: "lost",
      reason: { kind: "notFound", detail: { what: "camera", id: "kamera-9" } },
      hasPicture: false,
    });
    expect(slot.presented).toBe(false);
  });

  test("says first that the core is lost, and nothing where it is hidden", () => {
    const lost = new Slot({ ...feeds, coreLostSince: 5 }, content, null);
    lost.refresh(false, noMarks);
    expect(lost.view.get()).toMatchObject({ state: "lost", reason: { kind: "coreLost" } });
    const hidden = new Slot(feeds, content, null);
    hidden.refresh(true, noMarks);
    expect(hidden.view.get()).toMatchObject({ state: "hidden", reason: null });
  });
});

test("a mosaic that is not chosen yet is connecting", () => {
  const slot = new Slot(feeds, { kind: "mosaic", cameraIds: ["a", "b", "c", "d"] }, null);
  slot.refresh(false, noMarks);
  expect(slot.view.get()).toMatchObject({ state: "connecting", reason: null });
});

describe("a tour", () => {
  const tour = { kind: "tour", cameraIds: ["a", "b"], dwellS: 10 } as const;

  test("tells of the camera whose turn it is", () => {
    const feed = { cameraId: "b", stream: "main", rung: null } as const;
    const slot = new Slot(feeds, { ...tour, cameraIds: ["a", "b"] }, feed);
    slot.refresh(false, { ...noMarks, tour: { cameraId: "a", place: 1, of: 2, held: true } });
    expect(slot.stats("t", undefined)).toMatchObject({ cameraId: "a", shownCameraId: "b" });
    expect(slot.view.get().tour).toMatchObject({ place: 1, held: true });
  });

  test("without a camera that may be shown is lost and says so", () => {
    const slot = new Slot(feeds, { ...tour, cameraIds: ["a", "b"] }, null);
    slot.refresh(false, noMarks);
    expect(slot.view.get()).toMatchObject({
      state: "lost",
      reason: { kind: "unavailable", detail: { what: "tour" } },
    });
    expect(slot.stats("t", undefined).cameraId).toBeNull();
  });
});

test("a picture that is out of the page is waited for again, and claims nothing until it is drawn anew", () => {
  const slot = new Slot(feeds, { kind: "image", imageId: "lambang" }, null);
  slot.drew("drawn");
  slot.refresh(false, noMarks);
  expect([slot.presented, slot.view.get().state]).toEqual([true, "live"]);
  slot.drew("awaited");
  slot.refresh(true, noMarks);
  expect([slot.presented, slot.view.get().state]).toEqual([false, "hidden"]);
  slot.refresh(false, noMarks);
  expect(slot.view.get()).toMatchObject({ state: "connecting", hasPicture: false });
});
