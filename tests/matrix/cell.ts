import { systemClock } from "../../src/main/base/clock.ts";
import { findFfmpeg } from "../../src/main/feeds/ffmpeg/program.ts";
import { createRunSource } from "../../src/main/feeds/sources.ts";
import { createTranscode } from "../../src/main/feeds/transcode/transcode.ts";
import { shownSize } from "../../src/protocol/format.ts";
import { FairWatch } from "../fixtures/fair-watch.ts";
import type { MediaCoding } from "../fixtures/servers/media.ts";
import { onSoftware } from "../main/feeds/on-software.ts";
import { addressOf, hubWith, original, Witness } from "../main/feeds/parts.ts";
import { KEY_MS, SHOWN_RATIO, type Scene, type Target, type Way } from "./ways.ts";

/** What is done to the stream of one way and coding; the first is nothing. */
export interface Cell {
  readonly way: Way;
  readonly coding: MediaCoding;
  readonly fault: string;
}

export interface Outcome extends Cell {
  readonly good: boolean;
  /** What was seen, in a few words. */
  readonly seen: string;
}

const find = () => findFfmpeg();
const runSource = createRunSource(find);
const transcode = createTranscode(find, onSoftware);
/** Milliseconds for each thing that is waited for. */
const PATIENCE_MS = 40_000;
const RATIO_TOLERANCE = 0.02;

/** Plays one cell on servers of its own. */
export async function play(cell: Cell): Promise<Outcome> {
  const open: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(one: T): T => {
    open.push(one);
    return one;
  };
  try {
    const scene = await cell.way.open(keep, cell.coding);
    const seen = await (cell.fault === "picture" ? shown(cell, scene, keep) : troubled(cell, scene, keep));
    return { ...cell, good: true, seen };
  } catch (error) {
    return { ...cell, good: false, seen: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const one of open.toReversed()) await one[Symbol.asyncDispose]();
  }
}

function watched(target: Target, keep: <T extends AsyncDisposable>(one: T) => T) {
  const address = addressOf(target.url, target.rest);
  const hub = hubWith(systemClock, runSource, address, { transcode, lingerMs: 0 });
  keep({ [Symbol.asyncDispose]: () => hub.close() });
  const witness = new Witness();
  hub.watch(original, witness);
  return { hub, witness };
}

/** The picture comes, with the right sides, as the camera sends it and on a rung, and is called what it is. */
async function shown({ way, coding }: Cell, { target }: Scene, keep: Parameters<typeof watched>[1]) {
  const { hub, witness } = watched(target, keep);
  await until(
    () => witness.pictures.length >= 30,
    () => `no picture: ${witness.sentence ?? "nothing said"}`,
  );
  await until(
    () => hub.list()[0]?.state === way.state,
    () => `called ${hub.list()[0]?.state ?? "nothing"}`,
  );
  const format = witness.formats.at(-1);
  if (format?.coding !== coding) throw new Error(`read as ${format?.coding ?? "nothing"}`);
  const ratio = way.ratio?.(coding) ?? SHOWN_RATIO;
  const size = shownSize(format);
  hold(size.width / size.height, ratio, "as it comes");
  const small = new Witness();
  hub.watch({ ...original, rung: "360p" }, small);
  await until(
    () => small.pictures.length >= 5,
    () => `no picture on a rung: ${small.sentence ?? "nothing said"}`,
  );
  const rung = small.formats.at(-1);
  if (rung?.coding !== "h264") throw new Error("a rung is no H.264");
  hold((rung.width * rung.pixelAspect) / rung.height, ratio, "on a rung");
  return `${way.state}, ${size.width}x${size.height}`;
}

async function troubled({ way, fault }: Cell, scene: Scene, keep: Parameters<typeof watched>[1]) {
  const wrong = scene.wrong[fault];
  if (wrong !== undefined) {
    const { witness } = watched(wrong, keep);
    const said = () => witness.statuses.flatMap(({ error }) => (error === undefined ? [] : [error.kind]));
    await until(
      () => said().some((kind) => wrong.kinds.includes(kind)),
      () => `said ${said().join(", ") || "nothing"}`,
    );
    if (witness.pictures.length > 0) throw new Error("pictures came");
    return said().at(-1) ?? "?";
  }
  const trouble = scene.trouble[fault];
  if (trouble === undefined) throw new Error("no such fault");
  const { hub, witness } = watched(scene.target, keep);
  await until(
    () => witness.pictures.length >= 20,
    () => `no picture: ${witness.sentence ?? "nothing said"}`,
  );
  await trouble.begin();
  await until(
    () => witness.phase === "failed",
    () => "it was not noticed",
  );
  const kind = witness.fault;
  if (!trouble.kinds.some((one) => one === kind)) throw new Error(`said ${kind ?? "nothing"}`);
  await until(
    () => hub.list()[0]?.state === "lost",
    () => `called ${hub.list()[0]?.state ?? "nothing"}`,
  );
  const epoch = witness.formats.at(-1)?.epoch ?? 0;
  const ended = new FairWatch();
  await trouble.end();
  const first = () => witness.pictures.findIndex((picture) => picture.epoch > epoch);
  await until(
    () => first() >= 0,
    () => `it did not come back: ${witness.sentence ?? "nothing said"}`,
  );
  const ms = ended.until(witness.arrivals[first()]);
  if (ms > 2_000 + KEY_MS + way.slackMs) throw new Error(`${kind ?? "?"}, back after ${Math.round(ms)} ms`);
  return `${kind ?? "?"}, back ${(ms / 1000).toFixed(1)} s`;
}

function hold(ratio: number, expected: number, where: string): void {
  if (Math.abs(ratio / expected - 1) > RATIO_TOLERANCE)
    throw new Error(`${ratio.toFixed(3)} wide ${where}, not ${expected.toFixed(3)}`);
}

/** Waits until `holds`; `otherwise` says what was seen instead. */
async function until(holds: () => boolean, otherwise: () => string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
