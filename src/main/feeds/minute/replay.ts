import type { Clock } from "../../base/clock.ts";
import { unitOf } from "../feeds.ts";
import type { RunSource, SourceListener } from "../source.ts";
import type { Recording } from "./recording.ts";

/** Where nothing came for longer, nothing is waited for, milliseconds; a source that is silent for 5 s counts as failed. */
const LONGEST_GAP_MS = 4_000;

/**
 * A recording that is played once, at the pace at which it came, from its first viewer on. Whoever comes in between
 * joins where it is.
 */
export class Replay {
  readonly id: string;
  readonly recording: Recording;
  readonly #clock: Clock;
  readonly #ended: () => void;
  /** When each picture is due, milliseconds after the start. */
  readonly #due: readonly number[];
  /** On the monotonic clock; null before the first viewer. */
  #startedAt: number | null = null;
  #reached: number;
  #played = false;
  #over = false;
  #finished: () => void = () => undefined;

  /** `ended` is called once it is over for good. */
  constructor(id: string, recording: Recording, clock: Clock, ended: () => void) {
    this.id = id;
    this.recording = recording;
    this.#clock = clock;
    this.#ended = ended;
    this.#due = schedule(recording);
    this.#reached = recording.pictures[0]?.packet.arrivedAt ?? clock.now();
  }

  /** When the picture that is played now came into the core, milliseconds since 1970. */
  get reached(): number {
    return this.#reached;
  }

  /** How long it plays, milliseconds. */
  get durationMs(): number {
    return this.#due.at(-1) ?? 0;
  }

  /** `finished` is called when the last picture has been played. */
  onFinished(finished: () => void): void {
    this.#finished = finished;
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#ended();
  }

  /** Plays from where it is by now until `signal` is aborted. */
  readonly run: RunSource = async (_, listener, signal) => {
    this.#startedAt ??= this.#clock.monotonic();
    const startedAt = this.#startedAt;
    const elapsed = () => this.#clock.monotonic() - startedAt;
    const from = this.#played ? this.#due.length : this.#keyBefore(elapsed());
    for (let index = from; index < this.#due.length; index += 1) {
      const wait = (this.#due[index] ?? 0) - elapsed();
      if (wait > 0) await this.#clock.sleep(wait, signal).catch(() => undefined);
      if (signal.aborted) return;
      this.#send(index, listener);
    }
    if (!this.#played) {
      this.#played = true;
      this.#finished();
    }
    await aborted(signal);
  };

  #send(index: number, listener: SourceListener): void {
    const { format, pictures } = this.recording;
    const picture = pictures[index];
    if (picture === undefined) return;
    const { packet, timeUs } = picture;
    this.#reached = packet.arrivedAt;
    listener.accessUnit({
      bytes: unitOf(packet),
      key: packet.key,
      format: packet.key ? format : null,
      timeUs,
    });
  }

  /** The last key frame that was due by `elapsed`: from there a new viewer is brought up to the moment. */
  #keyBefore(elapsed: number): number {
    const { pictures } = this.recording;
    const at = this.#due.findLastIndex((due) => due <= elapsed);
    for (let index = at; index > 0; index -= 1) if (pictures[index]?.packet.key === true) return index;
    return 0;
  }
}

function schedule({ pictures }: Recording): number[] {
  let due = 0;
  let before = pictures[0]?.packet.arrivedAt ?? 0;
  return pictures.map(({ packet: { arrivedAt } }) => {
    due += Math.min(LONGEST_GAP_MS, Math.max(0, arrivedAt - before));
    before = arrivedAt;
    return due;
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
