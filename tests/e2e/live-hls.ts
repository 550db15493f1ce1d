import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { startChild } from "../fixtures/child.ts";

/** A live HLS stream of ffmpeg's own, behind a login where there is one (`user:password`). */
export interface LiveHls extends AsyncDisposable {
  readonly url: string;
  /** The files that were asked for, in their order. */
  readonly requests: readonly string[];
  /** Refuses everything from here on. */
  stop(): void;
  /** Serves again. */
  resume(): void;
}

/** With a picture of ffmpeg's `lavfi`. */
export async function startLiveHls(
  login: string | null = null,
  lavfi = "testsrc2=size=640x360:rate=25",
): Promise<LiveHls> {
  const folder = mkdtempSync(join(tmpdir(), "dinding-hls-"));
  const encoder = startChild("ffmpeg", [
    ...["-v", "error", "-re", "-f", "lavfi", "-i", lavfi],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25", "-threads", "1"],
    ...[
      "-f",
      "hls",
      "-hls_time",
      "1",
      "-hls_list_size",
      "5",
      "-hls_flags",
      "delete_segments+program_date_time",
    ],
    join(folder, "live.m3u8"),
  ]);
  const requests: string[] = [];
  let stopped = false;
  const server: Server = createServer((request, response) => {
    void (async () => {
      const right = login === null ? undefined : `Basic ${Buffer.from(login).toString("base64")}`;
      const file = basename(request.url ?? "");
      if (stopped) return response.writeHead(503).end();
      if (right !== undefined && request.headers.authorization !== right)
        return response.writeHead(401, { "www-authenticate": "Basic" }).end();
      requests.push(file);
      try {
        const type = file.endsWith(".m3u8") ? "application/vnd.apple.mpegurl" : "video/mp2t";
        const body = await readFile(join(folder, file));
        return response.writeHead(200, { "content-type": type }).end(body);
      } catch {
        return response.writeHead(404).end();
      }
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/live.m3u8`,
    requests,
    stop: () => {
      stopped = true;
    },
    resume: () => {
      stopped = false;
    },
    [Symbol.asyncDispose]: async () => {
      await encoder[Symbol.asyncDispose]();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
