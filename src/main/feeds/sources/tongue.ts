import { connect } from "node:net";
import { Fault } from "../../base/fault.ts";
import type { SourceListener } from "../source.ts";

/** How a server is asked whether it speaks what its address says. */
export interface Tongue {
  readonly host: string;
  readonly port: number;
  /** What is said to it first. */
  readonly hello: Uint8Array;
  /** Whether an answer may begin so; there is one byte at least. */
  readonly fits: (begin: Uint8Array) => boolean;
}

/** Milliseconds without a picture after which a server is asked; most have sent one by then. */
const DOUBT_MS = 3_000;
/** Milliseconds for its answer. One that says nothing may be slow, and is left in peace. */
const ANSWER_MS = 2_000;
/** Bytes of either side's first part of the handshake ("Adobe's Real Time Messaging Protocol", 5.2.3). */
const RTMP_HANDSHAKE_BYTES = 1_536;
/** Plain, and those that other servers answer with who want it enciphered. */
const rtmpVersions = [3, 6, 8, 9];

/** RTSP (RFC 2326, 10.1), which opens no session; a server of tunnels may answer by HTTP that it did not understand. */
export function rtspTongue(host: string, port: number, tunnel: boolean): Tongue {
  const hello = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: Dinding\r\n\r\n";
  const known = tunnel ? ["RTSP/", "HTTP/"] : ["RTSP/"];
  return {
    ...{ host, port, hello: Buffer.from(hello) },
    fits(begin) {
      const text = Buffer.from(begin).toString("latin1");
      return known.some((word) => text.startsWith(word.slice(0, text.length)));
    },
  };
}

/** RTMP: the server begins with the version that it takes. */
export function rtmpTongue(host: string, port: number): Tongue {
  const hello = new Uint8Array(1 + RTMP_HANDSHAKE_BYTES);
  hello[0] = 3;
  return { host, port, hello, fits: ([version = 0]) => rtmpVersions.includes(version) };
}

/**
 * Does `read`, and asks the server meanwhile where no picture comes: ffmpeg waits without end for the rest of an answer
 * that is none. Faults with `notVideo` where another tongue is spoken, else settles as `read` does, which is given a
 * listener and a signal of its own; no connection is left then.
 */
export async function doubted(
  tongue: Tongue,
  listener: SourceListener,
  signal: AbortSignal,
  read: (listener: SourceListener, signal: AbortSignal) => Promise<boolean>,
): Promise<boolean> {
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, signal]);
  let foreign = false;
  let asking: Promise<void> = Promise.resolve();
  const ask = async () => {
    foreign = !(await speaks(tongue, ended));
    if (foreign) stop.abort();
  };
  const doubt = setTimeout(() => {
    asking = ask();
  }, DOUBT_MS);
  const heard: SourceListener = {
    accessUnit(unit) {
      clearTimeout(doubt);
      listener.accessUnit(unit);
    },
    damage: (count) => listener.damage(count),
  };
  try {
    const done = await read(heard, ended);
    if (foreign && !signal.aborted) throw new Fault("notVideo", { host: tongue.host });
    return done;
  } finally {
    clearTimeout(doubt);
    stop.abort();
    await asking;
  }
}

/** Whether the server answers as it should, or not at all. */
function speaks({ host, port, hello, fits }: Tongue, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.replaceAll(/[[\]]/g, ""), port });
    const settle = (answer: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
      socket.destroy();
      resolve(answer);
    };
    const leave = () => settle(true);
    const timer = setTimeout(leave, ANSWER_MS);
    signal.addEventListener("abort", leave, { once: true });
    socket.once("connect", () => socket.write(hello));
    socket.once("data", (begin: Buffer) => settle(fits(begin)));
    socket.once("error", leave);
    socket.once("close", leave);
    if (signal.aborted) leave();
  });
}
