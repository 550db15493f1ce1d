import type { IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Fault } from "../../../base/fault.ts";

/** Bytes of an answer, unpacked: a city's whole list of incidents stays far below, and a bomb does not. */
export const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The whole body of `answer`, unpacked, at most `most` bytes. Faults with `notUnderstood` where it is larger, in a coding
 * that was not asked for, or cut off.
 */
export async function bodyOf(answer: IncomingMessage, host: string, most = MOST_BYTES): Promise<Buffer> {
  const tooLarge = () =>
    new Fault("notUnderstood", {
      host,
      problem: `its answer is larger than ${Math.floor(most / 1024 / 1024)} MB`,
    });
  if (Number(answer.headers["content-length"] ?? 0) > most) {
    answer.destroy();
    throw tooLarge();
  }
  const coding = (answer.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const unpacked = unpacker(coding, host);
  const from = unpacked === null ? answer : answer.pipe(unpacked);
  if (unpacked !== null) answer.once("error", (error) => unpacked.destroy(error));
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of chunksOf(from)) {
      length += part.byteLength;
      if (length > most) throw tooLarge();
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("notUnderstood", { host, problem: "its answer is cut off" }, { cause: error });
  } finally {
    unpacked?.destroy();
    answer.destroy();
  }
  return Buffer.concat(parts);
}

/** As long as no encoding is set, a stream of the system gives buffers. */
function chunksOf(stream: Readable): AsyncIterable<Buffer> {
  return stream;
}

function unpacker(coding: string, host: string): Transform | null {
  if (coding === "identity" || coding === "") return null;
  if (coding === "gzip" || coding === "x-gzip") return createGunzip();
  if (coding === "deflate") return createInflate();
  if (coding === "br") return createBrotliDecompress();
  throw new Fault("notUnderstood", { host, problem: "its answer is packed in a way that is not known" });
}
