import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { outputStateSchema } from "../../src/protocol/output.ts";
import { eventually } from "../fixtures/eventually.ts";
import { startChild } from "../fixtures/child.ts";
import { CANVAS } from "../fixtures/appliance.ts";
import { startScreen } from "../fixtures/screen.ts";

/** Seconds from `npm start`, with everything installed and an empty data folder, to the first and to all live tiles. */
export async function measureStartup(): Promise<Record<string, unknown>> {
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const data = mkdtempSync(join(tmpdir(), "dinding-bench-demo-"));
  const startedAt = performance.now();
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const npm = startChild(
    "npm",
    ["start", "--", "--demo", "--data", data, "--port", "0", "--shell", "chromium"],
    {
      cwd: root,
      env: { ...process.env, DISPLAY: screen.display },
      stdio: ["pipe", "ignore", "inherit"],
    },
  );
  const elapsed = () => Number(((performance.now() - startedAt) / 1000).toFixed(2));
  try {
    const run = await eventually("the core", 60_000, () => {
      const file = join(data, "run.json");
      return existsSync(file)
        ? z.object({ origin: z.string(), token: z.string() }).parse(JSON.parse(readFileSync(file, "utf8")))
        : null;
    });
    const coreS = elapsed();
    const tiles = async () => {
      const answer = await fetch(`${run.origin}/api/outputs`, {
        headers: { authorization: `Bearer ${run.token}` },
      });
      return z
        .array(outputStateSchema)
        .parse(await answer.json())
        .flatMap((output) => output.tiles);
    };
    const cameras = async () => (await tiles()).filter((tile) => tile.cameraId !== null);
    await eventually("the first picture", 60_000, async () =>
      (await cameras()).some((tile) => tile.framesPresented > 0) ? true : null,
    );
    const firstPictureS = elapsed();
    await eventually("every picture", 60_000, async () => {
      const shown = await cameras();
      return shown.length > 0 && shown.every((tile) => tile.framesPresented > 0) ? true : null;
    });
    return { bench: "startup", coreS, firstPictureS, everyPictureS: elapsed() };
  } finally {
    await npm[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
    rmSync(data, { recursive: true, force: true });
  }
}
