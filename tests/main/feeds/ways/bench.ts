import { afterAll, expect, type TestContext, vi } from "vitest";
import { systemClock } from "../../../../src/main/base/clock.ts";
import { Fault } from "../../../../src/main/base/fault.ts";
import { findFfmpeg } from "../../../../src/main/feeds/ffmpeg/program.ts";
import type { FeedHub, FeedHubParts } from "../../../../src/main/feeds/hub.ts";
import type { StreamAddress } from "../../../../src/main/feeds/source.ts";
import { createRunSource } from "../../../../src/main/feeds/sources.ts";
import { addressOf, hubWith, keptLog, original, Witness } from "../parts.ts";
import { childrenOf, commandOf } from "../processes.ts";

const runSource = createRunSource(() => findFfmpeg());
/** Of a machine without ffmpeg. */
export const withoutFfmpeg = createRunSource(() => Promise.reject(new Fault("ffmpegMissing")));

/** One watched stream. */
export interface Watched {
  readonly witness: Witness;
  readonly hub: FeedHub;
  readonly lines: string[];
}

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
    const hub = hubWith(systemClock, run, addressOf(url, rest), { log, lingerMs: 0, ...parts });
    this.#open.push({ [Symbol.asyncDispose]: () => hub.close() });
    const witness = new Witness();
    hub.watch(original, witness);
    return { witness, hub, lines };
  }
}

/** After all tests of a file: no ffmpeg of the core is left. */
export function leavesNoReader(): void {
  afterAll(() => vi.waitFor(async () => expect(await readers()).toEqual([]), 5_000));
}

/** The ffmpegs that read for the core: their addresses come by standard input, or they are given bytes there. */
export async function readers(): Promise<number[]> {
  const children = await childrenOf(process.pid);
  const commands = await Promise.all(children.map(commandOf));
  return children.filter((_, index) => commands[index]?.includes("-write_index"));
}

export function shows(witness: Witness, timeout = 10_000): Promise<void> {
  return vi.waitFor(() => expect(witness.phase).toBe("running"), { timeout, interval: 10 });
}

/** Waits for so many pictures. */
export function brings(witness: Witness, pictures: number, timeout = 12_000): Promise<void> {
  return vi.waitFor(() => expect(witness.pictures.length).toBeGreaterThanOrEqual(pictures), {
    timeout,
    interval: 10,
  });
}

export function says(witness: Witness, sentence: RegExp | string, timeout = 15_000): Promise<void> {
  return vi.waitFor(() => expect(witness.sentence).toMatch(sentence), { timeout, interval: 20 });
}

/** Milliseconds from `at` to the first picture of a new epoch. */
export async function returned(
  witness: Witness,
  epoch: number,
  at: number,
  timeout = 15_000,
): Promise<number> {
  const first = () => witness.pictures.findIndex((picture) => picture.epoch > epoch);
  await vi.waitFor(() => expect(first()).toBeGreaterThanOrEqual(0), { timeout, interval: 5 });
  return (witness.arrivals[first()] ?? Number.NaN) - at;
}

export function epochOf(witness: Witness): number {
  return witness.formats.at(-1)?.epoch ?? 0;
}
