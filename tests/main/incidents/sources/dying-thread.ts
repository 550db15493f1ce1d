import { parentPort } from "node:worker_threads";
import type { FromThread, ToThread } from "../../../../src/main/incidents/sources/messages.ts";

/** A thread that hears "NAME DELAY" of each source at once, and dies of the one called rakus unless that was put off. */
parentPort?.on("message", (message: ToThread) => {
  const tell = (told: FromThread) => parentPort?.postMessage(told, []);
  if (message.type === "end") parentPort?.close();
  if (message.type !== "run") return;
  const { sourceId, generation, delayMs } = message.order;
  tell({ type: "asking", sourceId, generation });
  if (sourceId === "rakus" && delayMs === 0) {
    // After the port had a turn to send what was told.
    setImmediate(() => process.exit(1));
    return;
  }
  const report = { externalId: `${sourceId} ${delayMs}`, change: "report" as const };
  const batch = { batch: 1, reports: [report], cursor: null, refused: 0, remark: null, aheadMs: null };
  tell({ type: "batch", sourceId, generation, ...batch });
  tell({ type: "ok", sourceId, generation, aheadMs: null, nextMs: 1000 });
});
