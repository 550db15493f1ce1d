import type { Transport } from "../../../protocol/camera.ts";
import {
  lookUs,
  type NetworkProbe,
  PATIENT_PROBE_BYTES,
  type Probe,
  QUICK_PROBE_BYTES,
} from "./arguments.ts";

/** Names and values that ffmpeg's protocols and readers know. */
export type Options = readonly (readonly [string, string])[];

export interface RtspInput {
  /** With its login, percent-encoded. */
  readonly url: string;
  readonly transport: Transport;
  /** Seconds without an answer on the connection after which ffmpeg gives up. */
  readonly timeoutS: number;
  readonly probe: Probe;
}

/** What ffmpeg reads on its standard input, so that neither address nor options stand in a process list. */
export function script(url: string, options: Options): string {
  return [
    "ffconcat version 1.0",
    `file ${quoted(url)}`,
    ...options.map(([name, value]) => `option ${name} ${quoted(value)}`),
    "",
  ].join("\n");
}

/** The script for a clip at `path`. */
export function clipScript(path: string): string {
  return script(`file:${path}`, []);
}

/** The script for a camera: its address and how to open it. */
export function rtspScript({ url, transport, timeoutS, probe }: RtspInput): string {
  return script(url, [
    ["rtsp_transport", transport === "http" && /^rtsps:/i.test(url) ? "https" : transport],
    // Sound is not shown, and some of it ffmpeg does not know.
    ["allowed_media_types", "video"],
    ["timeout", String(timeoutS * 1_000_000)],
    ["fpsprobesize", "0"],
    ...(probe === "quick" ? ([["probesize", String(QUICK_PROBE_BYTES)]] as const) : []),
  ]);
}

/** The script for a stream of another protocol. */
export function networkScript(url: string, options: Options, probe: NetworkProbe): string {
  return script(url, [
    ...options,
    ["fpsprobesize", "0"],
    ["analyzeduration", String(lookUs[probe])],
    ...(probe === "quick" ? [] : ([["probesize", String(PATIENT_PROBE_BYTES)]] as const)),
  ]);
}

/** ffmpeg's quoting ("Quoting and escaping" of its manual): within quotes only the quote itself is special. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[\r\n]/g, "").replaceAll("'", String.raw`'\''`)}'`;
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
