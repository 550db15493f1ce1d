import type { Worker } from "node:worker_threads";
import { Worker as Thread } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import type { WorkerStart } from "../../../src/main/store/channel.ts";
import type { WritingTables } from "../../../src/main/store/commands.ts";
import { openLine } from "../../../src/main/store/line.ts";
import { newFolder } from "./folders.ts";

const file = new URL("../../../src/main/store/worker.ts", import.meta.url);

describe("a store worker that dies", () => {
  it("takes its waiting calls with it as unavailable, and the next call starts another", async () => {
    const data = newFolder();
    const workers: Worker[] = [];
    const line = openLine<WritingTables>(() => {
      const start: WorkerStart = { part: "writing", data, busyMs: 1000 };
      const worker = new Thread(file, { workerData: start });
      workers.push(worker);
      return worker;
    }, undefined);
    await line.call("settings", "put", "a", "1");
    const waiting = [1, 2, 3].map((round) => line.call("settings", "put", "b", String(round)));
    const [first] = workers;
    const [settled] = await Promise.all([Promise.allSettled(waiting), first?.terminate()]);
    for (const one of settled)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ kind: "unavailable" });
    expect(settled.map((one) => one.status)).toContain("rejected");
    expect(await line.call("settings", "get", "a")).toBe("1");
    expect(workers).toHaveLength(2);
    await line.close();
    await expect(line.call("settings", "get", "a")).rejects.toMatchObject({ kind: "unavailable" });
    expect(workers).toHaveLength(2);
  });

  it("is told by the reason where it cannot open its data, at every call", async () => {
    const line = openLine<WritingTables>(() => {
      const start: WorkerStart = { part: "reading", data: `${newFolder()}/nowhere`, busyMs: 10 };
      return new Thread(file, { workerData: start });
    }, undefined);
    await expect(line.call("settings", "get", "a")).rejects.toMatchObject({ kind: "fileMissing" });
    await expect(line.call("settings", "get", "a")).rejects.toMatchObject({ kind: "fileMissing" });
    await line.close();
  });
});
