import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../../src/main/base/clock.ts";
import { Fault } from "../../../../src/main/base/fault.ts";
import { findFfmpeg } from "../../../../src/main/feeds/ffmpeg/program.ts";
import type { SourceListener, StreamAddress } from "../../../../src/main/feeds/source.ts";
import { createRunSource } from "../../../../src/main/feeds/sources.ts";
import { Relay } from "../../../../src/main/relay/relay.ts";
import { addressOf } from "../parts.ts";
import { leavesNoReader } from "./bench.ts";

leavesNoReader();

const password = "s3cret";
const run = createRunSource(() => findFfmpeg());

/** A server on loopback; `localhost` and `127.0.0.1` are two origins of it. */
async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** How reading `address` fails, or null where a first picture came. */
async function outcome(address: StreamAddress): Promise<Fault | null> {
  const stop = new AbortController();
  const listener: SourceListener = {
    accessUnit: () => stop.abort(),
    damage: () => undefined,
    cells: () => undefined,
  };
  try {
    await run(address, listener, stop.signal);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

describe("what is told of a stream whose login stands in its path", () => {
  const path = "/user={user}_password={password}_channel=1";
  const login = { username: "admin", password };

  it("is the path that was typed, without the login", async () => {
    const port = await serve((_, response) => response.writeHead(404).end());
    const address = addressOf(`http://127.0.0.1:${port}${path}`, login);
    const fault = await outcome(address);
    expect(fault?.report()).toMatchObject({ kind: "wrongPath", detail: { host: "127.0.0.1", path } });
    expect(JSON.stringify(fault?.report())).not.toContain(password);
  });

  it("is no path at all where the camera led us elsewhere, on another host or its own", async () => {
    const port = await serve((request, response) => {
      const { url = "" } = request;
      if (url.startsWith("/gone")) response.writeHead(404).end();
      else response.writeHead(302, { location: `http://${elsewhere}:${port}/gone${url}` }).end();
    });
    let elsewhere = "127.0.0.1";
    const address = addressOf(`http://127.0.0.1:${port}${path}`, login);
    for (elsewhere of ["127.0.0.1", "localhost"]) {
      const fault = await outcome(address);
      expect(fault).toMatchObject({ kind: "wrongPath", detail: { host: elsewhere } });
      expect(JSON.stringify(fault?.report())).not.toContain(password);
    }
  });

  it("is the same where pages play it", async () => {
    const port = await serve((_, response) => response.writeHead(404).end());
    const address = addressOf(`http://127.0.0.1:${port}${path}`, login);
    const relay = new Relay({ clock: systemClock, lookup: () => address });
    onTestFinished(() => relay.close());
    const request = { cameraId: "cam", stream: "main", word: null, query: {}, range: null } as const;
    const got = relay.get(request, (word) => word);
    await expect(got).rejects.toMatchObject({ kind: "wrongPath", detail: { path } });
  });
});

describe("a clip that is fetched over HTTP", () => {
  let clip: Buffer;
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), "dinding-clip-"));
    const file = join(folder, "clip.mp4");
    const picture = ["-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10", "-frames:v", "10"];
    spawnSync("ffmpeg", ["-v", "error", ...picture, "-c:v", "libx264", "-pix_fmt", "yuv420p", file]);
    clip = readFileSync(file);
    rmSync(folder, { recursive: true });
  });

  /** Serves the clip with ranges, to the `free` first who ask, and then only with a login; keeps those it was sent. */
  async function clipServer(free: number, sent: (string | undefined)[]): Promise<number> {
    return serve((request, response) => {
      const { authorization, range } = request.headers;
      sent.push(authorization);
      if (sent.length > free && authorization === undefined) {
        response.writeHead(401, { "www-authenticate": 'Basic realm="cam"' }).end();
        return;
      }
      const from = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
      const head = { "accept-ranges": "bytes", "content-type": "video/mp4" };
      const body = clip.subarray(from);
      response
        .writeHead(range === undefined ? 200 : 206, {
          ...{ ...head, "content-length": body.byteLength },
          ...(range === undefined
            ? {}
            : { "content-range": `bytes ${from}-${clip.byteLength - 1}/${clip.byteLength}` }),
        })
        .end(body);
    });
  }

  it("is fetched with the login by the camera itself, and without it where a redirect leads", async () => {
    const own: (string | undefined)[] = [];
    const ownPort = await clipServer(0, own);
    const login = { username: "op", password };
    expect(await outcome(addressOf(`http://127.0.0.1:${ownPort}/x.mp4`, login))).toBeNull();
    expect(own.at(-1)).toMatch(/^Basic /);

    const foreign: (string | undefined)[] = [];
    const foreignPort = await clipServer(1, foreign);
    const port = await serve((_, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${foreignPort}/x.mp4` }).end(),
    );
    const refused = await outcome(addressOf(`http://127.0.0.1:${port}/clip`, login));
    expect(refused?.kind).toBe("loginRefused");
    expect(foreign.length).toBeGreaterThan(1);
    expect(foreign.filter((authorization) => authorization !== undefined)).toEqual([]);
  });
});
