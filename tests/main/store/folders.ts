import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore, type StoreOptions } from "../../../src/main/store/open.ts";
import type { Store } from "../../../src/main/store/store.ts";

/** A folder of its own, removed when the test is over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "dinding-store-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A store that is closed when the test is over. */
export async function opened(data: string, options: Omit<StoreOptions, "data"> = {}): Promise<Store> {
  const store = await openStore({ data, ...options });
  onTestFinished(() => store.close());
  return store;
}

/**
 * A disk of `kib` KiB mounted for this test, or null where this user may mount nothing. The function it comes with
 * mounts it anew with other options.
 */
export function smallDisk(kib: number): { folder: string; remount(options: string): void } | null {
  const folder = mkdtempSync(join(tmpdir(), "dinding-disk-"));
  try {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", `size=${kib}k,mode=0700`, "none", folder], {
      stdio: "ignore",
    });
  } catch {
    // Mounting needs rights that a developer's machine seldom gives; the test says that it was skipped.
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  onTestFinished(() => {
    execFileSync("/bin/umount", [folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, remount: (options) => execFileSync("/bin/mount", ["-o", `remount,${options}`, folder]) };
}
