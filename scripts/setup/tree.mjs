import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./root.mjs";

function* filesUnder(path) {
  if (!existsSync(path)) {
    return;
  }
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path).toSorted()) {
    yield* filesUnder(join(path, entry));
  }
}

/** SHA-256 over names and contents of all files under `paths`, which are relative to the repository. */
function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/**
 * Calls `make` where `product` is missing or the files under `sources` have changed since it was made last; the
 * fingerprint is kept in `stamp`. All paths are relative to the repository.
 */
export async function makeWhenChanged({ sources, product, stamp, make }) {
  const now = fingerprint(sources);
  const stampPath = join(root, stamp);
  const made = existsSync(join(root, product)) && existsSync(stampPath) && readFileSync(stampPath, "utf8");
  if (made === now) {
    return;
  }
  await make();
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, now);
}
