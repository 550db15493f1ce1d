import type { IncomingMessage } from "node:http";
import { Fault } from "../../base/fault.ts";
import { ffmpegArguments } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { script, withLogin } from "../ffmpeg/script.ts";
import type { FindFfmpeg, SourceListener } from "../source.ts";
import { asHttpFault, type HttpClient, portOf } from "./client.ts";
import { Pouring } from "./pouring.ts";

interface ContainerOrder {
  readonly answer: IncomingMessage;
  /** Its body. */
  readonly chunks: AsyncIterable<Buffer>;
  readonly url: URL;
  readonly content: "transport" | "stream" | "seekable";
  readonly anyCertificate: boolean;
  readonly client: HttpClient;
  readonly ffmpeg: FindFfmpeg;
}

/** Reads MPEG-TS, FLV, MP4 and other containers as they come by HTTP; a file of known length at its own speed. */
export async function readContainer(
  order: ContainerOrder,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<void> {
  const { answer, url, client, ffmpeg } = order;
  const program = await ffmpeg();
  const place = { host: url.hostname, port: portOf(url), path: url.pathname };
  const finite = answer.headers["content-length"] !== undefined;
  if (order.content === "seekable" && finite && answer.headers["accept-ranges"] === "bytes") {
    // Its index may stand at its end: ffmpeg fetches what it needs itself, and plays it again and again.
    client.close();
    const login = client.loginFor(url);
    const input = script(withLogin(url.href, login?.username ?? null, login?.password ?? null), [
      ["tls_verify", order.anyCertificate ? "0" : "1"],
    ]);
    const clip = {
      program,
      place,
      input,
      tells: true,
      arguments: ffmpegArguments({ kind: "clip", from: "http" }),
    };
    if (!(await readPictures(clip, listener, signal))) throw new Fault("notVideo", { host: place.host });
    return;
  }
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, signal]);
  const pouring = new Pouring(
    { program, place, atOwnSpeed: finite, joined: order.content === "transport" },
    listener,
    ended,
  );
  try {
    for await (const chunk of order.chunks) {
      await pouring.write(chunk);
      if (pouring.over) break;
    }
    throw (await pouring.finish()) ?? new Fault("ended", { host: url.hostname });
  } catch (error) {
    throw asHttpFault(error, url);
  } finally {
    stop.abort();
    await pouring.ended;
  }
}
