import { Fault } from "../../base/fault.ts";
import type { ChildEnd } from "./child.ts";

/** Where an address leads, for the sentences; no login. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** ffmpeg's words (libavformat's and the system's error texts) and what they mean. The first that fits counts. */
const meanings: readonly (readonly [RegExp, (place: Place) => Fault])[] = [
  [
    /401 Unauthorized|authorization failed|403 Forbidden|access denied/i,
    ({ host }) => new Fault("loginRefused", { host }),
  ],
  // SRT's words for a passphrase that is wrong, missing or not asked for.
  [
    /Incorrect passphrase|Password required or unexpected|BADSECRET/i,
    ({ host }) => new Fault("loginRefused", { host }),
  ],
  [/Address already in use|bind failed/i, ({ port }) => new Fault("occupied", { what: "port", id: port })],
  [/Device or resource busy/i, ({ path }) => new Fault("occupied", { what: "device", id: path })],
  [
    /461 |Nonmatching transport/i,
    ({ host, port }) =>
      new Fault("unreachable", { host, port, problem: "it refuses TCP or UDP, whichever was chosen" }),
  ],
  [
    /453 |503 |Service Unavailable|Server returned 5/i,
    ({ host, port }) =>
      new Fault("unreachable", { host, port, problem: "it has no room for another viewer" }),
  ],
  // Nothing was set up, because the session has no video.
  [/method PLAY failed: 45/i, ({ host }) => new Fault("notVideo", { host })],
  [
    /404 Not Found|40[0-9] |451 |454 |Stream Not Found|Server returned 4/i,
    ({ host, path }) => new Fault("wrongPath", { host, path }),
  ],
  [/Failed to resolve hostname|Name or service not known/i, ({ host }) => new Fault("unknownHost", { host })],
  [/certificate/i, ({ host }) => new Fault("untrustedCertificate", { host })],
  [
    /Connection refused/i,
    ({ host, port }) => new Fault("unreachable", { host, port, problem: "connection refused" }),
  ],
  [
    /No route to host|Network is unreachable/i,
    ({ host, port }) => new Fault("unreachable", { host, port, problem: "no route to it" }),
  ],
  // GnuTLS's and OpenSSL's words for what is no TLS.
  [
    /TLS packet|TLS handshake|wrong version number|SSL_connect|pull function/i,
    ({ host }) => new Fault("notVideo", { host }),
  ],
  // RTMP's refusal has no words of its own; its connection stood.
  [/Impossible to open 'rtmp/i, ({ host, path }) => new Fault("wrongPath", { host, path })],
  [
    /Impossible to open '(?:udp|rtp):/i,
    ({ host, port }) => new Fault("unreachable", { host, port, problem: "nothing arrives there" }),
  ],
  // SRT asks again and again until its time is over, and says no more than this.
  [
    /Connection to srt:\S+ failed|\[srt @[^\]]*\].*(?:Input\/output error|Connection setup failure)/i,
    ({ host, port }) => new Fault("unreachable", { host, port, problem: "no answer" }),
  ],
  [
    /Connection timed out|Operation timed out/i,
    ({ host, port }) => new Fault("unreachable", { host, port, problem: "no answer" }),
  ],
  [/No such file or directory|Permission denied/i, ({ path }) => new Fault("fileMissing", { path })],
  [
    /Invalid data found|moov atom not found|matches no streams|Output file.*does not contain any stream|Unknown format|Protocol error|End of file/i,
    ({ host }) => new Fault("notVideo", { host }),
  ],
];

/** ffmpeg could not learn the picture's size or coding from as little as it was allowed to read. */
export function needsPatience(lines: readonly string[]): boolean {
  return lines.some((line) =>
    /unspecified size|dimensions not set|Could not find codec parameters/i.test(line),
  );
}

/** Whether `line` reports pictures lost or broken on the way, rather than something about the program. */
export function isDamage(line: string): boolean {
  return /missed \d+ packets|max delay reached|corrupt|error while decoding|concealing|Invalid NAL|bad cseq/i.test(
    line,
  );
}

/**
 * Why ffmpeg ended, from what it said last and how it ended. `delivered`: whether pictures had come before, so
 * that words of the opening no longer explain it.
 */
export function diagnose(end: ChildEnd, lines: readonly string[], delivered: boolean, place: Place): Fault {
  if (end.startError !== null) return new Fault("ffmpegMissing", {}, { cause: end.startError });
  if (end.signal !== null) return new Fault("childDied", { host: place.host, status: end.signal });
  if (delivered) return new Fault("ended", { host: place.host });
  for (const [words, fault] of meanings) {
    if (lines.some((line) => words.test(line))) return fault(place);
  }
  if (end.code === 0) return new Fault("ended", { host: place.host });
  // Words that are not known here go to the log, without what an address may carry behind its path.
  const cause = new Error(
    lines
      .slice(-3)
      .join("; ")
      .replaceAll(/\?[^\s'"]+/g, "?..."),
  );
  return new Fault("childDied", { host: place.host, status: `exit ${end.code}` }, { cause });
}
