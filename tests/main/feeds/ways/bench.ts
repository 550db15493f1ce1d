import { afterAll, expect, type TestContext, vi } from "vitest";
import { type Clock, systemClock } from "../../../../src/main/base/clock.ts";
import { Fault } from "../../../../src/main/base/fault.ts";
import { findFfmpeg } from "../../../../src/main/feeds/ffmpeg/program.ts";
import type { FeedHub, FeedHubParts } from "../../../../src/main/feeds/hub.ts";
import type { StreamAddress } from "../../../../src/main/feeds/source.ts";
import { createRunSource } from "../../../../src/main/feeds/sources.ts";
import type { FairWatch } from "../../../fixtures/fair-watch.ts";
import { addressOf, hubWith, keptLog, original, Witness } from "../parts.ts";
import { childrenOf, commandOf } from "../processes.ts";

const runSource = createRunSource(() => findFfmpeg());
const HASTE = 5;
/**
 * Runs five times as fast as the machine's: for what a core says after ten seconds of silence. Real servers and real
 * programs keep their own time.
 */
export const hastyClock: Clock = {
  now: () => performance.timeOrigin + HASTE * performance.now(),
  monotonic: () => HASTE * performance.now(),
  sleep: (ms, signal) => systemClock.sleep(ms / HASTE, signal),
  after: (ms, task) => systemClock.after(ms / HASTE, task),
};
/** Of a machine without ffmpeg. */
export const withoutFfmpeg = createRunSource(() => Promise.reject(new Fault("ffmpegMissing")));

/** One watched stream. */
export interface Watched {
  readonly witness: Witness;
  readonly hub: FeedHub;
  readonly lines: string[];
}

/** Milliseconds for what is waited for and held to no time: it is over when it is there. */
const PATIENCE_MS = 40_000;

/** What one test opens, all of it closed after it. */
export class WaysBench {
  readonly #open: AsyncDisposable[] = [];

  constructor({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
    onTestFinished(async () => {
      for (const one of this.#open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
    });
  }

  kept<T extends AsyncDisposable>(one: T): T {
    this.#open.push(one);
    return one;
  }

  watch(
    url: string,
    rest: Partial<StreamAddress> = {},
    run = runSource,
    parts: Partial<FeedHubParts> = {},
  ): Watched {
    const { log, lines } = keptLog();
    const { clock = systemClock, ...others } = parts;
    const hub = hubWith(clock, run, addressOf(url, rest), { log, lingerMs: 0, ...others });
    this.#open.push({ [Symbol.asyncDispose]: () => hub.close() });
    const witness = new Witness();
    hub.watch(original, witness);
    return { witness, hub, lines };
  }
}

/** After all tests of a file: no ffmpeg of the core is left. */
export function leavesNoReader(): void {
  afterAll(() => vi.waitFor(async () => expect(await readers()).toEqual([]), 20_000));
}

/** The ffmpegs that read for the core: their addresses come by standard input, or they are given bytes there. */
export async function readers(): Promise<number[]> {
  const children = await childrenOf(process.pid);
  const commands = await Promise.all(children.map(commandOf));
  return children.filter((_, index) => commands[index]?.includes("-write_index"));
}

export function shows(witness: Witness, timeout = PATIENCE_MS): Promise<void> {
  return vi.waitFor(() => expect(witness.phase).toBe("running"), { timeout, interval: 10 });
}

/** Waits for so many pictures. */
export function brings(witness: Witness, pictures: number, timeout = PATIENCE_MS): Promise<void> {
  return vi.waitFor(() => expect(witness.pictures.length).toBeGreaterThanOrEqual(pictures), {
    timeout,
    interval: 10,
  });
}

export function says(witness: Witness, sentence: RegExp | string, timeout = PATIENCE_MS): Promise<void> {
  return vi.waitFor(() => expect(witness.sentence).toMatch(sentence), { timeout, interval: 20 });
}

/** Milliseconds from the start of `watch` to the first picture of a new epoch, less the wait for processors. */
export async function returned(
  witness: Witness,
  epoch: number,
  watch: FairWatch,
  timeout = PATIENCE_MS,
): Promise<number> {
  const first = () => witness.pictures.findIndex((picture) => picture.epoch > epoch);
  await vi.waitFor(() => expect(first()).toBeGreaterThanOrEqual(0), { timeout, interval: 5 });
  return watch.until(witness.arrivals[first()]);
}

export function epochOf(witness: Witness): number {
  return witness.formats.at(-1)?.epoch ?? 0;
}
