import { describe, expect, it } from "vitest";
import type { TileStats } from "../../../src/protocol/output.ts";
import { cameraState, tileState } from "../../../src/renderer/tiles/shown-state.ts";
import { completedMs, failedTiles } from "../../../src/renderer/taking/taking.ts";
import type { Take } from "../../../src/protocol/wall.ts";
import { busyEvening, cameras, feed, layouts } from "../console/scene.ts";

const tile = layouts[0]?.tiles[0];
if (tile === undefined) throw new Error("no tile");

function seen(state: TileStats["state"], frozen = false): TileStats {
  const some = busyEvening().outputs[0]?.tiles[0];
  if (some === undefined) throw new Error("no report");
  return { ...some, tileId: "t1", state, frozen };
}

function output(outputId: string, state: "connected" | "lost", tiles: TileStats[]) {
  return { outputId, state, lastSeenAt: null, tiles };
}

describe("what the desk says of a tile", () => {
  it("is the worst that any connected display sees of it", () => {
    const outputs = [output("a", "connected", [seen("live")]), output("b", "connected", [seen("stale")])];
    expect(tileState(tile, outputs, [], cameras)).toBe("stale");
  });

  it("leaves out displays that are gone: they say nothing about now", () => {
    const outputs = [output("a", "connected", [seen("live")]), output("b", "lost", [seen("lost")])];
    expect(tileState(tile, outputs, [], cameras)).toBe("live");
  });

  it("marks a picture that stands still, unless something worse is known", () => {
    expect(tileState(tile, [output("a", "connected", [seen("live", true)])], [], cameras)).toBe("frozen");
    expect(tileState(tile, [output("a", "connected", [seen("delayed", true)])], [], cameras)).toBe("delayed");
  });

  it("is what the camera's feeds are, where no display reports it", () => {
    expect(tileState(tile, [], [feed("kamera-1", "lost")], cameras)).toBe("lost");
    expect(tileState(tile, [], [], cameras)).toBe("idle");
    expect(cameraState("kamera-1", [feed("kamera-1", "live"), feed("kamera-1", "delayed")])).toBe("delayed");
  });

  it("is lost for a camera that there is not, and not before the cameras are known", () => {
    expect(tileState(tile, [output("a", "connected", [seen("live")])], [], [])).toBe("lost");
    expect(tileState(tile, [output("a", "connected", [seen("live")])], [], null)).toBe("live");
  });
});

describe("what came of a take", () => {
  const take: Take = {
    id: "t",
    wallId: "utama",
    layoutId: "empat",
    state: "failed",
    takenAt: "2026-11-21T07:00:00.000Z",
    takenBy: "x",
    outputs: [
      {
        outputId: "a",
        completedAt: "2026-11-21T07:00:00.212Z",
        failures: [{ tileId: "t3", kind: "silent" }],
      },
      {
        outputId: "b",
        completedAt: "2026-11-21T07:00:00.480Z",
        failures: [
          { tileId: "t3", kind: "silent" },
          { tileId: "t4", kind: "silent" },
        ],
      },
    ],
  };

  it("took as long as its last display", () => {
    expect(completedMs(take)).toBe(480);
    expect(completedMs({ ...take, outputs: [] })).toBeNull();
  });

  it("names a tile once, however many displays miss it", () => {
    expect(failedTiles(take)).toEqual(["t3", "t4"]);
  });
});
