import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { z } from "zod";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { startChild } from "../../fixtures/child.ts";

const lineSchema = z.object({ origin: z.string() });

/** The core's address, where this line of its log tells it. */
function originOf(line: string): string | null {
  if (!line.includes('"origin"')) return null;
  return lineSchema.parse(JSON.parse(line)).origin;
}

export interface RealCore extends AsyncDisposable {
  readonly url: string;
  /** Asks the core as somebody at this machine, past any page. */
  get(path: string): Promise<unknown>;
  kill(): void;
}

interface RealCoreOptions {
  readonly demo?: boolean;
  /** Null: it is not told which it is. */
  readonly site?: string | null;
  readonly port?: number;
  readonly password?: string;
}

/** The core itself on a free port, or on `port`, with its data in `data`. */
export async function startRealCore(
  data: string,
  { demo = false, site = "tarakan", port = 0, password = "" }: RealCoreOptions = {},
): Promise<RealCore> {
  const main = fileURLToPath(new URL("../../../src/main/index.ts", import.meta.url));
  const named = site === null ? [] : ["--site", site];
  const args = [main, "--data", data, ...named, "--port", String(port), "--shell", "none"];
  const child = startChild(process.execPath, demo ? [...args, "--demo"] : args, {
    env: { ...process.env, DINDING_ADMIN_PASSWORD: password },
  });
  const url = await child.line(originOf);
  return {
    url,
    get: async (path) => (await fetch(url + path)).json(),
    kill: () => void child.process.kill("SIGKILL"),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}

/** An empty data folder that goes with the test. */
export function emptyData(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "dinding-desk-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Signs in at the door of a page that speaks Indonesian. */
export async function signIn(page: Page, password: string) {
  await page.getByLabel(commonTexts.id.sign.name).fill("admin");
  await page.getByLabel(commonTexts.id.sign.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: commonTexts.id.sign.in }).click();
}
