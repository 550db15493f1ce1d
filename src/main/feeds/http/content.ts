import type { IncomingMessage } from "node:http";
import { beginsJpeg } from "./jpeg.ts";
import { pngSize } from "./png.ts";
import { isPlaylist } from "./hls/playlist.ts";
import { asHttpFault, chunksOf } from "./client.ts";

/**
 * What an answer holds: `transport` MPEG-TS, `stream` another container that can be read as it comes, `seekable` one
 * whose index may stand at its end, `none` nothing to look at.
 */
export type Content = "picture" | "playlist" | "transport" | "stream" | "seekable" | "none";

/** Enough to know any of them by. */
const PEEK_BYTES = 400;

/** The first bytes of a body, and the whole of it, from those on. */
export async function peeked(
  answer: IncomingMessage,
  url: URL,
): Promise<{ readonly begin: Buffer; readonly chunks: AsyncIterable<Buffer> }> {
  const parts: Buffer[] = [];
  let length = 0;
  const rest = chunksOf(answer)[Symbol.asyncIterator]();
  try {
    while (length < PEEK_BYTES) {
      const { done, value } = await rest.next();
      if (done === true) break;
      parts.push(value);
      length += value.byteLength;
    }
  } catch (error) {
    throw asHttpFault(error, url);
  }
  async function* chunks() {
    yield* parts;
    for (;;) {
      const { done, value } = await rest.next();
      if (done === true) return;
      yield value;
    }
  }
  return { begin: Buffer.concat(parts), chunks: chunks() };
}

/** What a body is, by its first bytes, and by what the server calls it where they do not tell. */
export function contentOf(begin: Uint8Array, contentType: string, path: string): Content {
  const text = Buffer.from(begin).toString("latin1");
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (beginsJpeg(begin) || pngSize(begin) !== null) return "picture";
  if (isPlaylist(Buffer.from(begin).toString("utf8"))) return "playlist";
  if (/mpegurl/.test(type) || /\.m3u8?$/i.test(path)) return "none";
  if (/^.{4}(?:ftyp|moov|mdat|free|wide)/s.test(text)) return "seekable";
  if (begin[0] === 0x47 && (begin.byteLength <= 188 || begin[188] === 0x47)) return "transport";
  if (/^(?:text|image|font)\//.test(type) || /json|xml|javascript|pdf/.test(type)) return "none";
  // A page, or an error in words, whatever it is called.
  if (begin.byteLength === 0 || /^[\s\x20-\x7e]{16,}$/.test(text.slice(0, 200))) return "none";
  return "stream";
}
