import type Hls from "hls.js";
import type { Attempt, Play } from "./page-player.ts";
import { whyRefused } from "./refusal.ts";

/** So often the player may mend a broken buffer by itself; then it begins anew. */
const MEDIA_ERRORS_TAKEN = 1;

/**
 * Plays the HLS stream whose playlist the core hands on at `address`, near its live edge: in the size that the tile
 * needs where the stream comes in several.
 */
export function playHls(address: string): Play {
  return (video, attempt) => {
    let hls: Hls | null = null;
    void begin(video, address, attempt, (started) => {
      hls = started;
    }).catch((error: unknown) => {
      console.error("the player for HLS could not be loaded", error);
      attempt.failed("decoderFailed", { codec: "HLS" });
    });
    return () => lagOf(hls);
  };
}

async function begin(
  video: HTMLVideoElement,
  address: string,
  attempt: Attempt,
  started: (hls: Hls) => void,
): Promise<void> {
  // Most walls play none: it is loaded where one does.
  const { default: Player } = await import("hls.js");
  if (attempt.signal.aborted) return;
  const hls: Hls = new Player({
    // Its worker comes from a blob, and there is little to do: the streams are not encrypted and seldom MPEG-TS.
    enableWorker: false,
    lowLatencyMode: true,
    liveSyncDurationCount: 2,
    liveMaxLatencyDurationCount: 6,
    maxLiveSyncPlaybackRate: 1.1,
    backBufferLength: 0,
    maxBufferLength: 12,
    capLevelToPlayerSize: true,
  });
  started(hls);
  attempt.signal.addEventListener("abort", () => hls.destroy(), { once: true });
  let mediaErrors = 0;
  hls.on(Player.Events.ERROR, (_, data) => {
    if (!data.fatal) return;
    if (data.type === Player.ErrorTypes.MEDIA_ERROR && mediaErrors < MEDIA_ERRORS_TAKEN) {
      mediaErrors += 1;
      hls.recoverMediaError();
      return;
    }
    if (data.type === Player.ErrorTypes.NETWORK_ERROR) void ask(address, attempt);
    else attempt.failed("decoderFailed", { codec: data.details });
  });
  hls.loadSource(address);
  hls.attachMedia(video);
  video.play().catch((error: unknown) => {
    if (!attempt.signal.aborted) console.warn("the video does not begin to play", error);
  });
}

/** The player knows a status alone; the core says what it means. */
async function ask(address: string, attempt: Attempt): Promise<void> {
  try {
    await whyRefused(await fetch(address, { signal: attempt.signal }), attempt);
  } catch (error) {
    if (attempt.signal.aborted) return;
    console.warn("the core does not answer", error);
    attempt.failed("coreLost", {});
  }
}

/** Behind the moment that the picture was taken, where the stream says when, otherwise behind its live edge. */
function lagOf(hls: Hls | null): number | null {
  if (hls === null) return null;
  const taken = hls.playingDate?.getTime();
  const behindEdge = hls.latency * 1000;
  if (taken === undefined) return behindEdge;
  const behindMoment = Date.now() - taken;
  // A clock that is plainly wrong tells nothing.
  return behindMoment >= 0 && behindMoment < 600_000 ? behindMoment : behindEdge;
}
