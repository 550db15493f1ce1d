import { anyStart } from "./any-start.ts";
import { normalised } from "./encoding.ts";

/**
 * What ffmpeg is to read. Addresses come by standard input, as an ffconcat script (`script.ts`), so that no process
 * list shows a login. Clips come so too, because ffmpeg's concat makes Annex B of them across the seam of the loop;
 * its filter for that (h264_mp4toannexb) fails at the first repetition in 5.1.
 */
export type FfmpegInput =
  | { readonly kind: "rtsp"; readonly probe: Probe }
  /** RTMP, SRT, UDP and RTP. */
  | { readonly kind: "network"; readonly probe: NetworkProbe }
  /** A file that is played at its own speed for ever. */
  | { readonly kind: "clip"; readonly from: "disk" | "http" }
  /** A file that is played at its own speed once, and made into H.264 whatever its coding. */
  | { readonly kind: "one" }
  /**
   * A container on standard input; `atOwnSpeed` where it could come faster than it is to be shown, `joined` where it
   * is MPEG-TS that begins anywhere.
   */
  | { readonly kind: "poured"; readonly atOwnSpeed: boolean; readonly joined: boolean }
  /** Single pictures, as NUT on standard input; made into JPEG. */
  | { readonly kind: "stills" }
  | { readonly kind: "device"; readonly device: Device }
  | { readonly kind: "test"; readonly width: number; readonly height: number; readonly fps: number };

/** A camera that is plugged into this machine. */
export interface Device {
  readonly system: "v4l2" | "dshow";
  /** `/dev/video0`; DirectShow's name of it. */
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly fps: number | null;
  /** How it is asked to send, as ffmpeg calls it: `mjpeg`, `yuyv422`, `h264`. */
  readonly form: string | null;
}

/**
 * How long ffmpeg looks at a stream before it passes it on. `quick` believes what the stream says at its beginning;
 * `patient` reads on until picture size and coding are known, as cameras with an empty description need.
 */
export type Probe = "quick" | "patient";

/** For what is joined anywhere `quick` would mostly be in vain. */
export type NetworkProbe = Probe | "joined";

/** Protocols that an address of each kind may lead to. */
const protocols = {
  rtsp: "pipe,rtsp,rtsps,rtp,tcp,udp,tls,crypto,http,https,httpproxy",
  network: "pipe,rtmp,rtmpe,rtmps,rtmpt,rtmpts,ffrtmphttp,srt,udp,rtp,tcp,tls,crypto",
  disk: "pipe,file",
  http: "pipe,http,https,httpproxy,tcp,tls,crypto",
} as const;
/** What may be poured: containers, and nothing that leads to other files. */
const containers =
  "mpegts,mov,flv,matroska,mpeg,avi,ogg,asf,mpjpeg,mjpeg,h264,hevc,m4v,mpegvideo,ivf,nut,gif,apng";
/** Bytes; the least that ffmpeg takes. */
export const QUICK_PROBE_BYTES = 32;
/** Microseconds in which MPEG-TS and FLV have named their streams, sound too, where they do so at once. */
const QUICK_LOOK_US = 700_000;
/**
 * The same for what is joined anywhere: it goes on at once when the next key frame has come, and late only where sound
 * was announced that never comes. Shorter than the supervisor waits for a first picture.
 */
const JOINED_LOOK_US = 6_000_000;
/** Microseconds and bytes within which a key frame comes, however seldom they are. */
const PATIENT_LOOK_US = 12_000_000;
export const PATIENT_PROBE_BYTES = 40_000_000;

