import { ensurePages } from "../scripts/setup/pages.mjs";

/** Before the first test: the pages as they are shipped, built once for all files. */
export async function setup(): Promise<void> {
  await ensurePages();
}
