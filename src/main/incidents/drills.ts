import { randomUUID } from "node:crypto";
import {
  type DrillRun,
  type DrillScript,
  type DrillStep,
  inTime,
  type RunningDrill,
} from "../../protocol/drill.ts";
import type { Incident } from "../../protocol/incident.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import { CUT_DRILL_WRITER, drillWriter } from "./drill-report.ts";
import type { StandingIncidents } from "./standing.ts";

interface Parts {
  readonly store: Pick<Store, "incidents" | "drills">;
  readonly incidents: StandingIncidents;
  readonly clock: Clock;
  readonly log: Log;
}

/** A drill that is being played. */
interface Played {
  readonly runId: string;
  readonly script: DrillScript;
  readonly steps: readonly DrillStep[];
  readonly by: string;
  readonly speed: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The incident of each `ref`. */
  readonly incidents: Map<string, string>;
  done: number;
  /** Null while it goes on. */
  pausedAt: number | null;
  /** By how much its pauses have put off what is still to come, milliseconds. */
  pausedMs: number;
  cancel: () => void;
}

/** Who writes in the log of a drill's incidents. */
const nameOf = (played: Played) => drillWriter({ startedBy: played.by, name: played.script.name });

/**
 * Plays scripted incidents, one drill at a time. None outlives its end or the core: what it reported is closed then, so
 * that no exercise is ever taken for something that happens.
 */
export class Drills {
  readonly #parts: Parts;
  #played: Played | null = null;
  /** Steps are written one after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get running(): RunningDrill | null {
    const played = this.#played;
    if (played === null) return null;
    const next = played.steps[played.done];
    return {
      runId: played.runId,
      ...{ scriptId: played.script.id, name: played.script.name, startedBy: played.by, speed: played.speed },
      ...{
        startedAt: new Date(played.startedAt).toISOString(),
        done: played.done,
        steps: played.steps.length,
      },
      ...(played.pausedAt === null ? {} : { pausedAt: new Date(played.pausedAt).toISOString() }),
      ...(next === undefined || played.pausedAt !== null
        ? {}
        : { nextAt: new Date(timeOf(played, next)).toISOString() }),
    };
  }

  /** Closes what a drill reported that a core before this one was playing when it ended. */
  async load(): Promise<void> {
    const { store, clock } = this.#parts;
    await this.#close((incident) => isPlayed(incident), CUT_DRILL_WRITER);
    for (const run of await store.drills.runs())
      if (run.endedAt === undefined)
        await store.drills.putRun({ ...run, endedAt: new Date(clock.now()).toISOString() }, null);
  }

