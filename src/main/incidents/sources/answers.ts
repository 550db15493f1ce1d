import { asFault, Fault } from "../../base/fault.ts";
import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import type { RunnableSource, WaitingAnswer } from "../../store/incident-store.ts";
import type { Store } from "../../store/store.ts";
import { waitAfter } from "./patience.ts";
import type { IncidentSources } from "./sources.ts";
import { send } from "./webhook/send.ts";

/** How often it is looked whether something waits that nobody told of, milliseconds. */
const LOOK_MS = 2_000;
const PATIENCE = { firstMs: 2_000, lastMs: 15 * 60_000 };
const AT_ONCE = 50;

interface Parts {
  readonly store: Pick<Store, "outbox">;
  readonly sources: IncidentSources;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
}

interface Way {
  failures: number;
  /** On the clock that never runs backwards. */
  notBefore: number;
  sending: boolean;
}

/**
 * Tells sources what was done here to incidents of theirs: each in the order in which it was done, until it is taken, also
 * over days and restarts. What a source refuses for good is entered in the incident's course, and the next one follows.
 */
export class Answers {
  readonly #parts: Parts;
  readonly #ways = new Map<string, Way>();
  readonly #end = new AbortController();
  readonly #sending = new Set<Promise<void>>();
  #poked = false;
  #looking: Promise<void> | null = null;
  #cancel: () => void = () => {};

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#wait();
  }

  /** Something was done; what waits is sent at once where its receiver is well. */
  poke(): void {
    if (this.#end.signal.aborted || this.#receivers().length === 0) return;
    // Changes come by the hundred, and one look finds what all of them left.
    this.#poked = true;
    this.#looking ??= this.#lookOn();
  }

  async close(): Promise<void> {
    this.#cancel();
    this.#end.abort(new Error("the core ends"));
    await this.#looking;
    await Promise.all(this.#sending);
  }

  #wait(): void {
    this.#cancel = this.#parts.clock.after(LOOK_MS, () => {
      this.poke();
      this.#wait();
    });
  }

  #receivers(): RunnableSource[] {
    return this.#parts.sources
      .all()
      .filter(({ source: { enabled, adapter } }) => enabled && callbackOf(adapter) !== null);
  }

  /** Never rejects. */
  async #lookOn(): Promise<void> {
    while (this.#poked && !this.#end.signal.aborted) {
      this.#poked = false;
      await this.#look();
    }
    this.#looking = null;
  }

  /** Each receiver is sent to apart: one that is slow keeps no other waiting. */
  async #look(): Promise<void> {
    const { store, sources, log } = this.#parts;
    try {
      const waiting = await store.outbox.waiting();
      for (const runnable of this.#receivers()) {
        const { id } = runnable.source;
        const found = sources.find(id);
        if (found !== null) found.progress.waitingAnswers = waiting[id] ?? 0;
        if ((waiting[id] ?? 0) === 0) continue;
        const sending = this.#sendAll(runnable).finally(() => this.#sending.delete(sending));
        this.#sending.add(sending);
      }
    } catch (error) {
      if (!this.#end.signal.aborted)
        log.error({ err: error }, "what waits for sources of incidents was not read");
    }
  }

  async #sendAll(runnable: RunnableSource): Promise<void> {
    const { store, clock, log, sources } = this.#parts;
    const { id } = runnable.source;
    const way = this.#ways.get(id) ?? { failures: 0, notBefore: 0, sending: false };
    this.#ways.set(id, way);
    if (way.sending || clock.monotonic() < way.notBefore) return;
    way.sending = true;
    try {
      for (const waiting of await store.outbox.first(id, AT_ONCE)) {
        await this.#sendOne(runnable, waiting);
        way.failures = 0;
        const progress = sources.find(id)?.progress;
        if (progress !== undefined) progress.waitingAnswers = Math.max(0, progress.waitingAnswers - 1);
      }
    } catch (error) {
      if (this.#end.signal.aborted) return;
      const fault = asFault(error);
      way.failures += 1;
      const askedMs = fault.kind === "askedToWait" ? Number(fault.detail["seconds"]) * 1000 : 0;
      const waitMs = Math.max(waitAfter(way.failures, PATIENCE, this.#parts.random()), askedMs);
      way.notBefore = clock.monotonic() + waitMs;
      if (way.failures === 1)
        log.warn({ source: id, kind: fault.kind, err: fault }, "a source takes no answers");
    } finally {
      way.sending = false;
    }
  }

  async #sendOne({ source, secrets }: RunnableSource, waiting: WaitingAnswer): Promise<void> {
    const { store, clock } = this.#parts;
    const { seq, externalId, incidentId, answer } = waiting;
    const url = callbackOf(source.adapter);
    const [secret] = secrets;
    if (url === null) return;
    if (secret === undefined) throw new Fault("unavailable", { what: "source" });
    const body = JSON.stringify({
      type: `incident.${answer.what}`,
      timestamp: answer.at,
      data: { externalId, incidentId, ...answer },
    });
    const sent = await send({ url, secret, id: `${source.id}-${seq}`, body }, clock, this.#end.signal);
    const event = sent.taken
      ? { kind: "sent" as const, what: answer.what }
      : { kind: "refused" as const, what: answer.what, error: sent.fault.report("en") };
    await store.outbox.settle(seq, incidentId, event, source.name);
  }
}

function callbackOf(adapter: RunnableSource["source"]["adapter"]): string | null {
  return adapter.kind === "webhook" ? (adapter.callback ?? null) : null;
}
