import { parentPort, workerData } from "node:worker_threads";
import { systemClock } from "../../base/clock.ts";
import { asFault } from "../../base/fault.ts";
import { decodePicture } from "../../../protocol/picture.ts";
import { Cell } from "./cell.ts";
import { compose, type ComposerParts } from "./composer.ts";
import { Crew } from "./crew.ts";
import type { FromThread, ThreadStart, ToThread } from "./messages.ts";

/*
 * The thread of one mosaic: decoders in, one encoder out, and the pixels between them. A thread and not a process,
 * because a packaged Electron starts no Node of its own; ffmpeg runs in processes in any case. Its children die with
 * it: the kernel's word (setpriv --pdeathsig) counts for the thread that started them.
 */

/** From this number of cells on pictures are made so small that blocks are not seen. */
const ROUGH_FROM = 17;
/** An encoder that lived for less would not live longer the next time. */
const SETTLED_MS = 2_000;

if (parentPort === null) throw new Error("this file is the entry of a worker thread");
const port = parentPort;
// Typed by the one place that starts it (mosaic.ts).
const start: ThreadStart = workerData;
const taken = new Uint32Array(start.taken);
const clock = systemClock;
const stop = new AbortController();

function send(message: FromThread): void {
  port.postMessage(message);
}

const cells = start.plan.cells.map((rect) => new Cell(rect));
const crew = new Crew(
  {
    ffmpeg: start.ffmpeg,
    clock,
    options: { rough: cells.length >= ROUGH_FROM },
    cells: start.plan.cells,
    decoded: (cell, source, picture) => cells[cell]?.decoded(picture, source, clock.monotonic()),
    rejoin: (cell) => send({ type: "rejoin", cell }),
  },
  start.expected,
);

port.on("message", (message: ToThread) => {
  if (message.type === "stop") {
    stop.abort();
    return;
  }
  const cell = cells[message.cell];
  if (cell === undefined) return;
  if (message.type === "format") {
    cell.join(message.source);
    crew.format(message.cell, message.source, message.format);
  } else if (message.type === "failed") {
    cell.join(message.source);
    cell.failed = message.failed;
  } else if (message.type === "gap") {
    crew.gap(message.cell);
    cell.lost(clock.monotonic());
  } else picture(message.cell, cell, message.packet);
});

function picture(at: number, cell: Cell, packet: Uint8Array<ArrayBuffer>): void {
  Atomics.add(taken, 0, packet.byteLength);
  const coded = decodePicture(packet.buffer);
  if (coded === null) return;
  const now = clock.monotonic();
  const timeUs = cell.arrived(coded, now);
  if (!crew.write(at, { key: coded.key, timeUs, bytes: coded.bytes })) cell.lost(now);
}

/** Another encoder follows one that ran for a while; the decoders and what they have shown stay. */
async function encode(parts: ComposerParts, signal: AbortSignal): Promise<void> {
  for (;;) {
    const startedAt = clock.monotonic();
    try {
      await compose(parts, signal);
      return;
    } catch (error) {
      if (clock.monotonic() - startedAt < SETTLED_MS) throw error;
    }
  }
}

async function run(): Promise<FromThread> {
  try {
    await encode(
      {
        ...{ ffmpeg: start.ffmpeg, clock, size: start.plan.size, rung: start.rung, cells },
        startedAt: clock.monotonic(),
        listener: {
          accessUnit(unit) {
            const bytes = unit.bytes.slice();
            port.postMessage({ type: "unit", unit: { ...unit, bytes } } satisfies FromThread, [bytes.buffer]);
          },
          damage: (count) => send({ type: "damage", count }),
        },
        changed: () => send({ type: "states", looks: cells.map(({ state, source }) => ({ state, source })) }),
      },
      stop.signal,
    );
    return { type: "ended", fault: null };
  } catch (error) {
    const { kind, detail, cause } = asFault(error);
    return {
      type: "ended",
      fault: { kind, detail, cause: cause instanceof Error ? (cause.stack ?? "") : "" },
    };
  }
}

const last = await run();
await crew.close();
send(last);
// Without a listener on its port the thread ends by itself.
port.close();
