import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { Fault } from "../../base/fault.ts";

/** An ffmpeg on this machine and how children of it are started. */
export interface FfmpegProgram {
  readonly path: string;
  /** As it names itself, such as `5.1.9-0+deb12u1`. */
  readonly version: string;
  readonly origin: "FFMPEG_PATH" | "packaged" | "ffmpeg-static" | "system";
  /** The program that has the kernel kill a child when its parent dies, or null where there is none. */
  readonly setpriv: string | null;
}

/** `option` lines in an ffconcat script and RTSP's `timeout` in its present meaning came with 5.0. */
const OLDEST_MAJOR = 5;
const VERSION_LIMIT_MS = 10_000;

/**
 * The first ffmpeg that runs: `FFMPEG_PATH`, the one packaged with the product, ffmpeg-static's, the system's.
 * Faults with `ffmpegMissing`.
 */
export async function findFfmpeg(environment: NodeJS.ProcessEnv = process.env): Promise<FfmpegProgram> {
  const setpriv = process.platform === "linux" ? await onPath("setpriv", environment) : null;
  for (const { path, origin } of await candidates(environment)) {
    const version = await versionOf(path);
    if (version !== null && recentEnough(version)) return { path, version, origin, setpriv };
  }
  throw new Fault("ffmpegMissing");
}

/** Asks `find` until there is one, and then no more. */
export function onceFound(find: () => Promise<FfmpegProgram>): () => Promise<FfmpegProgram> {
  let found: FfmpegProgram | null = null;
  return async () => (found ??= await find());
}

async function candidates(
  environment: NodeJS.ProcessEnv,
): Promise<{ path: string; origin: FfmpegProgram["origin"] }[]> {
  const name = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";
  const chosen = environment["FFMPEG_PATH"];
  const resources: unknown = Reflect.get(process, "resourcesPath");
  const bundled = await staticPath();
  const system = await onPath(name, environment);
  return [
    ...(chosen ? [{ path: chosen, origin: "FFMPEG_PATH" as const }] : []),
    ...(typeof resources === "string" ? [{ path: join(resources, name), origin: "packaged" as const }] : []),
    ...(bundled === null ? [] : [{ path: bundled, origin: "ffmpeg-static" as const }]),
    ...(system === null ? [] : [{ path: system, origin: "system" as const }]),
  ];
}

/** The optional dependency's binary; its package may be absent, and its download may have failed. */
async function staticPath(): Promise<string | null> {
  const packageName = "ffmpeg-static";
  try {
    const found: unknown = await import(packageName);
    if (typeof found !== "object" || found === null || !("default" in found)) return null;
    return typeof found.default === "string" ? found.default : null;
  } catch {
    return null;
  }
}

async function onPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  for (const folder of (environment["PATH"] ?? "").split(delimiter)) {
    if (folder !== "" && (await runnable(join(folder, name)))) return join(folder, name);
  }
  return null;
}

async function runnable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What `path -version` calls itself, or null where it does not run. */
function versionOf(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(path, ["-version"], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: VERSION_LIMIT_MS,
      windowsHide: true,
    });
    let text = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (part: string) => {
      if (text.length < 4096) text += part;
    });
    child.on("error", () => resolve(null));
    child.on("close", () => resolve(/^ffmpeg version (\S+)/.exec(text)?.[1] ?? null));
  });
}

/** Builds from a repository are named by date or commit and are taken for recent. */
function recentEnough(version: string): boolean {
  const major = /^n?(\d+)\./.exec(version)?.[1];
  return major === undefined || Number(major) >= OLDEST_MAJOR;
}
