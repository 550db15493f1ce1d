import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { feedsChannelPath, type FeedsNotice, feedsNoticeSchema } from "../../../src/protocol/channel.ts";
import { type FeedRef, mosaicRef } from "../../../src/protocol/feed.ts";
import { hlsPath, whepPath } from "../../../src/protocol/relay.ts";
import { type RunningCore, startHere } from "./core.ts";
import { socketTo } from "./page.ts";

/* The session of an output page, of wall "cctv", while the walls show what `show` puts there. */

let core: RunningCore;
let layouts = 0;
const ends: (() => void)[] = [];
beforeAll(async () => {
  core = await startHere({ args: ["--site", "bekasi"], outputIds: ["cctv-1"] });
  for (const [id, backupCameraId] of [["cam-2"], ["cam-1", "cam-2"], ["cam-3"], ["cam-4"], ["cam-5"]])
    await admin("POST", "/api/cameras", {
      ...{ id, name: id, ...(backupCameraId === undefined ? {} : { backupCameraId }) },
      // Nothing listens there.
      streams: [{ role: "main", url: "http://127.0.0.1:1/live.m3u8" }],
    });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(() => core.stop());

async function admin(method: string, path: string, body: unknown): Promise<void> {
  const answer = await core.ask(method, path, { token: core.tokens.admin, body });
  expect(answer.status, answer.text).toBeLessThan(300);
}

async function show(wallId: string, content: unknown): Promise<void> {
  layouts += 1;
  const id = `${wallId}-${layouts}`;
  const tile = { id: "satu", rect: { x: 0, y: 0, width: 640, height: 360 }, content };
  await admin("POST", "/api/layouts", { id, name: id, wallId, tiles: [tile] });
  await admin("POST", `/api/walls/${wallId}/take`, { layoutId: id });
}

const camera = (cameraId: string) => ({ kind: "camera", cameraId });

/** What the core says of feeds that somebody opens. */
async function opened(who: "page" | "viewer", refs: readonly FeedRef[]): Promise<FeedsNotice[]> {
  const socket = socketTo(core, feedsChannelPath, { cookie: core.tokens[who] });
  ends.push(() => socket.terminate());
  const notices: FeedsNotice[] = [];
  socket.on("message", (data: Buffer) => {
    notices.push(feedsNoticeSchema.parse(JSON.parse(data.toString("utf8"))));
  });
  await once(socket, "open");
  for (const ref of refs) socket.send(JSON.stringify({ type: "open", ...ref }));
  return notices;
}

/** Kinds of fault that the core has told of the feeds of a camera, and null for a report without one. */
function faultsOf(notices: readonly FeedsNotice[], cameraId: string): (string | null)[] {
  return notices.flatMap((notice) =>
    notice.type === "report" && notice.cameraId === cameraId ? [notice.error?.kind ?? null] : [],
  );
}

const main = (cameraId: string): FeedRef => ({ cameraId, stream: "main", rung: null });

describe("the session of an output page", () => {
  it("opens the feeds of what is on its walls, what stands in for it included, and no other", async () => {
    await show("cctv", camera("cam-1"));
    await show("laporan", camera("cam-3"));
    const refs = ["cam-1", "cam-2", "cam-3", "cam-4"].map(main);
    const [own, everybody] = [await opened("page", refs), await opened("viewer", refs)];
    const first = (notices: readonly FeedsNotice[]) =>
      refs.map(({ cameraId }) => faultsOf(notices, cameraId)[0]);
    await vi.waitFor(() => {
      for (const notices of [own, everybody]) expect(first(notices)).not.toContain(undefined);
    }, 20_000);
    expect(first(everybody)).not.toContain("forbidden");
    expect(first(own).map((kind) => kind === "forbidden")).toEqual([false, false, true, true]);
    // What comes onto the wall is opened without being asked for again.
    await show("cctv", camera("cam-4"));
    await vi.waitFor(() => expect(faultsOf(own, "cam-4").at(-1)).not.toBe("forbidden"), 20_000);
    expect(faultsOf(own, "cam-3")).toEqual(["forbidden"]);
  });

  it("opens a mosaic only where it may see every camera of it", async () => {
    const [on, off] = [
      ["cam-1", "cam-2", "cam-4", "cam-5"],
      ["cam-1", "cam-2", "cam-4", "cam-3"],
    ].map((cameraIds) => mosaicRef({ cameraIds, columns: 2 }, "360p"));
    if (on === undefined || off === undefined) throw new Error("two mosaics");
    await show("cctv", { kind: "mosaic", cameraIds: ["cam-1", "cam-2", "cam-4", "cam-5"], columns: 2 });
    const notices = await opened("page", [on, off]);
    await vi.waitFor(() => {
      expect(faultsOf(notices, on.cameraId)).not.toEqual([]);
      expect(faultsOf(notices, off.cameraId)).toEqual(["forbidden"]);
    }, 20_000);
    expect(faultsOf(notices, on.cameraId)).not.toContain("forbidden");
  });

  it("is handed on the streams of those cameras alone", async () => {
    await show("cctv", camera("cam-1"));
    const asked = async (who: "page" | "viewer", method: string, path: string) => {
      const headers = {
        origin: core.origin,
        ...(method === "POST" ? { "content-type": "application/sdp" } : {}),
      };
      return (
        await core.ask(method, path, {
          cookie: core.tokens[who],
          headers,
          ...(method === "POST" ? { body: "v=0" } : {}),
        })
      ).status;
    };
    // The camera does not answer, which only who may ask it learns.
    expect(await asked("page", "GET", hlsPath("cam-1", "main"))).toBe(502);
    expect(await asked("page", "GET", hlsPath("cam-3", "main"))).toBe(403);
    expect(await asked("page", "POST", whepPath("cam-3", "main"))).toBe(403);
    expect(await asked("viewer", "GET", hlsPath("cam-3", "main"))).toBe(502);
  });
});
