import { closeSync, openSync } from "node:fs";
import { runChild } from "../../../src/main/feeds/ffmpeg/child.ts";

/** Runs a child while this process has 0, 1, 2, ... 12 file handles left, and says a line of what became of each. */
const MOST = 12;

function runTrue() {
  return runChild(
    {
      program: { path: "/bin/true", setpriv: null },
      arguments: [],
      input: "x",
      output: () => undefined,
      complaint: () => undefined,
    },
    new AbortController().signal,
  );
}

// Whatever is loaded or opened with the first child is there by then.
await runTrue();
for (let left = 0; left <= MOST; left += 1) {
  const held: number[] = [];
  try {
    for (;;) held.push(openSync("/dev/null", "r"));
  } catch {
    // No handle is left.
  }
  for (const handle of held.splice(0, left)) closeSync(handle);
  const { startError } = await runTrue();
  for (const handle of held) closeSync(handle);
  const code = startError !== null && "code" in startError ? startError.code : null;
  process.stdout.write(`${startError === null ? "started" : String(code)}\n`);
}
