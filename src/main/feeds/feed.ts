import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Cell, Feed as FeedRow } from "../../protocol/feed.ts";
import type { Rung } from "../../protocol/ladder.ts";
import { encodePicture } from "../../protocol/picture.ts";
import { pictureState } from "../../protocol/truth.ts";
import type { Format } from "../../protocol/format.ts";
import type { StreamFormat } from "./stream-format.ts";
import type { FeedFormat, FeedStatus, FeedViewer, Packet } from "./feeds.ts";
import { Group } from "./group.ts";
import { Meter } from "./meter.ts";
import type { Origin } from "./minute/ring.ts";
import type { RetryMemory } from "./retry.ts";
import type { AccessUnit, RunSource, StreamAddress } from "./source.ts";
import { FeedSupervisor } from "./supervisor.ts";
import { Timeline } from "./timeline.ts";

export interface FeedParts {
  readonly rung: Rung | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly runSource: RunSource;
  readonly memory: RetryMemory;
  /** Told at every change of format. */
  learned(format: Format): void;
  /** Told every picture, with its format at a key frame. */
  keep?(packet: Packet, format: StreamFormat | null, origin: Origin): void;
  /** When the picture that comes now came into the core, milliseconds since 1970; absent where that is now. */
  arrival?(): number;
}

interface Viewing {
  /** Whether it has the key frame that the pictures to come depend on. */
  joined: boolean;
}

/** One stream, opened once for however many viewers: its state, its format and the last group of its pictures. */
export class Feed {
  readonly number: number;
  readonly #parts: FeedParts;
  readonly #supervisor: FeedSupervisor;
  readonly #viewers = new Map<FeedViewer, Viewing>();
  readonly #group = new Group();
  #meter = new Meter();
  #address: StreamAddress;
  #timeline = new Timeline();
  #status: FeedStatus;
  #format: FeedFormat | null = null;
  #epoch = 0;
  /** Of the present epoch; null makes the next key frame begin another. */
  #fingerprint: string | null = null;
  #sequence = 0;
  #openings = 0;
  /** On the monotonic clock, and since 1970. */
  #lastAt: number | null = null;
  #lastFrameAt: number | null = null;
  #lagMs = 0;
  /** Between pictures, as the source foretold with the last one, milliseconds. */
  #foretoldMs: number | null = null;
  /** Of a mosaic. */
  #cells: readonly Cell[] | null = null;
  #closed = false;

