import type { Incident } from "../../../protocol/incident.ts";
import type { IncidentSource, IncidentSourceInput, StoredSource } from "../../../protocol/incident-source.ts";
import type { Language } from "../../../protocol/session.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Log } from "../../base/log.ts";
import { secretsFor } from "../../base/secrets-for.ts";
import type { KeptSource, Received, RunnableSource } from "../../store/incident-store.ts";
import type { Store } from "../../store/store.ts";
import { isRead } from "./adapter.ts";
import type { FromThread, SourceOrder, TrialResult } from "./messages.ts";
import { SourceProgress } from "./progress.ts";
import type { Reading } from "./reading/mapped.ts";
import type { Remark } from "./reading/remark.ts";
import { SourceThread, received } from "./source-thread.ts";

interface Parts {
  readonly store: Pick<Store, "incidents" | "incidentSources">;
  readonly clock: Clock;
  readonly log: Log;
  /** The site's, IANA name. */
  readonly zone: () => string;
  /** Incidents that are others now, as they are stored. */
  readonly changed: (incidents: readonly Incident[]) => void;
}

interface Known {
  readonly runnable: RunnableSource;
  readonly generation: number;
  readonly progress: SourceProgress;
}

/** The configured sources of incidents: runs them, stores what they tell, and knows how each is doing. */
export class IncidentSources {
  readonly #parts: Parts;
  readonly #thread: SourceThread;
  readonly #known = new Map<string, Known>();
  #lastGeneration = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { clock, log } = parts;
    this.#thread = new SourceThread({
      ...{ clock, log },
      told: (message) => this.#hear(message),
      store: (batch) => this.#store(batch),
    });
  }

  /** To be called at the start, and after a source was added, changed or removed in the store. */
  async load(): Promise<void> {
    const all = await this.#parts.store.incidentSources.runnable();
    const now = this.#parts.clock.now();
    for (const id of this.#known.keys()) if (!all.some(({ source }) => source.id === id)) this.#drop(id);
    for (const runnable of all) {
      const { source, secrets } = runnable;
      const before = this.#known.get(source.id);
      const same =
        before !== undefined &&
        JSON.stringify([source, secrets]) ===
          JSON.stringify([before.runnable.source, before.runnable.secrets]);
      if (same) continue;
      this.#lastGeneration += 1;
      const progress = before?.progress ?? new SourceProgress(now);
      const known = { runnable, generation: this.#lastGeneration, progress };
      this.#known.set(source.id, known);
      if (!isRead(source.adapter)) progress.phase = "listening";
      else if (source.enabled) {
        progress.phase = "waiting";
        this.#thread.run(this.#orderOf(known));
      } else this.#thread.stop(source.id);
    }
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }

  /** As the API gives it. */
  seen({ hasSecret, ...source }: KeptSource, language: Language): IncidentSource {
    const progress = this.#known.get(source.id)?.progress ?? new SourceProgress(this.#parts.clock.now());
    return { ...source, hasSecret, state: progress.state(source, this.#parts.clock.now(), language) };
  }

  /** Sources of which what they told may be out of date, each with since when, milliseconds since 1970. */
  silent(): Map<string, number> {
    const now = this.#parts.clock.now();
    const found = new Map<string, number>();
    for (const [id, { runnable, progress }] of this.#known) {
      const since = progress.silentSince(runnable.source, now);
      if (since !== null) found.set(id, since);
    }
    return found;
  }

  /** A source as it runs, and how it is doing; null where there is none. */
  find(id: string): { readonly runnable: RunnableSource; readonly progress: SourceProgress } | null {
    return this.#known.get(id) ?? null;
  }

  all(): readonly RunnableSource[] {
    return [...this.#known.values()].map(({ runnable }) => runnable);
  }

  readingOf({ name, defaults }: Pick<StoredSource, "name" | "defaults">): Omit<Reading, "nameless"> {
    return { name, defaults, zone: this.#parts.zone() };
  }

  /** Notes what became of reports, and passes the incidents on. */
  took(id: string, { outcomes, incidents }: Received, refused: number, remark: Remark | null): void {
    const progress = this.#known.get(id)?.progress;
    progress?.took(outcomes, this.#parts.clock.now());
    progress?.refused(refused, remark);
    if (incidents.length > 0) this.#parts.changed(incidents);
  }

  /**
   * What a source would say with these settings, asked once. `storedId`: the source whose secret is used where it would
   * go to the same host and user. Faults as its adapter does.
   */
  async try(input: IncidentSourceInput, storedId: string | null, signal: AbortSignal): Promise<TrialResult> {
    if (!isRead(input.adapter))
      throw new Fault("invalid", { field: "sample", problem: "what comes by itself is tried with a sample" });
    const stored = storedId === null ? undefined : this.#known.get(storedId)?.runnable;
    const kept = stored !== undefined && secretsFor(stored.source.adapter) === secretsFor(input.adapter);
    return await this.#thread.try(
      {
        ...{ sourceId: storedId ?? "trial", generation: 0, name: input.name, adapter: input.adapter },
        ...{ everyS: input.everyS, defaults: input.defaults, cursor: null, zone: this.#parts.zone() },
        ...{ delayMs: 0, secrets: input.secrets ?? (kept ? stored.secrets : []) },
      },
      signal,
    );
  }

  #drop(id: string): void {
    this.#known.delete(id);
    this.#thread.stop(id);
  }

  #orderOf({ runnable: { source, secrets, cursor }, generation }: Known): SourceOrder {
    const { id: sourceId, name, adapter, everyS, defaults } = source;
    const zone = this.#parts.zone();
    return { sourceId, generation, name, adapter, everyS, defaults, secrets, cursor, zone, delayMs: 0 };
  }

  #current({ sourceId, generation }: { sourceId: string; generation: number }): Known | null {
    const known = this.#known.get(sourceId);
    return known?.generation === generation ? known : null;
  }

  #hear(message: Extract<FromThread, { type: "asking" | "listening" | "ok" | "failed" }>): void {
    const { clock, log } = this.#parts;
    const known = this.#current(message);
    if (known === null) return;
    const { progress } = known;
    const now = clock.now();
    switch (message.type) {
      case "asking":
        if (progress.phase !== "listening") progress.phase = "asking";
        progress.next(null);
        break;
      case "listening":
        progress.phase = "listening";
        progress.ok(now, null);
        break;
      case "ok":
        progress.phase = "waiting";
        progress.ok(now, message.aheadMs);
        progress.next(now + message.nextMs);
        break;
      case "failed": {
        const fault = received(message.fault);
        // Once, until it is well again: a source may be away for days.
        if (progress.phase !== "failing" || fault.kind === "internal")
          log.warn({ source: message.sourceId, kind: fault.kind, err: fault }, "an incident source fails");
        progress.failed(fault, now);
        progress.next(now + message.nextMs);
        break;
      }
    }
  }

  async #store(batch: Extract<FromThread, { type: "batch" }>): Promise<void> {
    const { sourceId, reports, cursor, refused, remark, aheadMs } = batch;
    const known = this.#current(batch);
    if (known === null) throw new Fault("notFound", { what: "source", id: sourceId });
    const taken = await this.#parts.store.incidents.receive(sourceId, reports, cursor);
    if (cursor !== undefined) this.#thread.reached(sourceId, cursor);
    known.progress.ok(this.#parts.clock.now(), aheadMs);
    this.took(sourceId, taken, refused, remark);
  }
}