  /** Faults with `inUse` while another one runs. */
  start(script: DrillScript, speed: number, by: string): RunningDrill {
    if (this.#played !== null)
      throw new Fault("inUse", { what: "drill", id: this.#played.script.id, by: this.#played.by });
    const { clock } = this.#parts;
    const played: Played = {
      ...{ runId: `drill-${randomUUID()}`, script, by, speed, startedAt: clock.now(), incidents: new Map() },
      ...{ done: 0, pausedAt: null, pausedMs: 0, cancel: () => {} },
      steps: script.steps.toSorted(inTime),
    };
    this.#played = played;
    this.#keep(played, {});
    this.#wait(played);
    return this.running ?? unreachable();
  }

  /** Lets no more happen until it goes on; faults with `notFound` where none runs. */
  pause(): RunningDrill {
    const played = this.#running();
    if (played.pausedAt === null) {
      played.cancel();
      played.pausedAt = this.#parts.clock.now();
    }
    return this.running ?? unreachable();
  }

  /** Goes on, with what is still to come later by the pause; faults with `notFound` where none runs. */
  resume(): RunningDrill {
    const played = this.#running();
    if (played.pausedAt !== null) {
      played.pausedMs += this.#parts.clock.now() - played.pausedAt;
      played.pausedAt = null;
      this.#keep(played, {});
      this.#wait(played);
    }
    return this.running ?? unreachable();
  }

  /** Closes what it reported; nothing where none runs. Answers when that is on the disk. */
  async stop(by: string): Promise<void> {
    const played = this.#played;
    if (played === null) return;
    this.#played = null;
    played.cancel();
    const now = this.#parts.clock.now();
    if (played.pausedAt !== null) played.pausedMs += now - played.pausedAt;
    await this.#writing;
    const own = new Set(played.incidents.values());
    await this.#close(({ id }) => own.has(id), nameOf(played));
    this.#keep(played, { endedAt: new Date(now).toISOString(), endedBy: by });
    await this.#writing;
  }

  #running(): Played {
    if (this.#played === null) throw new Fault("notFound", { what: "drill", id: "-" });
    return this.#played;
  }

  /** Writes down how far it is, after what is being written. */
  #keep(played: Played, end: Pick<DrillRun, "endedAt" | "endedBy">): void {
    this.#writing = this.#writing.then(() => this.#keepNow(played, end));
  }

  async #keepNow(played: Played, end: Pick<DrillRun, "endedAt" | "endedBy">): Promise<void> {
    const { script, speed, by, done, steps, pausedMs, startedAt } = played;
    const run: DrillRun = {
      ...{ id: played.runId, scriptId: script.id, name: script.name, startedBy: by, speed, done, pausedMs },
      ...{ startedAt: new Date(startedAt).toISOString(), steps: steps.length, ...end },
    };
    try {
      await this.#parts.store.drills.putRun(run, [...played.incidents.values()]);
    } catch (error) {
      this.#parts.log.warn({ err: error, drill: script.id }, "a drill's course could not be written down");
    }
  }

  /** No step is played any more; what was begun is written. */
  async end(): Promise<void> {
    this.#played?.cancel();
    this.#played = null;
    await this.#writing;
  }

  #wait(played: Played): void {
    const next = played.steps[played.done];
    if (next === undefined) {
      // The last word of a drill stands until somebody ends it, or until it expires.
      return;
    }
    const wait = Math.max(0, timeOf(played, next) - this.#parts.clock.now());
    played.cancel = this.#parts.clock.after(wait, () => {
      played.done += 1;
      this.#writing = this.#writing.then(() => this.#play(played, next));
      this.#wait(played);
    });
  }

  async #play(played: Played, step: DrillStep): Promise<void> {
    try {
      const changed = await this.#write(played, step);
      await this.#keepNow(played, {});
      if (changed !== null) this.#parts.incidents.put([changed]);
    } catch (error) {
      this.#parts.log.warn(
        { err: error, drill: played.script.id, ref: step.ref },
        "a step of a drill failed",
      );
    }
  }

  async #write(played: Played, step: DrillStep): Promise<Incident | null> {
    const { store, clock } = this.#parts;
    if (step.what === "reported") {
      const expiresAt =
        step.lastsS === undefined
          ? {}
          : { expiresAt: new Date(clock.now() + (step.lastsS * 1000) / played.speed).toISOString() };
      const input = { ...step.incident, ...expiresAt, source: played.script.name };
      const { value } = await store.incidents.add(input, nameOf(played), { drill: true });
      played.incidents.set(step.ref, value.id);
      return value;
    }
    const id = played.incidents.get(step.ref);
    if (id === undefined) return null;
    if (step.what === "changed") {
      const { severity, text } = step;
      const patch = {
        ...(severity === undefined ? {} : { severity }),
        ...(text === undefined ? {} : { text }),
      };
      return (await store.incidents.edit(id, patch, null, nameOf(played))).value;
    }
    const outcome = step.outcome === undefined ? {} : { outcome: step.outcome };
    return (await store.incidents.edit(id, { status: "closed", ...outcome }, null, nameOf(played))).value;
  }

  async #close(which: (incident: Incident) => boolean, by: string): Promise<void> {
    const { store, incidents } = this.#parts;
    for (const { id } of incidents.list().filter(which)) {
      const { value } = await store.incidents.edit(
        id,
        { status: "closed", outcome: "Latihan selesai / drill over" },
        null,
        by,
      );
      incidents.put([value]);
    }
  }
}

/** Whether an incident comes from a drill of ours, not from a source that holds one. */
const isPlayed = ({ drill, sourceId }: Incident) => drill === true && sourceId === undefined;

/** Milliseconds since 1970. */
const timeOf = ({ startedAt, speed, pausedMs }: Played, { atS }: DrillStep) =>
  startedAt + pausedMs + (atS * 1000) / speed;

function unreachable(): never {
  throw new Error("a drill that was just started runs");
}
