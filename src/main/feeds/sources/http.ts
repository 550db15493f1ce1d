import { Fault } from "../../base/fault.ts";
import { pathTold } from "../../base/path-told.ts";
import { filledIn, hasPlaces, type StreamAddress } from "../../base/stream-address.ts";
import { httpOptions } from "../../../protocol/http-options.ts";
import { bodyOf, HttpClient, portOf } from "../http/client.ts";
import { readHls } from "../http/hls/reader.ts";
import { boundaryOf } from "../http/multipart.ts";
import { readMjpeg } from "../http/mjpeg.ts";
import { readContainer } from "../http/container.ts";
import { readSnapshots } from "../http/snapshots.ts";
import { contentOf, peeked } from "../http/content.ts";
import type { FindFfmpeg, SourceKind, SourceListener } from "../source.ts";
import { preflight } from "./preflight.ts";

const MAX_PLAYLIST_BYTES = 4 * 1024 * 1024;

/**
 * Whatever an `http://` or `https://` address gives, told apart by its answer: HLS, pictures that replace each other
 * (MJPEG), a picture to be asked for again and again, or a container that is read as it comes.
 */
export const httpSource: SourceKind = {
  schemes: ["http:", "https:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const url = URL.parse(filledIn(address.url, address.username, address.password));
      if (url === null) throw new Fault("invalid", { field: "url", problem: "http://host:port/path" });
      await preflight(url.hostname, portOf(url), signal);
      if (signal.aborted) return;
      const options = httpOptions(url.hash);
      url.hash = "";
      const client = new HttpClient({
        origin: url.origin,
        login: loginOf(address),
        anyCertificate: options.anyCertificate,
      });
      try {
        await read({ client, url, options, ffmpeg }, listener, signal);
      } catch (error) {
        if (!signal.aborted) throw pathTold(error, address);
      } finally {
        client.close();
      }
    };
  },
};

interface Reading {
  readonly client: HttpClient;
  readonly url: URL;
  readonly options: ReturnType<typeof httpOptions>;
  readonly ffmpeg: FindFfmpeg;
}

async function read(
  { client, url: asked, options, ffmpeg }: Reading,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<void> {
  const { answer, url } = await client.get(asked.href, signal);
  const type = answer.headers["content-type"] ?? "";
  const boundary = boundaryOf(type);
  if (boundary !== null) return readMjpeg(answer, url, boundary, listener);
  const { begin, chunks } = await peeked(answer, url);
  const content = contentOf(begin, type, url.pathname);
  if (content === "picture")
    return readSnapshots(
      client,
      { answer, chunks, url },
      { url: asked.href, everyMs: options.everyMs, ffmpeg },
      listener,
      signal,
    );
  if (content === "playlist") {
    const text = (await bodyOf(chunks, url, MAX_PLAYLIST_BYTES)).toString("utf8");
    return readHls({ client, url, text, ffmpeg }, listener, signal);
  }
  if (content === "none") throw new Fault("notVideo", { host: url.hostname });
  return readContainer(
    { answer, chunks, url, content, ffmpeg, client, anyCertificate: options.anyCertificate },
    listener,
    signal,
  );
}

function loginOf({ url, username, password }: StreamAddress) {
  if (hasPlaces(url) || (username === null && password === null)) return null;
  return { username: username ?? "", password: password ?? "" };
}
