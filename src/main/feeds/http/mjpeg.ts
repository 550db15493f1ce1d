import type { IncomingMessage } from "node:http";
import { Fault } from "../../base/fault.ts";
import type { SourceListener } from "../source.ts";
import { asHttpFault, chunksOf } from "./client.ts";
import { Jpegs } from "./jpegs.ts";
import { MultipartReader } from "./multipart.ts";

/** Parts that may hold something else than a picture, as some cameras send texts between, before it is no video. */
const MOST_FOREIGN = 20;

/** Reads pictures as `multipart/x-mixed-replace` until the camera ends it: MJPEG as cameras send it by HTTP. */
export async function readMjpeg(
  answer: IncomingMessage,
  url: URL,
  boundary: string,
  listener: SourceListener,
): Promise<void> {
  const jpegs = new Jpegs(listener);
  let foreign = 0;
  const reader = new MultipartReader(boundary, (part) => {
    if (jpegs.push(part)) foreign = 0;
    else foreign += 1;
  });
  try {
    for await (const chunk of chunksOf(answer)) {
      reader.push(chunk);
      if (foreign > MOST_FOREIGN) throw new Fault("notVideo", { host: url.hostname });
    }
  } catch (error) {
    throw asHttpFault(error, url);
  }
  throw new Fault("ended", { host: url.hostname });
}
