/**
 * What ffmpeg is to read. Addresses come by standard input, as an ffconcat script, so that no process list shows
 * a login. Clips come so too, because ffmpeg's concat makes Annex B of them across the seam of the loop; its
 * filter for that (h264_mp4toannexb) fails at the first repetition in 5.1.
 */
export type FfmpegInput =
  | { readonly kind: "rtsp"; readonly probe: Probe }
  | { readonly kind: "clip" }
  | { readonly kind: "test"; readonly width: number; readonly height: number; readonly fps: number };

/**
 * How long ffmpeg looks at a stream before it passes it on. `quick` believes the camera's session description;
 * `patient` reads on until picture size and coding are known, as cameras with an empty description need.
 */
export type Probe = "quick" | "patient";

const PROTOCOLS = "pipe,rtsp,rtsps,rtp,tcp,udp,tls,crypto";
/** Bytes; the least that ffmpeg takes. */
const QUICK_PROBE_BYTES = 32;

/** Arguments of an ffmpeg that writes the H.264 of `input`, frame by frame, as NUT to its standard output. */
export function ffmpegArguments(input: FfmpegInput): string[] {
  const { reading, coding } = parts(input);
  return [
    "-nostdin",
    "-hide_banner",
    ...["-loglevel", "warning"],
    ...reading,
    ...["-map", "0:v:0", "-an"],
    ...coding,
    // NUT would otherwise gather an index in memory for as long as it runs.
    ...["-f", "nut", "-write_index", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

function parts(input: FfmpegInput): { reading: string[]; coding: string[] } {
  if (input.kind === "rtsp") {
    return {
      reading: [
        ...(input.probe === "quick" ? ["-probesize", String(QUICK_PROBE_BYTES)] : []),
        ...["-fpsprobesize", "0"],
        ...script(PROTOCOLS),
      ],
      // Frames before the first key frame tell that the camera is alive; ffmpeg would keep them back.
      coding: ["-c:v", "copy", "-copyinkf", ...ownTimes()],
    };
  }
  if (input.kind === "clip") {
    return {
      reading: ["-stream_loop", "-1", "-re", ...script("pipe,file")],
      coding: ["-c:v", "copy"],
    };
  }
  return {
    reading: ["-re", "-f", "lavfi", "-i", `testsrc2=size=${input.width}x${input.height}:rate=${input.fps}`],
    coding: [
      ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline"],
      ...["-pix_fmt", "yuv420p", "-g", String(input.fps), "-threads", "1"],
    ],
  };
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

function script(protocols: string): string[] {
  return ["-f", "concat", "-safe", "0", "-protocol_whitelist", protocols, "-i", "pipe:0"];
}

export interface RtspInput {
  /** With its login, percent-encoded. */
  readonly url: string;
  readonly transport: "tcp" | "udp";
  /** Seconds without an answer on the connection after which ffmpeg gives up. */
  readonly timeoutS: number;
  readonly probe: Probe;
}

/** The script for a clip at `path`. */
export function clipScript(path: string): string {
  return ["ffconcat version 1.0", `file ${quoted(`file:${path}`)}`, ""].join("\n");
}

/** The script for a camera: its address and how to open it. */
export function rtspScript(input: RtspInput): string {
  const options = [
    ["rtsp_transport", input.transport],
    // Sound is not shown, and some of it ffmpeg does not know.
    ["allowed_media_types", "video"],
    ["timeout", String(input.timeoutS * 1_000_000)],
    ["fpsprobesize", "0"],
    ...(input.probe === "quick" ? [["probesize", String(QUICK_PROBE_BYTES)]] : []),
  ];
  return [
    "ffconcat version 1.0",
    `file ${quoted(input.url)}`,
    ...options.map(([name, value]) => `option ${name} ${value}`),
    "",
  ].join("\n");
}

/** ffmpeg's quoting ("Quoting and escaping" of its manual): within quotes only the quote itself is special. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * `url` with the login in it. Everything but letters, digits, `-`, `.`, `_` and `~` is percent-encoded: ffmpeg
 * decodes user and password (RFC 3986, 2.1), and its own splitting of the address sees no `@`, `:` or `/`. A
 * login that stands in `url` gives way.
 */
export function withLogin(url: string, username: string | null, password: string | null): string {
  const scheme = /^[a-z]+:\/\//i.exec(url)?.[0] ?? "";
  const rest = url.slice(scheme.length).replaceAll(/[\r\n]/g, "");
  if (username === null && password === null) return scheme + rest;
  const bare = rest.replace(/^[^/?#]*@/, "");
  return `${scheme}${encoded(username ?? "")}:${encoded(password ?? "")}@${bare}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