/** Arguments of an ffmpeg that writes the pictures of `input`, frame by frame, as NUT to its standard output. */
export function ffmpegArguments(input: FfmpegInput): string[] {
  const { reading, coding } = parts(input);
  return [
    "-nostdin",
    "-hide_banner",
    // The head of a container tells how its pictures are turned; see InputTurn.
    ...(isContainer(input) ? ["-loglevel", "info", "-nostats"] : ["-loglevel", "warning"]),
    ...reading,
    ...["-map", "0:v:0", "-an"],
    ...coding,
    // NUT would otherwise gather an index in memory for as long as it runs.
    ...["-f", "nut", "-write_index", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

/** Whether ffmpeg is to say what its input holds: then its pictures are read with `tells`. */
function isContainer({ kind }: FfmpegInput): boolean {
  return kind === "clip" || kind === "poured";
}

interface Parts {
  readonly reading: readonly string[];
  readonly coding: readonly string[];
}

function parts(input: FfmpegInput): Parts {
  if (input.kind === "rtsp" || input.kind === "network" || input.kind === "poured") return copied(input);
  if (input.kind === "clip")
    return {
      reading: ["-stream_loop", "-1", "-re", ...fromScript(protocols[input.from])],
      coding: ["-c:v", "copy"],
    };
  if (input.kind === "one")
    return { reading: ["-threads", "1", "-re", ...fromScript(protocols.disk)], coding: normalised("1080p") };
  if (input.kind === "stills") return stills;
  if (input.kind === "device") return { reading: deviceReading(input.device), coding: normalised("1080p") };
  const { width, height, fps } = input;
  return {
    reading: ["-re", "-f", "lavfi", "-i", `testsrc2=size=${width}x${height}:rate=${fps}`],
    coding: [
      ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline"],
      ...["-pix_fmt", "yuv420p", "-g", String(fps), "-threads", "1"],
    ],
  };
}

/** What comes over a network is passed on as the camera encodes it. */
function copied(input: Extract<FfmpegInput, { kind: "rtsp" | "network" | "poured" }>): Parts {
  // Frames before the first key frame tell that the camera is alive; ffmpeg would keep them back.
  const coding = ["-c:v", "copy", "-copyinkf", ...ownTimes()];
  if (input.kind === "rtsp") {
    const quick = input.probe === "quick" ? ["-probesize", String(QUICK_PROBE_BYTES)] : [];
    return { reading: [...quick, "-fpsprobesize", "0", ...fromScript(protocols.rtsp)], coding };
  }
  if (input.kind === "network") return { reading: [...glancing, ...fromScript(protocols.network)], coding };
  return {
    reading: [
      // By itself ffmpeg would look for more programmes until its time is over.
      ...(input.joined ? [...looking(JOINED_LOOK_US), "-scan_all_pmts", "0"] : looking(QUICK_LOOK_US)),
      ...["-protocol_whitelist", "pipe", "-format_whitelist", containers],
      ...(input.atOwnSpeed ? ["-re"] : []),
      ...(input.joined ? ["-f", "mpegts"] : []),
      ...["-i", "pipe:0"],
    ],
    coding,
  };
}

const stills: Parts = {
  reading: [
    ...[...anyStart, "-threads", "1", "-fpsprobesize", "0", "-probesize", "32"],
    ...["-f", "nut", "-i", "pipe:0"],
  ],
  coding: [
    ...["-vf", "scale=out_range=full,format=yuvj420p", "-fps_mode", "passthrough"],
    ...["-enc_time_base", "1:90000", "-c:v", "mjpeg", "-q:v", "3", "-threads", "1"],
  ],
};

/** Microseconds for which ffmpeg looks at a stream of the network. */
export const lookUs: Readonly<Record<NetworkProbe, number>> = {
  quick: QUICK_LOOK_US,
  joined: JOINED_LOOK_US,
  patient: PATIENT_LOOK_US,
};

/**
 * The script's own reader looks at the stream itself (`networkScript`): whoever reads the script is told all of it and
 * has nothing to find out. Left to look it would hold MPEG-2 back for another second.
 */
const glancing = ["-fpsprobesize", "0", "-analyzeduration", "1"];

function looking(us: number): string[] {
  const bytes = us > QUICK_LOOK_US ? PATIENT_PROBE_BYTES : 5_000_000;
  return ["-fpsprobesize", "0", "-analyzeduration", String(us), "-probesize", String(bytes)];
}

function deviceReading({ system, name, size, fps, form }: Device): string[] {
  const isCoding = form === "mjpeg" || form === "h264";
  const wished = [
    ...(size === null ? [] : ["-video_size", `${size.width}x${size.height}`]),
    ...(fps === null ? [] : ["-framerate", String(fps)]),
  ];
  if (system === "v4l2")
    return [
      ...["-f", "v4l2", ...(form === null ? [] : ["-input_format", form]), ...wished],
      // Times of the wall clock, so that a device that counts from its start does not matter.
      ...["-timestamps", "abs", "-i", name],
    ];
  return [
    ...["-f", "dshow", "-rtbufsize", "64M", ...wished],
    ...(form === null ? [] : [isCoding ? "-vcodec" : "-pixel_format", form]),
    ...["-i", `video=${name}`],
  ];
}

/** Seconds by which times are shifted: a camera may set its clock back by a day before they turn negative. */
const SHIFT_S = 100_000;

/**
 * RTP gives the time at which a picture is shown, and none of its decoding; ffmpeg leaves gaps in what it guesses
 * and NUT then refuses streams with reordered pictures (5.1: every one of them). So decoding times are made up,
 * one tick a picture and far below, and only the times that came from the camera are kept.
 */
function ownTimes(): string[] {
  const times = String.raw`setts=pts=if(eq(PTS\,NOPTS)\,0\,PTS):dts=N-${SHIFT_S}/TB`;
  return ["-bsf:v", times, "-output_ts_offset", String(2 * SHIFT_S)];
}

function fromScript(allowed: string): string[] {
  return ["-f", "concat", "-safe", "0", "-protocol_whitelist", allowed, "-i", "pipe:0"];
}
