import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findFfmpeg } from "../../../../src/main/feeds/ffmpeg/program.ts";
import { HttpClient, type HttpSetup } from "../../../../src/main/feeds/http/client.ts";
import { Pieces } from "../../../../src/main/feeds/http/hls/pieces.ts";
import { readPlaylist } from "../../../../src/main/feeds/http/hls/playlist.ts";
import { Pouring } from "../../../../src/main/feeds/http/pouring.ts";
import {
  type CameraLogin,
  type HttpCamera,
  type HttpCameraSetup,
  startHttpCamera,
} from "../../../fixtures/servers/http-camera.ts";
import { pictureArguments, runFfmpeg, temporaryFolder } from "../../../fixtures/servers/media.ts";

const login: CameraLogin = { kind: "digest", username: "op", password: "right" };
const never = new AbortController().signal;

async function cameraOf(setup: HttpCameraSetup): Promise<HttpCamera> {
  const camera = await startHttpCamera(setup);
  onTestFinished(() => camera.stop());
  return camera;
}

function clientOf(camera: HttpCamera, rest: Partial<HttpSetup> = {}): HttpClient {
  const { origin } = new URL(camera.url("/"));
  const client = new HttpClient({ origin, login, anyCertificate: true, ...rest });
  onTestFinished(() => client.close());
  return client;
}

async function statusOf(client: HttpClient, url: string): Promise<number | undefined> {
  const { answer } = await client.read(url, 1_000_000, never);
  return answer.statusCode;
}

describe("requests to one camera", () => {
  it("each log in, though they are sent side by side and each is given a nonce of its own", async () => {
    const camera = await cameraOf({ login, tellsStale: false });
    const client = clientOf(camera, { connections: 4 });
    const asked = [1, 2, 3].map(() => statusOf(client, camera.url("/page")));
    expect(await Promise.all(asked)).toEqual([200, 200, 200]);
  });

  it("go on when a nonce has run out and the camera does not say that this is all", async () => {
    const camera = await cameraOf({ login, tellsStale: false, nonceUses: 1 });
    const client = clientOf(camera);
    for (let round = 0; round < 3; round += 1) expect(await statusOf(client, camera.url("/page"))).toBe(200);
  });

  it("try a wrong login once a request, for cameras lock out who tries more", async () => {
    const camera = await cameraOf({ login, tellsStale: false });
    const client = clientOf(camera, { login: { username: "op", password: "wrong" } });
    await expect(statusOf(client, camera.url("/page"))).rejects.toMatchObject({ kind: "loginRefused" });
    expect(camera.requests).toBe(2);
  });

  it("may wait for their turn longer than a connection may take", async () => {
    const camera = await cameraOf({ snapshotMs: 3_000 });
    const client = clientOf(camera, { login: null });
    const asked = ["/still.jpg", "/page"].map((path) => statusOf(client, camera.url(path)));
    expect(await Promise.all(asked)).toEqual([200, 200]);
  });

  it("take their login along to the same host by HTTPS, and to no other", async () => {
    const basic: CameraLogin = { ...login, kind: "basic" };
    const secured = await cameraOf({ login: basic, tls: true });
    const camera = await cameraOf({ movedTo: secured.url("") });
    expect(await statusOf(clientOf(camera), camera.url("/page"))).toBe(200);
    const other = await cameraOf({ movedTo: secured.url("").replace("127.0.0.1", "localhost") });
    const refused = statusOf(clientOf(other), other.url("/page"));
    await expect(refused).rejects.toMatchObject({ kind: "loginRefused" });
    // Nor to another port that is as open as the one it was given for.
    const plain = await cameraOf({ login: basic });
    const aside = await cameraOf({ movedTo: plain.url("") });
    await expect(statusOf(clientOf(aside), aside.url("/page"))).rejects.toMatchObject({
      kind: "loginRefused",
    });
  });
});

it("what is poured may wait for room as often as it likes, and leaves no listener for it", async () => {
  const input = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-frames:v", "120"];
  const coding = ["-c:v", "mpeg2video", "-q:v", "1", "-f", "mpegts", "pipe:1"];
  const { stdout } = spawnSync("ffmpeg", ["-v", "error", ...input, ...coding], { maxBuffer: 64e6 });
  const warnings: Error[] = [];
  const warned = (warning: Error) => void warnings.push(warning);
  process.on("warning", warned);
  onTestFinished(() => void process.off("warning", warned));
  let pictures = 0;
  const stop = new AbortController();
  const program = await findFfmpeg();
  const place = { host: "cam", port: 80, path: "/" };
  const pouring = new Pouring(
    { program, place, atOwnSpeed: false, joined: false },
    { accessUnit: () => (pictures += 1), damage: () => undefined },
    stop.signal,
  );
  // No part fits into what a pipe holds back, so that each of them waits.
  const part = 64 * 1024;
  let waits = 0;
  for (let at = 0; at < stdout.byteLength; at += part, waits += 1)
    await pouring.write(stdout.subarray(at, at + part));
  expect(waits).toBeGreaterThan(20);
  expect(await pouring.finish()).toMatchObject({ kind: "ended" });
  expect(pictures).toBe(120);
  expect(warnings).toEqual([]);
});

it("what is poured into a reader that has gone waits for nothing", async () => {
  const stop = new AbortController();
  const pouring = new Pouring(
    {
      program: await findFfmpeg(),
      place: { host: "cam", port: 80, path: "/" },
      atOwnSpeed: true,
      joined: false,
    },
    { accessUnit: () => undefined, damage: () => undefined },
    stop.signal,
  );
  const waiting = pouring.write(new Uint8Array(1_000_000));
  stop.abort();
  await waiting;
  expect(await pouring.ended).toBeNull();
  await pouring.write(new Uint8Array(1_000_000));
});

it("a piece of fragmented MP4 that breaks off costs its own pictures and none of the next", async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const target = ["-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_segment_type", "fmp4"];
  const coded = pictureArguments({ width: 320, height: 180 }, "h264", 3);
  await runFfmpeg([...coded, ...target, join(folder.path, "live.m3u8")]);
  const names = await readdir(folder.path);
  const [, second = ""] = names.filter((name) => name.endsWith(".m4s")).toSorted();
  const server = createServer((request, response) => {
    const bytes = readFileSync(join(folder.path, request.url ?? ""));
    response.writeHead(200, { "Content-Length": bytes.byteLength });
    if (request.url !== `/${second}`) response.end(bytes);
    else response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("there is no port");
  const origin = `http://127.0.0.1:${address.port}`;
  const client = new HttpClient({ origin, login: null, anyCertificate: false });
  onTestFinished(() => client.close());
  const list = readPlaylist(await readFile(join(folder.path, "live.m3u8"), "utf8"), `${origin}/live.m3u8`);
  if (list?.kind !== "media") throw new Error("there is no playlist");
  const stop = new AbortController();
  let pictures = 0;
  const pieces = new Pieces(
    client,
    {
      program: await findFfmpeg(),
      place: { host: "cam", port: 80, path: "/" },
      atOwnSpeed: false,
      joined: false,
    },
    { accessUnit: () => (pictures += 1), damage: () => undefined },
    stop.signal,
  );
  const [one, broken, three] = list.segments;
  if (one === undefined || broken === undefined || three === undefined) throw new Error("no three pieces");
  await pieces.pour(one);
  await expect(pieces.pour(broken)).rejects.toMatchObject({ kind: "ended" });
  const before = pictures;
  expect(before).toBeGreaterThanOrEqual(25);
  await pieces.pour(three);
  await pieces.finish();
  expect(pictures - before).toBe(25);
  stop.abort();
  await pieces.gone();
});
