import { createHash } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../../base/fault.ts";
import { ffmpegArguments } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { nutFrame, nutHead } from "../nut/writer.ts";
import type { AccessUnit, FindFfmpeg, SourceListener } from "../source.ts";
import { bodyOf, type HttpClient } from "./client.ts";
import { beginsJpeg } from "./jpeg.ts";
import { Jpegs } from "./jpegs.ts";
import { pngSize } from "./png.ts";
import { SnapshotPace } from "./snapshot-pace.ts";

/** No picture of a camera is larger. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;

/** A picture as it was fetched. */
interface Shot {
  readonly bytes: Buffer;
  /** How old it was on arrival, as far as that shows. */
  readonly lagMs: number;
  /** To the next one. */
  readonly intervalMs: number;
}

/**
 * Asks for a picture again and again, one request at a time, until the signal is aborted. `first` is the answer that
 * showed what the address gives; `everyMs` the interval where a person set one.
 */
export async function readSnapshots(
  client: HttpClient,
  first: { readonly answer: IncomingMessage; readonly chunks: AsyncIterable<Buffer>; readonly url: URL },
  order: { readonly url: string; readonly everyMs: number | null; readonly ffmpeg: FindFfmpeg },
  listener: SourceListener,
  signal: AbortSignal,
): Promise<void> {
  const pace = new SnapshotPace(order.everyMs);
  const host = first.url.hostname;
  let lastHash = "";
  let lastNewAt = 0;

  function shotOf(bytes: Buffer, answer: IncomingMessage, tookMs: number): Shot {
    const hash = createHash("sha1").update(bytes).digest("base64");
    const now = performance.now();
    const repeated = hash === lastHash;
    if (!repeated) lastNewAt = now;
    lastHash = hash;
    pace.asked(tookMs, repeated);
    // The same bytes are the same moment: no camera encodes two moments alike.
    const lagMs = Math.max(now - lastNewAt, ageOf(answer));
    return { bytes, lagMs, intervalMs: pace.waitMs + tookMs };
  }

  /** Hands every picture to `take`, until that refuses one or the signal is aborted. */
  async function each(shot: Shot, take: (shot: Shot) => Promise<boolean>): Promise<void> {
    for (let next = shot; ; ) {
      if (!(await take(next))) return;
      await sleep(pace.waitMs, undefined, { signal });
      const askedAt = performance.now();
      const { body, answer } = await client.read(order.url, MAX_PICTURE_BYTES, signal);
      next = shotOf(body, answer, performance.now() - askedAt);
    }
  }

  const askedAt = performance.now();
  const bytes = await bodyOf(first.chunks, first.url, MAX_PICTURE_BYTES);
  const shot = shotOf(bytes, first.answer, performance.now() - askedAt);
  if (beginsJpeg(bytes)) {
    const jpegs = new Jpegs(listener);
    await each(shot, (one) => Promise.resolve(jpegs.push(one.bytes, known(one))));
  } else {
    await readPngs(shot, each, { host, ffmpeg: order.ffmpeg }, listener, signal);
  }
  // It gives pictures no more, or ones of another kind.
  throw new Fault("notVideo", { host });
}

function known({ lagMs, intervalMs }: Shot): Pick<AccessUnit, "lagMs" | "intervalMs"> {
  return { lagMs, intervalMs };
}

/** Pictures as PNG are no video: one ffmpeg makes them into JPEG, one after the other. */
async function readPngs(
  first: Shot,
  each: (shot: Shot, take: (shot: Shot) => Promise<boolean>) => Promise<void>,
  { host, ffmpeg }: { readonly host: string; readonly ffmpeg: FindFfmpeg },
  listener: SourceListener,
  signal: AbortSignal,
): Promise<void> {
  const size = pngSize(first.bytes);
  if (size === null) throw new Fault("notVideo", { host });
  let newest = first;
  let fetching: Promise<void> = Promise.resolve();
  const program = await ffmpeg();
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, signal]);
  let failure: unknown = null;
  const order = {
    ...{ program, place: { host, port: 0, path: "" }, arguments: ffmpegArguments({ kind: "stills" }) },
    input: (stdin: Writable) => {
      stdin.write(nutHead({ fourcc: "MPNG", extradata: new Uint8Array(), ...size, pixelAspect: 1 }));
      const take = async (shot: Shot) => {
        const now = pngSize(shot.bytes);
        // Another size asks for another ffmpeg.
        if (now?.width !== size.width || now.height !== size.height) return false;
        newest = shot;
        const frame = nutFrame({ key: true, timeUs: performance.now() * 1000, bytes: shot.bytes });
        // An ffmpeg that is slower than the pictures come is not asked to hold them all.
        if (!stdin.write(frame)) await drained(stdin, ended);
        return true;
      };
      fetching = each(first, take)
        .then(
          () => new Fault("ended", { host }),
          (error: unknown) => error,
        )
        .then((why) => {
          failure = why;
          return stop.abort();
        });
    },
  };
  try {
    const aged = {
      accessUnit: (unit: AccessUnit) => listener.accessUnit({ ...unit, ...known(newest) }),
      damage: (count: number) => listener.damage(count),
    };
    if (!(await readPictures(order, aged, ended))) failure ??= new Fault("notVideo", { host });
  } finally {
    stop.abort();
    await fetching;
  }
  if (failure !== null) throw failure;
}

/** Resolves when there is room again, or when all of it is over. */
async function drained(stdin: Writable, over: AbortSignal): Promise<void> {
  try {
    await once(stdin, "drain", { signal: over });
  } catch (error) {
    if (!over.aborted) throw error;
  }
}

/** Milliseconds between the moment an answer was made and that of its content, by the device's own clock; 0 if untold. */
function ageOf(answer: IncomingMessage): number {
  const { date, "last-modified": modified, age } = answer.headers;
  const cached = Number(age ?? 0) * 1000 || 0;
  const span = date === undefined || modified === undefined ? 0 : Date.parse(date) - Date.parse(modified);
  return Math.max(0, cached, Number.isFinite(span) ? span : 0);
}
