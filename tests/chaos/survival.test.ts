import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCameras } from "../bench/cameras.ts";
import { makeClip } from "../bench/clip.ts";
import { type Appliance, CANVAS, startAppliance } from "../fixtures/appliance.ts";
import type { Child } from "../fixtures/child.ts";
import { eventually } from "../fixtures/eventually.ts";
import { FairWatch } from "../fixtures/fair-watch.ts";
import { commandLineOf, descendants } from "../fixtures/process-tree.ts";
import { startScreen } from "../fixtures/screen.ts";

/** Milliseconds within which the picture must be back. */
const LIMIT_MS = 5000;

/** Processes below the appliance whose command line `belongs` accepts. */
function find(appliance: Appliance, belongs: (commandLine: string) => boolean): number[] {
  return [...descendants(appliance.pid).keys()].filter((pid) => belongs(commandLineOf(pid)));
}

/** The renderer of an ordinary page; Chromium keeps others for its own pages and a spare one. */
function isPage(line: string): boolean {
  return (
    line.includes("--type=renderer") &&
    !line.includes("--top-chrome-webui") &&
    !line.includes("--extension-process")
  );
}

describe("kill -9 while four cameras are on the wall", () => {
  let screen: { display: string; child: Child };
  let cameras: Awaited<ReturnType<typeof startCameras>>;
  let appliance: Appliance;

  beforeAll(async () => {
    const clip = await makeClip({ width: 640, height: 360, rate: 600_000 });
    const paths = ["/a", "/b", "/c", "/d"];
    screen = await startScreen(CANVAS.width, CANVAS.height);
    cameras = await startCameras(paths.map((path) => [clip, path] as const));
    appliance = await startAppliance(screen.display);
    await appliance.show(
      "four",
      paths.map((path) => cameras.url(path)),
    );
    await allLive();
  }, 120_000);

  afterAll(async () => {
    await appliance?.[Symbol.asyncDispose]();
    await cameras?.child[Symbol.asyncDispose]();
    await screen?.child[Symbol.asyncDispose]();
  });

  async function allLive() {
    await eventually("four live tiles", 60_000, async () => {
      const tiles = await appliance.tiles();
      return tiles.length === 4 && tiles.every((tile) => tile.state === "live" && tile.fps > 20)
        ? true
        : null;
    });
  }

  /**
   * Milliseconds, of a machine that has nothing else to do, from the kill until every tile has presented frames that are younger than the kill; where the page
   * died too, frames of a new page, which counts them from 0.
   */
  async function backAfterKilling(pid: number, pageDies: boolean): Promise<number> {
    const presented = Math.min(...(await appliance.tiles()).map((tile) => tile.framesPresented));
    const watch = new FairWatch();
    const killedAt = Date.now();
    process.kill(pid, "SIGKILL");
    return eventually("the picture's return", 30_000, async () => {
      try {
        const seen = await appliance.seen();
        const fresh =
          seen.at > killedAt &&
          seen.tiles.length === 4 &&
          (!pageDies || seen.tiles.every((tile) => tile.framesPresented < presented)) &&
          seen.tiles.every(
            (tile) =>
              tile.state === "live" && tile.frameAgeMs !== null && seen.at - tile.frameAgeMs > killedAt,
          );
        return fresh ? Math.round(watch.share(seen.at - killedAt)) : null;
      } catch (error) {
        // The core itself is away for a moment; anything that lasts is caught by the limit above.
        if (error instanceof TypeError) return null;
        throw error;
      }
    });
  }

  it.each([
    ["the core", false, (line: string) => line.includes("src/main/index.ts")],
    ["an ffmpeg", false, (line: string) => /(^|\/)ffmpeg /.test(line)],
    ["the browser", true, (line: string) => line.includes("--app=") && !line.includes("--type=")],
    ["the page's renderer", true, isPage],
  ])("%s: the picture is back within 5 s", { timeout: 60_000 }, async (what, pageDies, belongs) => {
    await allLive();
    const pid = find(appliance, belongs)[0];
    if (pid === undefined) throw new Error(`no process that is ${what}`);
    const backMs = await backAfterKilling(pid, pageDies);
    console.log(JSON.stringify({ chaos: `kill -9 of ${what}`, backMs }));
    expect(backMs).toBeLessThan(LIMIT_MS);
  });
});
