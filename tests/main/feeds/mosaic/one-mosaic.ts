// A core of one mosaic of four test pictures, for a test that kills it: prints a line when all four are live.
import { systemClock } from "../../../../src/main/base/clock.ts";
import { findFfmpeg } from "../../../../src/main/feeds/ffmpeg/program.ts";
import { createMosaic } from "../../../../src/main/feeds/mosaic/mosaic.ts";
import { createRunSource } from "../../../../src/main/feeds/sources.ts";
import { mosaicRef } from "../../../../src/protocol/feed.ts";
import { addressOf, hubWith } from "../parts.ts";

const find = () => findFfmpeg();
const hub = hubWith(systemClock, createRunSource(find), () => null, {
  mosaic: createMosaic(find, systemClock),
  lookup: (cameraId, stream) => (stream === "sub" ? null : addressOf("test:320x180@10", { cameraId })),
});
hub.watch(mosaicRef({ cameraIds: ["a", "b", "c", "d"], columns: 2 }, "360p"), {
  status: () => undefined,
  format: () => undefined,
  packet: () => undefined,
  cells: (cells) => {
    if (cells.every(({ state }) => state === "live")) console.info("live");
  },
});
