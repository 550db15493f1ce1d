import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Cell } from "../../protocol/feed.ts";
import type { Log } from "../base/log.ts";
import { QuietLog } from "./quiet-log.ts";
import type { RetryMemory } from "./retry.ts";
import type { AccessUnit, RunSource, StreamAddress } from "./source.ts";

/** What a supervised source tells, across all of its attempts. */
interface SupervisorListener {
  /** An attempt begins; what comes after belongs to a new run of the source. */
  opening(): void;
  accessUnit(unit: AccessUnit): void;
  damage(count: number): void;
  /** Of a mosaic: how its cameras are. */
  cells(cells: readonly Cell[]): void;
  /** The attempt failed; another follows by itself. */
  failed(fault: Fault): void;
  /** The learned interval between pictures, milliseconds, or null. */
  interval(): number | null;
}

export interface SupervisorParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly runSource: RunSource;
  readonly memory: RetryMemory;
  readonly listener: SupervisorListener;
  /** In [0, 1). */
  readonly random?: () => number;
}

/** Milliseconds without a picture from a running source that are still no silence. */
const SILENCE_MS = 5_000;
const SILENT_INTERVALS = 3;
/** The same for the first picture that a decoder can start with. */
const FIRST_KEY_MS = 30_000;
/** How often to look whether the first picture has come: from then on another limit counts. */
const LOOK_MS = 1_000;
/** A source that ran for so long was fine: what failed before no longer counts. */
const SETTLED_MS = 10_000;

/**
 * Keeps one stream open: runs its source, watches that pictures come, and opens it again after every failure,
 * soon or later as its kind demands, until it is closed.
 */
export class FeedSupervisor {
  readonly #parts: SupervisorParts;
  readonly #quiet: QuietLog;
  readonly #closing = new AbortController();
  #address: StreamAddress;
  #attempt: AbortController | null = null;
  #wake: AbortController | null = null;
  #done: Promise<void> | null = null;

  constructor(address: StreamAddress, parts: SupervisorParts) {
    this.#address = address;
    this.#parts = parts;
    this.#quiet = new QuietLog(parts.clock, (fault, count) =>
      parts.log.warn(
        {
          camera: this.#address.cameraId,
          stream: this.#address.stream,
          kind: fault.kind,
          count,
          ...(fault.kind === "childDied" && fault.cause instanceof Error
            ? { said: fault.cause.message }
            : {}),
        },
        fault.message,
      ),
    );
  }

  start(): void {
    this.#done ??= this.#run();
  }

  /** The camera was edited: a running attempt ends, a waiting one begins at once. */
  reopen(address: StreamAddress): void {
    this.#address = address;
    this.#parts.memory.forget();
    this.#attempt?.abort();
    this.#wake?.abort();
  }

  /** Resolves when nothing of the source is left. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#attempt?.abort();
    this.#wake?.abort();
    await this.#done;
    this.#quiet.close();
  }

  async #run(): Promise<void> {
    const { clock, memory, listener, random = Math.random } = this.#parts;
    await this.#wait(memory.remaining(clock.monotonic()));
    while (!this.#closing.signal.aborted) {
      const fault = await this.#once();
      if (fault === null || this.#closing.signal.aborted) continue;
      listener.failed(fault);
      this.#quiet.note(fault);
      await this.#wait(memory.failed(fault.kind, clock.monotonic(), random()));
    }
  }

  /** One attempt; null where it was ended from outside. */
  async #once(): Promise<Fault | null> {
    const { clock, listener, memory, runSource } = this.#parts;
    const attempt = new AbortController();
    const address = this.#address;
    this.#attempt = attempt;
    const startedAt = clock.monotonic();
    let lastAt: number | null = null;
    let keyAt: number | null = null;
    let silent: Fault | null = null;
    let cancel: () => void = () => undefined;
    const watch = () => {
      const now = clock.monotonic();
      const quietSince = lastAt ?? startedAt;
      const leastMs = lastAt === null ? memory.patienceMs : SILENCE_MS;
      const quietUntil = quietSince + Math.max(leastMs, SILENT_INTERVALS * (listener.interval() ?? 0));
      const until = keyAt !== null ? quietUntil : Math.min(quietUntil, startedAt + FIRST_KEY_MS);
      if (now < until) {
        // Half way, for the limit may have shrunk by then.
        const look = lastAt === null ? LOOK_MS : Math.max(SILENCE_MS, (until - now) / 2);
        cancel = clock.after(Math.min(until - now, look), watch);
        return;
      }
      const seconds = Math.round((now - (now < quietUntil ? startedAt : quietSince)) / 1000);
      if (lastAt === null) memory.tooLate();
      silent = new Fault("silent", { host: hostOf(address.url), seconds });
      attempt.abort();
    };
    watch();
    listener.opening();
    try {
      await runSource(
        address,
        {
          accessUnit(unit) {
            if (attempt.signal.aborted) return;
            const now = clock.monotonic();
            if (lastAt === null) memory.opened(now - startedAt);
            if (unit.key && keyAt !== null) memory.group(now - keyAt);
            if (unit.key) keyAt = now;
            if (keyAt !== null && now - startedAt > SETTLED_MS) memory.settled();
            lastAt = now;
            listener.accessUnit(unit);
          },
          damage: (count) => listener.damage(count),
          cells: (cells) => listener.cells(cells),
        },
        attempt.signal,
      );
      if (silent !== null) return silent;
      return attempt.signal.aborted ? null : new Fault("ended", { host: hostOf(address.url) });
    } catch (error) {
      if (silent !== null || attempt.signal.aborted) return silent;
      const fault = asFault(error);
      if (fault.kind === "internal") {
        this.#parts.log.error({ err: error }, "a source failed in a way not foreseen");
      }
      return fault;
    } finally {
      cancel();
      this.#attempt = null;
    }
  }

  async #wait(ms: number): Promise<void> {
    if (ms <= 0) return;
    const wake = new AbortController();
    this.#wake = wake;
    if (this.#closing.signal.aborted) return;
    // An abort is how the wait is cut short; nothing else rejects it.
    await this.#parts.clock.sleep(ms, wake.signal).catch(() => undefined);
    this.#wake = null;
  }
}

/** What a sentence calls the device: its host, or the address itself where it has none. */
function hostOf(url: string): string {
  return URL.parse(url)?.hostname || url;
}
