import { spawnSync } from "node:child_process";
import { pino } from "pino";
import type { Clock } from "../../../src/main/base/clock.ts";
import type { Log } from "../../../src/main/base/log.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import type { FeedFormat, FeedStatus, FeedViewer, Packet } from "../../../src/main/feeds/feeds.ts";
import { joinAnnexB, nalTypes, splitAnnexB } from "../../../src/main/feeds/codings/h264/nal.ts";
import type { CodedUnit } from "../../../src/main/feeds/codings/coding.ts";
import { H264Units } from "../../../src/main/feeds/codings/h264/units.ts";
import { FeedHub, type FeedHubParts } from "../../../src/main/feeds/hub.ts";
import type { AccessUnit, RunSource, SourceListener, StreamAddress } from "../../../src/main/feeds/source.ts";
import type { FeedRef } from "../../../src/protocol/feed.ts";
import { decodePicture, type Picture } from "../../../src/protocol/picture.ts";

/** A log whose lines a test can read. */
export function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return {
    log: pino({ level: "debug", base: null }, { write: (line: string) => void lines.push(line) }),
    lines,
  };
}

export function addressOf(url: string, rest: Partial<StreamAddress> = {}): StreamAddress {
  return { cameraId: "cam", stream: "main", url, username: null, password: null, transport: "tcp", ...rest };
}

/** The stream of `addressOf`, as the camera sends it. */
export const original: FeedRef = { cameraId: "cam", stream: "main", rung: null };

/** What a viewer was told, in order. */
export class Witness implements FeedViewer {
  readonly statuses: FeedStatus[] = [];
  readonly formats: FeedFormat[] = [];
  readonly pictures: Picture[] = [];
  /** On performance.now()'s clock. */
  readonly arrivals: number[] = [];

  status(status: FeedStatus): void {
    this.statuses.push(status);
  }

  format(format: FeedFormat): void {
    this.formats.push(format);
  }

  packet(packet: Packet): void {
    const picture = decodePicture(packet.bytes.slice().buffer);
    if (picture === null) throw new Error("a packet is no picture");
    this.pictures.push(picture);
    this.arrivals.push(performance.now());
  }

  get phase(): string | undefined {
    return this.statuses.at(-1)?.phase;
  }

  get fault(): string | undefined {
    return this.statuses.at(-1)?.error?.kind;
  }

  get sentence(): string | undefined {
    return this.statuses.at(-1)?.error?.sentence;
  }
}

export function hubWith(
  clock: Clock,
  runSource: RunSource,
  address: StreamAddress | (() => StreamAddress | null),
  rest: Partial<FeedHubParts> = {},
): FeedHub {
  return new FeedHub({
    clock,
    log: keptLog().log,
    runSource,
    transcode: () => () => Promise.reject(new Error("nobody asked for a rung")),
    lookup: typeof address === "function" ? address : () => address,
    learned: () => undefined,
    lingerMs: 1_000,
    ...rest,
  });
}

/** Real access units: `count` pictures, a key frame first and no other. */
export function pictures(size: string, count: number): CodedUnit[] {
  const input = ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=25`, "-frames:v", String(count)];
  const coding = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "1000"];
  const slices = ["-x264-params", "slices=1:sliced-threads=0:scenecut=0"];
  const args = ["-v", "error", ...input, ...coding, ...slices, "-f", "h264", "pipe:1"];
  const nals = splitAnnexB(spawnSync("ffmpeg", args, { maxBuffer: 64e6 }).stdout);
  const units = new H264Units(new Uint8Array());
  const made: CodedUnit[] = [];
  let gathered: typeof nals = [];
  for (const nal of nals) {
    gathered.push(nal);
    if (nal.type !== nalTypes.slice && nal.type !== nalTypes.idr) continue;
    const unit = units.accept(joinAnnexB(gathered));
    if (unit !== null) made.push(unit);
    gathered = [];
  }
  return made;
}

/** A source that the test plays by hand. */
export class PlayedSource {
  readonly addresses: StreamAddress[] = [];
  readonly startedAt: number[] = [];
  readonly #clock: Clock;
  #listener: SourceListener | null = null;
  #fail: ((fault: Fault) => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly run: RunSource = (address, listener, signal) => {
    this.addresses.push(address);
    this.startedAt.push(this.#clock.monotonic());
    this.#listener = listener;
    return new Promise((resolve, reject) => {
      this.#fail = (fault) => {
        this.#listener = null;
        reject(fault);
      };
      const stop = () => {
        this.#listener = null;
        resolve();
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
  };

  get running(): boolean {
    return this.#listener !== null;
  }

  picture(unit: CodedUnit, timeUs: number): void {
    this.#listener?.accessUnit({ ...unit, timeUs });
  }

  unit(unit: AccessUnit): void {
    this.#listener?.accessUnit(unit);
  }

  damage(count: number): void {
    this.#listener?.damage(count);
  }

  fail(kind: ConstructorParameters<typeof Fault>[0]): void {
    this.#fail?.(new Fault(kind, { host: "10.0.0.9", port: 554, problem: "connection refused", path: "/" }));
  }
}
