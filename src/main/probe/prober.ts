import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { StreamAddress } from "../base/stream-address.ts";
import type { Probe, Shown } from "../../protocol/probe.ts";
import type { Language } from "../../protocol/session.ts";
import type { Feeds } from "../feeds/feeds.ts";
import type { FindFfmpeg, RunSource } from "../feeds/source.ts";
import type { HardwareChoice } from "../feeds/transcode/hardware-choice.ts";
import { costOf } from "./cost.ts";
import { findingsOf } from "./findings.ts";
import { type Hello, hello } from "./hello.ts";
import { dearest, shownOf } from "./shown.ts";
import { byFeed, byItself, type Watched, watchStream } from "./watching.ts";

/** Milliseconds from the beginning to the end of the watching, and to the end of all. */
const WATCH_MS = 6_000;
const ALL_MS = 7_600;

export interface ProberParts {
  readonly feeds: Pick<Feeds, "watch" | "list">;
  readonly runSource: RunSource;
  readonly ffmpeg: FindFfmpeg;
  readonly hardware: Pick<HardwareChoice, "current">;
  readonly clock: Clock;
}

/** What is looked at. */
export interface Target {
  readonly address: StreamAddress;
  /** Whether a camera has this address: then it is read by its feed. */
  readonly stored: boolean;
  /** Whether the camera has no other stream. */
  readonly alone: boolean;
  /** Milliseconds by which the device's clock is ahead by ONVIF; null where it does not tell. */
  aheadMs(signal: AbortSignal): Promise<number | null>;
}

/** Looks at a stream for some seconds and says what it is, what the wall does with it and what is wrong. */
export class Prober {
  readonly #parts: ProberParts;
  readonly #ending = new AbortController();
  readonly #looking = new Set<Promise<unknown>>();

  constructor(parts: ProberParts) {
    this.#parts = parts;
  }

  /** At most about eight seconds; what keeps the pictures away is a finding. Rejects after an abort of `signal`. */
  look(target: Target, language: Language, signal: AbortSignal): Promise<Probe> {
    const look = this.#look(target, language, AbortSignal.any([signal, this.#ending.signal]));
    const over: Promise<unknown> = look.catch(() => undefined).finally(() => this.#looking.delete(over));
    this.#looking.add(over);
    return look;
  }

  /** Ends what is looked at. Resolves when no connection or process of it is left. */
  async close(): Promise<void> {
    this.#ending.abort(new Fault("unavailable", { what: "Dinding" }));
    await Promise.all(this.#looking);
  }

  async #look(target: Target, language: Language, signal: AbortSignal): Promise<Probe> {
    const { feeds, runSource, clock } = this.#parts;
    const { address, stored } = target;
    const { cameraId, stream } = address;
    const ref = { cameraId, stream, rung: null };
    const all = AbortSignal.any([signal, AbortSignal.timeout(ALL_MS)]);
    const until = AbortSignal.any([signal, AbortSignal.timeout(WATCH_MS)]);
    const running =
      stored &&
      feeds.list().some((row) => row.cameraId === cameraId && row.stream === stream && row.rung === null);
    const aheadMs = target.aheadMs(all);
    const greeting = running
      ? { firstByteMs: null, aheadMs: null, audio: null }
      : await greeted(address, until);
    const watched =
      "kind" in greeting
        ? null
        : await watchStream(stored ? byFeed(feeds, ref) : byItself(runSource, address, clock), clock, until);
    const shown = watched === null ? null : await this.#shown(watched, all);
    const ahead = await aheadMs;
    await watched?.closed;
    signal.throwIfAborted();
    const told = "kind" in greeting ? { firstByteMs: null, aheadMs: null, audio: null } : greeting;
    const figures = watched?.observation.figures();
    const probe: Omit<Probe, "findings"> = {
      via: running ? "running" : "opened",
      format: watched?.observation.format ?? null,
      firstByteMs: rounded(told.firstByteMs),
      firstPictureMs: running ? null : rounded(watched?.firstPictureMs ?? null),
      seconds: figures?.seconds ?? 0,
      fps: figures?.fps ?? null,
      bitrate: rounded(figures?.bitrate ?? null),
      keyInterval: figures?.keyInterval ?? null,
      audio: told.audio,
      lost: figures?.lost ?? 0,
      jitterMs: figures?.jitterMs ?? null,
      clock: clockOf(ahead, told.aheadMs, address.url),
      shown,
    };
    const fault = "kind" in greeting ? greeting : (watched?.fault ?? null);
    return {
      ...probe,
      findings: [
        ...trouble(fault, watched, language),
        ...findingsOf(probe, figures?.keys ?? 0, target.alone),
      ],
    };
  }

  async #shown({ observation: { format, kept } }: Watched, signal: AbortSignal): Promise<Shown | null> {
    if (format === null) return null;
    const shown = shownOf(format);
    const rung = dearest(shown);
    if (rung === null) return shown;
    const { ffmpeg, hardware } = this.#parts;
    const cores = await costOf(await ffmpeg(), await hardware.current(), rung, format, kept, signal);
    return { ...shown, cost: cores === null ? null : { rung, cores } };
  }
}

async function greeted(address: StreamAddress, signal: AbortSignal): Promise<Hello | Fault> {
  try {
    return await hello(address, signal);
  } catch (error) {
    return asFault(error);
  }
}

function trouble(fault: Fault | null, watched: Watched | null, language: Language): Probe["findings"] {
  if (fault !== null)
    return [{ kind: "failed", weight: "wrong", detail: { sentence: fault.report(language).sentence } }];
  if (watched?.firstPictureMs === null)
    return [{ kind: "noPicture", weight: "wrong", detail: { seconds: WATCH_MS / 1000 } }];
  return [];
}

function clockOf(onvif: number | null, date: number | null, url: string): Probe["clock"] {
  if (onvif !== null) return { aheadS: seconds(onvif), from: "onvif" };
  return date === null ? null : { aheadS: seconds(date), from: /^rtsp/i.test(url) ? "rtsp" : "http" };
}

const seconds = (ms: number) => Math.round(ms / 1000) + 0;
const rounded = (value: number | null) => (value === null ? null : Math.round(value));
