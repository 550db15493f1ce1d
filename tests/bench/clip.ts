import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface ClipSize {
  readonly width: number;
  readonly height: number;
  /** bit/s */
  readonly rate: number;
}

/**
 * Eight seconds of a moving, noisy picture at 25 frames a second as Annex B with access unit delimiters, a key
 * frame every 2 s and no B-frames: what an ordinary camera sends. Made once a machine.
 */
export async function makeClip(size: ClipSize): Promise<string> {
  const folder = join(tmpdir(), "dinding-bench");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${size.width}x${size.height}-${size.rate}.h264`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}`;
  const source = `testsrc2=s=${size.width}x${size.height}:r=25,noise=alls=6:allf=t`;
  const rate = String(size.rate);
  await run(process.env["FFMPEG_PATH"] ?? "ffmpeg", [
    ...["-v", "error", "-y", "-f", "lavfi", "-i", source, "-t", "8"],
    ...["-c:v", "libx264", "-preset", "veryfast", "-b:v", rate, "-maxrate", rate, "-bufsize", rate],
    ...["-bf", "0", "-g", "50", "-pix_fmt", "yuv420p", "-x264-params", "aud=1", "-f", "h264", unfinished],
  ]);
  renameSync(unfinished, path);
  return path;
}
