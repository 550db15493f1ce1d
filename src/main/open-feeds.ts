import type { StreamRole } from "../protocol/camera.ts";
import { AddressBook } from "./address-book.ts";
import type { Clock } from "./base/clock.ts";
import type { Lifetime } from "./base/lifetime.ts";
import type { Log } from "./base/log.ts";
import { Clips } from "./clips/clips.ts";
import { findFfmpeg, onceFound } from "./feeds/ffmpeg/program.ts";
import { FeedHub } from "./feeds/hub.ts";
import { Minute } from "./feeds/minute/minute.ts";
import { Moments } from "./feeds/minute/moments.ts";
import { createMosaic } from "./feeds/mosaic/mosaic.ts";
import { createRunSource } from "./feeds/sources.ts";
import { CameraWatch } from "./feeds/stand-ins/camera-watch.ts";
import { HardwareChoice } from "./feeds/transcode/hardware-choice.ts";
import { createTranscode } from "./feeds/transcode/transcode.ts";
import { Prober } from "./probe/prober.ts";
import { Relay } from "./relay/relay.ts";
import { WhepRelay } from "./relay/whep.ts";
import type { Store } from "./store/store.ts";
import type { GlassView } from "./wall/glass.ts";
import type { Walls } from "./wall/walls.ts";

/** How long a feed stays open after the last tile that showed it, milliseconds: a tour comes back to it. */
const LINGER_MS = 8000;

interface FeedRoomsOptions {
  readonly data: string;
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lifetime: Lifetime;
  /** What stands on the walls; both are asked from the first feed on. */
  readonly walls: () => Walls;
  readonly glass: () => GlassView;
}

/** Opens what reads cameras and what keeps of their pictures; `lifetime` ends it. */
export async function openFeedRooms({
  data,
  env,
  store,
  clock,
  log,
  lifetime,
  walls,
  glass,
}: FeedRoomsOptions) {
  const addresses = new AddressBook(store);
  await addresses.load();
  const lookup = (cameraId: string, stream: StreamRole) => addresses.find(cameraId, stream);
  const ffmpeg = onceFound(() => findFfmpeg(env));
  const minute = new Minute({
    clock,
    rank: (cameraId) => walls().rankOf(cameraId),
    player: (cameraId, stream) => glass().player(cameraId, stream),
  });
  lifetime.onEnd("minute", () => minute.close());
  const hardware = new HardwareChoice({ ffmpeg, clock, log });
  lifetime.onEnd("self-test", () => hardware.close());
  const relay = new Relay({ clock, lookup });
  lifetime.onEnd("relay", () => relay.close());
  const whep = new WhepRelay(lookup);
  lifetime.onEnd("whep", () => whep.end());
  const runSource = createRunSource(ffmpeg);
  const feeds: FeedHub = new FeedHub({
    clock,
    log,
    minute,
    runSource,
    transcode: createTranscode(ffmpeg, hardware),
    mosaic: createMosaic(ffmpeg, clock),
    standIns: { watch: () => watch, find: (cameraId) => glass().camera(cameraId) },
    lookup,
    learned: (cameraId, stream, format) => {
      glass().changed();
      store.cameras.learnFormat(cameraId, stream, format).catch((error: unknown) => {
        log.warn({ err: error, cameraId }, "the format of the picture could not be kept");
      });
    },
    formats: await store.cameras.formats(),
    lingerMs: LINGER_MS,
  });
  lifetime.onEnd("feeds", () => feeds.close());
  const watch = new CameraWatch(feeds, clock);
  const moments = new Moments({
    ...{ minute, feeds, ffmpeg, clock },
    reads: (cameraId, stream) => glass().player(cameraId, stream) !== "whep",
  });
  lifetime.onEnd("moments", () => moments.close());
  const clips = await Clips.open({ data, store, minute, ffmpeg, clock, log });
  lifetime.onEnd("clips", () => clips.close());
  const prober = new Prober({ feeds, runSource, ffmpeg, hardware, clock });
  lifetime.onEnd("prober", () => prober.close());
  return { addresses, minute, relay, whep, feeds, watch, moments, clips, prober };
}
