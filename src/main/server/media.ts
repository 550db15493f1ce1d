import { Readable } from "node:stream";
import send from "@fastify/send";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Media } from "../../protocol/routes/route.ts";
import { Fault } from "../base/fault.ts";

/** A file as a handler hands it over: from memory, one of a folder, or what goes on until somebody leaves. */
export class MediaContent {
  readonly content: Uint8Array | Readable | { readonly folder: string; readonly name: string };
  readonly headers: Readonly<Record<string, string>>;

  /** `headers`: those that the route names, and others. */
  constructor(content: MediaContent["content"], headers: MediaContent["headers"] = {}) {
    this.content = content;
    this.headers = headers;
  }
}

/** Sends what a handler handed over; a file of a folder in parts where they are asked for. */
export async function sendMedia(
  request: FastifyRequest,
  reply: FastifyReply,
  media: Media,
  { content, headers }: MediaContent,
): Promise<FastifyReply> {
  // A route of several types tells which with each answer.
  reply.type(media.media).headers(headers);
  if (content instanceof Uint8Array)
    return reply.send(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  if (content instanceof Readable) return reply.send(content);
  const { folder, name } = content;
  const found = await send(request.raw, encodeURIComponent(name), {
    root: folder,
    index: false,
    dotfiles: "deny",
    cacheControl: false,
    contentType: false,
    acceptRanges: media.ranges,
  });
  if (found.type !== "file" && found.statusCode !== 416)
    throw new Fault("notFound", { what: "file", id: name });
  return reply.code(found.statusCode).headers(found.headers).send(found.stream);
}
