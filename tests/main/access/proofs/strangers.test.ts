import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, request } from "node:https";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ending, socketTo } from "../../server/page.ts";
import { feedsChannelPath, glassChannelPath, closeCodes } from "../../../../src/protocol/channel.ts";
import { mapPaths } from "../../../../src/protocol/map.ts";
import { hlsPath } from "../../../../src/protocol/relay.ts";
import { type RunningCore, startHere } from "../../server/core.ts";
import { everyRoute, type Heard, pathWith } from "./wire.ts";

let core: RunningCore;
let ca = "";
let agent: Agent;
beforeAll(async () => {
  // Of this machine and no loopback name of ours, so that it stands for any address of the network.
  const args = ["--site", "pontianak", "--host", "127.0.0.2"];
  core = await startHere({ args, env: { DINDING_ADMIN_PASSWORD: "kata-sandi-admin" } });
  ca = readFileSync(join(core.data, "tls", "cert.pem"), "utf8");
  agent = new Agent({ keepAlive: true, maxSockets: 8, ca });
});
afterAll(async () => {
  agent.destroy();
  await core.stop();
});

const get = (method: string, path: string): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const headers = method === "GET" ? {} : { "content-type": "application/json", "content-length": "2" };
    const sent = request(core.origin + path, { method, agent, headers }, (reply) => {
      let text = "";
      reply.on("data", (part: Buffer) => {
        text += part.toString("latin1");
      });
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
    });
    sent.on("error", reject);
    sent.end(method === "GET" ? undefined : "{}");
  });

/** Whoever has not signed in may ask these, and what for. A route that is added to them is added here, with its reason. */
const open = {
  health: "whether the core runs",
  me: "that they are nobody",
  trust: "which certificate to trust, before any page can be",
  authority: "the same as a file",
  signIn: "to sign in",
  setUp: "the first password, at this machine alone",
  openPairing: "a code for a screen",
  claimPairing: "what became of that code",
  crewView: "what a crew's own link is for",
  crewReport: "the same",
} as const;

it("a visitor from the network without a login gets nothing by any route but those few", async () => {
  const answers = await Promise.all(
    everyRoute.map(async ([name, route]) => ({
      name,
      ...(await get(route.method, pathWith(route, "utama"))),
    })),
  );
  const answered = answers.filter(({ status }) => status !== 401).map(({ name }) => name);
  expect(answered.filter((name) => !Object.hasOwn(open, name))).toEqual([]);
  expect(
    everyRoute
      .filter(([, { role }]) => role === null)
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(Object.keys(open).toSorted());
  // Nor do those tell anything of the site.
  for (const { name, text } of answers) {
    expect(text, name).not.toMatch(/pontianak|cam-01|rtsp:/iu);
    expect(text.length, name).toBeLessThan(8192);
  }
  expect(JSON.parse(answers.find(({ name }) => name === "me")?.text ?? "")).toMatchObject({ role: null });
  expect((await get("POST", "/api/setup")).status).not.toBe(200);
});

it("nor by anything else that the core serves", async () => {
  const doors = {
    "/metrics": 401,
    [mapPaths.boundary]: 401,
    [mapPaths.file]: 401,
    [mapPaths.tile("1", "1", "1")]: 401,
    [hlsPath("cam-01", "main")]: 401,
    [`${hlsPath("cam-01", "main")}/word`]: 401,
    // What is not there says so, also of files that lie beside the pages.
    "/index.html": 404,
    "/data/dinding.db": 404,
    "/.git/config": 404,
    "/assets/": 403,
    "/console/index.html": 404,
  };
  const answers = await Promise.all(
    Object.keys(doors).map(async (path) => [path, (await get("GET", path)).status] as const),
  );
  expect(Object.fromEntries(answers)).toEqual(doors);
  const hook = await get("POST", "/api/hooks/tombol");
  expect(hook.status).toBeGreaterThanOrEqual(400);
  for (const path of [glassChannelPath, feedsChannelPath])
    expect(await ending(socketTo(core, path, { ca }))).toBe(closeCodes.unauthenticated);
});

it("the pages that a visitor without a login may load are as they were built, and hold nothing of the site", async () => {
  const built = join(core.data, "..", "pages");
  const documents = readdirSync(built, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => readFileSync(join(built, name), "utf8"));
  const source = readFileSync(join("src", "main", "server", "pages.ts"), "utf8");
  const paths = [...source.matchAll(/"(\/[a-z:/]*)"/gu)].flatMap(([, path]) => path ?? []);
  expect(paths.length).toBeGreaterThan(20);
  for (const path of [...paths, "/wall/utama"]) {
    const { status, text } = await get("GET", path.replaceAll(/:[a-z]+/gu, "x"));
    if (status === 200) expect(documents, path).toContain(text);
    else expect([302, 403, 404, 503], path).toContain(status);
  }
});
