import { fileURLToPath } from "node:url";
import { type Child, startChild } from "../fixtures/child.ts";

/** Cameras at `rtsp://127.0.0.1:<port><path>`, one a pair of source and path; see cameras.py. */
export async function startCameras(sources: readonly (readonly [source: string, path: string])[]): Promise<{
  url(path: string): string;
  child: Child;
}> {
  const program = fileURLToPath(new URL("./cameras.py", import.meta.url));
  const child = startChild("/usr/bin/python3", [
    program,
    ...sources.map(([source, path]) => `${source}=${path}`),
  ]);
  const port = await child.line((line) => /"port": (\d+)/.exec(line)?.[1] ?? null);
  return { url: (path) => `rtsp://127.0.0.1:${port}${path}`, child };
}
