import { stat, statfs } from "node:fs/promises";
import { availableParallelism, freemem, loadavg, release, totalmem, type } from "node:os";
import type { Machine } from "../../protocol/machine.ts";
import type { Clock } from "../base/clock.ts";
import { projectVersion } from "../base/project.ts";
import { databaseFile } from "../store/folder.ts";

/** What SQLite keeps beside a database in WAL mode, and the database (https://sqlite.org/walformat.html). */
const DATABASE_PARTS = ["", "-wal", "-shm"];

/** Looks at the machine that the core runs on, each time it is asked. */
export class MachineLook {
  readonly #data: string;
  readonly #clock: Pick<Clock, "now">;
  readonly #startedAt: number;

  /** `data`: the data folder. */
  constructor(data: string, clock: Pick<Clock, "now">) {
    this.#data = data;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  async look(): Promise<Machine> {
    const { bavail, bsize, blocks } = await statfs(this.#data);
    const parts = await Promise.all(
      DATABASE_PARTS.map((part) => sizeOf(`${databaseFile(this.#data)}${part}`)),
    );
    return {
      ...{ version: projectVersion(), system: `${type()} ${release()}`, node: process.versions.node },
      startedAt: new Date(this.#startedAt).toISOString(),
      now: new Date(this.#clock.now()).toISOString(),
      memory: { total: totalmem(), free: freemem(), core: process.memoryUsage.rss() },
      disk: { total: blocks * bsize, free: bavail * bsize },
      database: { bytes: parts.reduce((sum, bytes) => sum + bytes, 0) },
      ...{ cores: availableParallelism(), load: loadavg()[0] ?? 0 },
    };
  }
}

/** Bytes of a file; 0 where there is none, since SQLite takes its parts away. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}
