import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const RUN_FILE = "run.json";

const runSchema = z.object({
  /** Where the core listens, as `http://127.0.0.1:7080`. */
  origin: z.url(),
  /** The shell's token. */
  token: z.string().min(1),
  pid: z.int().positive(),
  /** SHA-256 of the certificate's public key, where the core serves TLS. */
  spki: z.string().nullish(),
});

/** How the shell on this machine reaches the running core. */
export type RunFile = z.infer<typeof runSchema>;

/**
 * Writes `run.json` into the data folder, whole at once and readable by this user alone. It says nothing that a
 * cut must not lose: every start writes it anew.
 */
export async function writeRunFile(data: string, run: RunFile): Promise<void> {
  const part = join(data, `.run.${randomUUID()}.part`);
  try {
    const handle = await open(part, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(run)}\n`);
    } finally {
      await handle.close();
    }
    await rename(part, join(data, RUN_FILE));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Removes the `run.json` of process `pid`; that of another core stays. */
export async function removeRunFile(data: string, pid: number): Promise<void> {
  const file = join(data, RUN_FILE);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  let written: unknown = null;
  try {
    written = JSON.parse(text);
  } catch (error) {
    // Nobody can use what is no JSON, so it goes as well.
    if (!(error instanceof SyntaxError)) throw error;
  }
  const run = runSchema.safeParse(written);
  if (!run.success || run.data.pid === pid) await rm(file, { force: true });
}
