import type { AdapterKind, SourceAdapter } from "../../../protocol/incident-source.ts";
import type { Clock } from "../../base/clock.ts";
import type { Answer, Question } from "./asking/asker.ts";
import type { ReadItem, Reading } from "./reading/mapped.ts";

/**
 * One attempt to hear a source, as an adapter has it. An adapter runs until it has read all there is now (those that
 * ask) or until it fails or is aborted (those that listen), and never tries again: its runner owns pace and patience.
 */
export interface Run {
  readonly reading: Omit<Reading, "nameless">;
  readonly secrets: readonly string[];
  /** As it was kept last; null at first, and after the adapter's settings became others. */
  readonly cursor: unknown;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A name for this machine's reader of the source, the same at every attempt: letters, digits and "-". */
  readonly readerName: string;
  ask(question: Omit<Question, "secret">): Promise<Answer>;
  /** Is shown what came, before it is read by a mapping whose list stands at `items`. */
  came(sent: unknown, items: string | undefined): void;
  /** Hands on what was read; resolves when there is room for more. */
  take(item: ReadItem): Promise<void>;
  /**
   * Resolves when all that was taken is stored, and with it `cursor`: JSON from which the next run goes on. Rejects
   * where it could not be stored; then nothing of it counts.
   */
  keep(cursor: unknown): Promise<void>;
  /** It listens, and would hear. */
  listening(): void;
}

export type Adapter<Config> = (config: Config, run: Run) => Promise<void>;

/** An adapter with its settings, and whether it listens rather than asks. */
export interface ReadyAdapter {
  readonly listens: boolean;
  readonly read: (run: Run) => Promise<void>;
}

/** What is read by the thread; a webhook's sender comes to the door by itself. */
export type ReadKind = Exclude<AdapterKind, "webhook">;

export function isRead(config: SourceAdapter): config is Extract<SourceAdapter, { kind: ReadKind }> {
  return config.kind !== "webhook";
}
