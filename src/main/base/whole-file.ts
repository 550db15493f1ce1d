import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file that only its owner may read, whole or not at all, and without holding up pictures meanwhile. */
export async function writeWholeFile(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  const handle = await open(part, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
  // There folders cannot be opened, and the file system keeps their order by itself.
  if (process.platform === "win32") return;
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
