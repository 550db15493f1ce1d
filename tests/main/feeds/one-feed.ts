// A core of one feed, for tests that kill it: prints a line when pictures come, and when it has stopped.
import { pino } from "pino";
import { systemClock } from "../../../src/main/base/clock.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import { FeedHub } from "../../../src/main/feeds/hub.ts";
import { createRunSource } from "../../../src/main/feeds/sources.ts";
import { onSoftware } from "./on-software.ts";
import { createTranscode } from "../../../src/main/feeds/transcode/transcode.ts";

const [url = ""] = process.argv.slice(2);
const hub = new FeedHub({
  clock: systemClock,
  log: pino({ level: "silent" }),
  runSource: createRunSource(() => findFfmpeg()),
  transcode: createTranscode(() => findFfmpeg(), onSoftware),
  lookup: (cameraId, stream) => ({ cameraId, stream, url, username: null, password: null, transport: "tcp" }),
  learned: () => undefined,
  lingerMs: 1_000,
});
let pictures = 0;
hub.watch(
  { cameraId: "cam", stream: "main", rung: null },
  {
    status: () => undefined,
    format: () => undefined,
    packet: () => {
      pictures += 1;
      if (pictures === 3) console.info("pictures");
    },
  },
);
process.once("SIGTERM", () => {
  hub.close().then(
    () => console.info("stopped"),
    (error: unknown) => console.error(error),
  );
});