  constructor(number: number, address: StreamAddress, parts: FeedParts) {
    this.number = number;
    this.#address = address;
    this.#parts = parts;
    this.#status = { feed: number, phase: "opening", since: parts.clock.now() };
    this.#supervisor = new FeedSupervisor(address, {
      ...parts,
      listener: {
        opening: () => this.#opening(),
        accessUnit: (unit) => this.#accessUnit(unit),
        cells: (cells) => this.#tellCells(cells),
        damage: (count) => this.#damage(count),
        failed: (fault) => this.#failed(fault),
        interval: () => this.#interval(),
      },
    });
    this.#supervisor.start();
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  get address(): StreamAddress {
    return this.#address;
  }

  /** Tells `viewer` the status, the format and the kept pictures, and from then on whatever comes. */
  add(viewer: FeedViewer): void {
    const viewing = { joined: false };
    this.#viewers.set(viewer, viewing);
    viewer.status(this.#status);
    if (this.#format !== null) viewer.format(this.#format);
    if (this.#cells !== null) viewer.cells?.(this.#cells);
    viewing.joined = this.#group.whole;
    for (const packet of this.#group.packets) {
      if (!this.#viewers.has(viewer)) return;
      viewer.packet(packet);
    }
  }

  remove(viewer: FeedViewer): void {
    this.#viewers.delete(viewer);
  }

  /** The camera was edited. */
  reopen(address: StreamAddress): void {
    if (address.url !== this.#address.url) this.#forgetPictures();
    this.#address = address;
    this.#report("opening");
    this.#supervisor.reopen(address);
  }

  /** Ends it for good: viewers are told why, and nothing after that. Resolves when its source is gone. */
  async close(why: Fault | null): Promise<void> {
    if (why !== null && !this.#closed) this.#failed(why);
    this.#closed = true;
    this.#viewers.clear();
    await this.#supervisor.close();
    this.#group.clear();
  }

  /** As the API gives it. */
  row(): FeedRow {
    const { clock } = this.#parts;
    const now = clock.monotonic();
    const rates = this.#meter.rates(now);
    const error = this.#status.error;
    return {
      cameraId: this.#address.cameraId,
      stream: this.#address.stream,
      rung: this.#parts.rung,
      state: pictureState({
        sinceFrameMs: this.#lastAt === null ? null : now - this.#lastAt,
        intervalMs: this.#interval(),
        lagMs: this.#lagMs,
        losses: rates.damage > 0,
        failed: this.#status.phase === "failed" || error !== undefined,
        hidden: false,
      }),
      codec: this.#format?.codec ?? null,
      width: this.#format?.width ?? null,
      height: this.#format?.height ?? null,
      fps: Math.round(rates.fps * 10) / 10,
      bitrate: Math.round(rates.bitrate),
      lastFrameAt: this.#lastFrameAt === null ? null : new Date(this.#lastFrameAt).toISOString(),
      restarts: Math.max(0, this.#openings - 1),
      readers: this.#viewers.size,
      ...(this.#cells === null ? {} : { cells: [...this.#cells] }),
      ...(error === undefined ? {} : { error }),
    };
  }

  /** Between pictures, milliseconds, or null before it is known. */
  #interval(): number | null {
    const learned = this.#timeline.interval();
    return this.#foretoldMs === null ? learned : Math.max(this.#foretoldMs, learned ?? 0);
  }

  /** What was read at another address is another camera's: nobody is shown it as this one's any more. */
  #forgetPictures(): void {
    this.#group.clear();
    this.#format = null;
    this.#fingerprint = null;
    this.#lastAt = null;
    this.#lastFrameAt = null;
    this.#lagMs = 0;
    this.#meter = new Meter();
    this.#timeline = new Timeline();
    this.#foretoldMs = null;
    for (const viewing of this.#viewers.values()) viewing.joined = false;
  }

  #opening(): void {
    this.#openings += 1;
    this.#fingerprint = null;
    this.#timeline = new Timeline();
    // A feed that failed is still failed while it is tried again: viewers keep the reason before their eyes.
  }

  #damage(count: number): void {
    this.#meter.damage(count, this.#parts.clock.monotonic());
    for (const viewer of this.#viewers.keys()) viewer.damage?.(count);
  }

  #failed(fault: Fault): void {
    if (this.#closed) return;
    const before = this.#status;
    this.#status = {
      feed: this.number,
      phase: "failed",
      // Since the picture went, whatever the reasons were in between.
      since: before.phase === "failed" ? before.since : this.#parts.clock.now(),
      error: fault.report(),
    };
    // Without the mosaic there is no picture of any of its cameras.
    if (this.#cells !== null)
      this.#tellCells(this.#cells.map(({ cameraId }) => ({ cameraId, state: "lost" })));
    // The same failure again is no news.
    if (before.error?.kind !== fault.kind) this.#tellStatus();
  }

  #report(phase: "opening" | "running"): void {
    this.#status = { feed: this.number, phase, since: this.#parts.clock.now() };
    this.#tellStatus();
  }

  #tellStatus(): void {
    for (const viewer of this.#viewers.keys()) viewer.status(this.#status);
  }

  #tellCells(cells: readonly Cell[]): void {
    if (this.#closed) return;
    this.#cells = cells;
    for (const viewer of this.#viewers.keys()) viewer.cells?.(cells);
  }

  #accessUnit(unit: AccessUnit): void {
    if (this.#closed) return;
    const { clock } = this.#parts;
    const now = clock.monotonic();
    const key = unit.key && unit.format !== null;
    if (key && unit.format !== null) this.#learn(unit.format);
    if (this.#fingerprint === null || this.#format === null) return;
    const { timeUs, lagMs: measured } = this.#timeline.place(unit.timeUs, now);
    // What was made of another picture is as old as that one, however it was held up on the way.
    const made = unit.arrivedAt !== undefined;
    const lagMs = made ? (unit.lagMs ?? 0) : Math.max(measured, unit.lagMs ?? 0);
    this.#lastAt = now;
    const arrivedAt = unit.arrivedAt ?? this.#parts.arrival?.() ?? clock.now();
    this.#lastFrameAt = arrivedAt;
    this.#lagMs = made ? lagMs + Math.max(0, clock.now() - arrivedAt) : lagMs;
    this.#foretoldMs = unit.intervalMs ?? null;
    this.#meter.picture(unit.bytes.byteLength, now);
    const { epoch } = this.#format;
    const bytes = encodePicture({
      feed: this.number,
      epoch,
      sequence: this.#sequence,
      key,
      timeUs,
      arrivedAt,
      lagMs,
      bytes: unit.bytes,
    });
    this.#sequence = (this.#sequence + 1) >>> 0;
    const packet: Packet = {
      feed: this.number,
      key,
      timeUs,
      arrivedAt,
      intervalMs: this.#interval(),
      bytes,
    };
    this.#group.add(packet);
    const origin = { run: `${this.number}/${epoch}`, url: this.#address.url };
    this.#parts.keep?.(packet, key ? unit.format : null, origin);
    if (this.#status.phase !== "running") this.#report("running");
    for (const [viewer, viewing] of this.#viewers) {
      viewing.joined ||= key;
      if (viewing.joined) viewer.packet(packet);
    }
  }

  /** Another format, or a new run, begins another epoch. */
  #learn({ fingerprint, ...format }: StreamFormat): void {
    if (this.#fingerprint === fingerprint) return;
    this.#fingerprint = fingerprint;
    this.#epoch += 1;
    this.#format = { feed: this.number, epoch: this.#epoch, ...format };
    this.#group.clear();
    for (const [viewer, viewing] of this.#viewers) {
      viewing.joined = false;
      viewer.format(this.#format);
    }
    this.#parts.learned(format);
  }
}
