import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mapPaths } from "../../../../src/protocol/map.ts";
import { hlsPath, whepPath } from "../../../../src/protocol/relay.ts";
import { type RunningCore, startHere } from "../../server/core.ts";
import { everyRoute, pathWith, talker } from "./wire.ts";

const CANARY = "kanari-yang-tak-boleh-terbang";

let core: RunningCore;
/** Files that lie where somebody who climbs out of a folder would come by. */
let canaries: string[] = [];
beforeAll(async () => {
  core = await startHere({ args: ["--site", "pontianak"] });
  const around = dirname(core.data);
  const folders = [around, core.data, join(around, "pages"), join(core.data, "clips")];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  canaries = folders.map((folder) => join(folder, "rahasia.txt"));
  for (const file of canaries) writeFileSync(file, CANARY);
});
afterAll(() => core.stop());

/** Ways to a file that is none of a route's own. */
function climbs(): string[] {
  const absolute = join(core.data, "rahasia.txt");
  const up = ["../rahasia.txt", "../../../../../../../../etc/passwd"];
  return [
    ...up,
    ...up.map(encodeURIComponent),
    ...up.map((path) => path.replaceAll(".", "%2e").replaceAll("/", "%2f")),
    ...up.map((path) => encodeURIComponent(encodeURIComponent(path))),
    ...up.map((path) => path.replaceAll("/", "\\")),
    ...up.map((path) => path.replaceAll("/", "%5c")),
    ...up.map((path) => path.replaceAll("../", "....//")),
    ...up.map((path) => path.replaceAll("../", "..;/")),
    // Bytes that a careless decoder of UTF-8 takes for dots and slashes.
    ...up.map((path) => path.replaceAll(".", "%c0%ae").replaceAll("/", "%c0%af")),
    ...[absolute, encodeURIComponent(absolute), `/${absolute}`, `file:${encodeURIComponent(absolute)}`],
    ...["rahasia.txt%00", "..%2frahasia.txt%00.js", "%00", ".", "..", "%2e", "%2e%2e", "con", "nul.txt"],
  ];
}

/** What the core serves beside the table of routes, wherever something is named in its address. */
const others = [
  ...[
    "/assets/:file",
    "/assets/x/:file",
    "/:file",
    "/papers/incident/:id",
    "/papers/handover/:id",
    "/crew/:id",
  ],
  ...["/wall/:ids", "/wall/:ids?code=x", "/technician/:x", "/people/:x", "/incidents/:x"],
  ...[mapPaths.tile(":z", ":x", ":y"), `${mapPaths.file}/:x`, "/ws/:version/feeds"],
  ...[hlsPath(":id", "main"), `${hlsPath(":id", "main")}/:word`, hlsPath("cam-01", ":stream")],
].map((path) => ({ method: "GET", path }));
const posts = [whepPath(":id", "main"), "/api/hooks/:id"].map((path) => ({ method: "POST", path }));

it("no address of any route leads to a file that is not its own, however it is written", async () => {
  using talk = talker(core);
  const before = readdirSync(dirname(core.data));
  const named = [...everyRoute.map(([, route]) => route), ...others, ...posts].filter(({ path }) =>
    path.includes(":"),
  );
  expect(named.length).toBeGreaterThan(80);
  const fell: string[] = [];
  const asks = named.flatMap((route) =>
    climbs().map(async (climb) => {
      const path = pathWith(route, climb);
      const authorization = `Bearer ${core.tokens.admin}`;
      const headers = { authorization, "content-type": "application/json" };
      const { status, text } = await talk.say({ method: route.method, path, headers, body: "{}" });
      const isSomeFile = [CANARY, "root:x:", "SQLite format 3"].some((sign) => text.includes(sign));
      // Some pages are not built here, and that is said.
      if (isSomeFile || (status >= 500 && status !== 503)) fell.push(`${route.method} ${path}: ${status}`);
    }),
  );
  await Promise.all(asks);
  expect(fell).toEqual([]);
  for (const file of canaries) expect(readFileSync(file, "utf8")).toBe(CANARY);
  expect(readdirSync(dirname(core.data))).toEqual(before);
  // The way of asking finds what is there to be found.
  const asset = await talk.say({ method: "GET", path: "/assets/main-abc123.js" });
  expect([asset.status, asset.text]).toEqual([200, "export {};"]);
});
