import type { Layout, Tile } from "../../../layouts/layout.ts";
import type { Incident } from "../../../protocol/incident.ts";
import type { Raise } from "../../../protocol/rule.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Log } from "../../base/log.ts";
import type { RaisedWall, StoredRaise } from "../../store/rule-store.ts";
import type { Store } from "../../store/store.ts";
import type { StoredTake } from "../../store/wall-store.ts";
import type { Walls } from "../../wall/walls.ts";
import { type Candidate, nearestCameras } from "./nearest-cameras.ts";
import type { Picture } from "./compose.ts";
import { CHANGE_EVERY_MS, changeIn } from "./pace.ts";
import { chooseComing, type Layouts, planChange, type Sorted } from "./raise-plan.ts";
import type { Shelvable } from "./shelving.ts";

interface Parts {
  readonly store: Pick<Store, "raises" | "layouts">;
  readonly walls: Pick<Walls, "automatic" | "takeId">;
  readonly clock: Clock;
  readonly log: Log;
  /** All that may be shown. */
  readonly cameras: () => readonly Candidate[];
  /** Of those that stand; null where it does not. */
  readonly incident: (id: string) => Incident | null;
  /** Until when something is shelved, milliseconds since 1970; null where it is not. */
  readonly shelvedUntil: (what: Shelvable) => number | null;
  /** What rules have on a wall is another. */
  readonly changed: () => void;
}

interface OnWall {
  readonly takeId: string | null;
  /** On the clock that never runs backwards, milliseconds. */
  readonly changedAt: number | null;
}

/**
 * What rules have on the walls. What an operator had is kept and comes back, tile by tile, when nothing is wanted any more,
 * unless somebody took something else meanwhile. All that is needed for that is stored with each take.
 */
export class Raises {
  readonly #parts: Parts;
  readonly #standing = new Map<string, StoredRaise>();
  /** Made when it is first asked for. */
  #byIncident: Map<string, StoredRaise[]> | null = null;
  readonly #walls = new Map<string, OnWall>();
  /** Ended by a person: who. */
  readonly #ended = new Map<string, string>();
  /** Its incident was closed by a person, who waits for the wall. */
  readonly #prompt = new Set<string>();
  /** After a failure a wall is left alone until then, on the clock that never runs backwards. */
  readonly #failed = new Map<string, number>();
  #cancel: () => void = () => {};
  #looking: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    const { raises } = this.#parts.store;
    for (const raise of await raises.standing()) this.#set(raise);
    for (const wallId of new Set(this.#list().map((raise) => raise.wallId)))
      this.#know((await raises.wall(wallId)) ?? nothingOn(wallId));
  }

  /** Those that stand or wait, oldest first. */
  list(): Raise[] {
    return this.#list();
  }

  /** Cameras that are on a wall because of an incident. */
  camerasOf(incidentId: string): string[] {
    return (this.#ofIncident().get(incidentId) ?? [])
      .filter(({ raisedAt }) => raisedAt !== undefined)
      .flatMap(({ cameras }) => cameras.map(({ cameraId }) => cameraId));
  }

  /** Incidents because of which cameras are wanted on a wall. */
  wanting(): string[] {
    return this.#list().flatMap(({ camerasWanted, incidentIds }) =>
      camerasWanted === null ? [] : incidentIds,
    );
  }

  /** Those that incidents at their places may join, by their ids. */
  joinable(): Map<string, StoredRaise> {
    return new Map([...this.#standing].filter(([id]) => !this.#ended.has(id)));
  }

  /** Takes what was stored. */
  put(raises: readonly StoredRaise[]): void {
    for (const raise of raises) this.#set(raise);
    if (raises.length > 0) this.look();
  }

  /** An incident stands no longer; `byPerson` where somebody closed it and looks at the wall. */
  leave(incidentId: string, byPerson: boolean): void {
    const its = this.#ofIncident().get(incidentId) ?? [];
    if (byPerson) for (const { id } of its) this.#prompt.add(id);
    if (its.length > 0) this.look();
  }

  /** Ends one before its time. Faults with `notFound`. */
  async end(id: string, by: string): Promise<void> {
    const raise = this.#standing.get(id);
    if (raise === undefined) throw new Fault("notFound", { what: "raise", id });
    this.#ended.set(id, by);
    await this.#apply(raise.wallId, by);
    this.look();
  }

  /** Ends the newest that is to be seen on a wall; null where nothing of a rule is. */
  async undo(wallId: string, by: string): Promise<string | null> {
    const raised = this.#list().filter((raise) => raise.wallId === wallId && raise.raisedAt !== undefined);
    for (const { id } of raised.toReversed()) {
      this.#ended.set(id, by);
      const takeId = await this.#apply(wallId, by);
      if (takeId === null) continue;
      this.look();
      return takeId;
    }
    return null;
  }

  /** Sees to what is due; to be called when a wall, a shelf or an incident is another. */
  look(): void {
    this.#again = true;
    if (this.#closed || this.#looking !== null) return;
    this.#looking = this.#lookAll().finally(() => {
      this.#looking = null;
    });
  }

  /** A wall may be changed again: what waited for it comes at once. */
  unlocked(wallId: string): void {
    this.#failed.delete(wallId);
    this.look();
  }

  /** Resolves when nothing of it runs any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#looking;
  }

  #list(): StoredRaise[] {
    return [...this.#standing.values()];
  }

  #know({ wallId, takeId, changedAt }: RaisedWall): void {
    const { clock } = this.#parts;
    const ago = changedAt === null ? null : Math.max(0, clock.now() - Date.parse(changedAt));
    this.#walls.set(wallId, { takeId, changedAt: ago === null ? null : clock.monotonic() - ago });
  }

  async #lookAll(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      for (const wallId of new Set(this.#list().map((raise) => raise.wallId)))
        if (this.#dueIn(wallId) <= 0) await this.#tryApply(wallId);
    }
    this.#wait();
  }

  async #tryApply(wallId: string): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      await this.#apply(wallId, null);
      this.#failed.delete(wallId);
    } catch (error) {
      if (error instanceof Fault && error.kind === "notFound") this.#forget(wallId);
      else {
        this.#failed.set(wallId, clock.monotonic() + CHANGE_EVERY_MS);
        // A locked wall is what somebody wants; the alert at the desk stands all the same.
        if (!(error instanceof Fault && error.kind === "locked"))
          log.warn({ err: error, wallId }, "a rule could not change a wall");
      }
    }
  }

  /** The wall is gone, and what was kept of it with it. */
  #forget(wallId: string): void {
    for (const { id } of this.#list().filter((raise) => raise.wallId === wallId)) this.#drop(id);
    this.#walls.delete(wallId);
    this.#failed.delete(wallId);
  }

  #set(raise: StoredRaise): void {
    this.#standing.set(raise.id, raise);
    this.#byIncident = null;
  }

  #ofIncident(): ReadonlyMap<string, StoredRaise[]> {
    if (this.#byIncident !== null) return this.#byIncident;
    const found = new Map<string, StoredRaise[]>();
    for (const raise of this.#standing.values())
      for (const id of raise.incidentIds) {
        const its = found.get(id);
        if (its === undefined) found.set(id, [raise]);
        else its.push(raise);
      }
    this.#byIncident = found;
    return found;
  }

  #drop(id: string): void {
    this.#byIncident = null;
    this.#standing.delete(id);
    this.#ended.delete(id);
    this.#prompt.delete(id);
  }

  /** How long until something is to be done on a wall, milliseconds. */
  #dueIn(wallId: string): number {
    const { clock } = this.#parts;
    const [now, monotonic] = [clock.now(), clock.monotonic()];
    const { changed, over, coming, kept, shelved } = this.#sort(wallId, now);
    const waits = [
      ...kept.flatMap(({ endsAt }) => (endsAt === undefined ? [] : Date.parse(endsAt) - now)),
      ...shelved.map((until) => until - now),
    ];
    if (changed || over.some(({ id }) => this.#prompt.has(id))) waits.push(0);
    if (over.length + coming.length > 0)
      waits.push(changeIn(this.#walls.get(wallId)?.changedAt ?? null, monotonic));
    return Math.max((this.#failed.get(wallId) ?? monotonic) - monotonic, Math.min(...waits));
  }

  /** What is on a wall, is over there, and waits for it. */
  #sort(wallId: string, now: number): Sorted {
    const { incident, shelvedUntil, walls } = this.#parts;
    const sorted: Sorted = { changed: false, over: [], kept: [], coming: [], void: [], shelved: [] };
    for (const raise of this.#list().filter((one) => one.wallId === wallId)) {
      const first = raise.incidentIds.map(incident).find((one) => one !== null);
      const late = raise.endsAt !== undefined && Date.parse(raise.endsAt) <= now;
      const isOver = first === undefined || late || this.#ended.has(raise.id);
      if (raise.raisedAt !== undefined) (isOver ? sorted.over : sorted.kept).push(raise);
      else if (isOver) sorted.void.push(raise);
      else {
        const until = shelvedUntil({ ...first, ruleId: raise.ruleId });
        if (until === null) sorted.coming.push(raise);
        else sorted.shelved.push(until);
      }
    }
    const raised = sorted.over.length + sorted.kept.length > 0;
    const changed = raised && walls.takeId(wallId) !== (this.#walls.get(wallId)?.takeId ?? null);
    return { ...sorted, changed: changed || sorted.void.length > 0 };
  }

  /** What is due on a wall, in one turn with the takes of operators; `by`: the person who ended something. */
  #apply(wallId: string, by: string | null): Promise<string | null> {
    const { walls, store, clock } = this.#parts;
    return walls.automatic(wallId, async (here) => {
      const now = clock.now();
      const state = (await store.raises.wall(wallId)) ?? nothingOn(wallId);
      if (!this.#walls.has(wallId)) this.#know(state);
      const sorted = this.#sort(wallId, now);
      const paced = changeIn(this.#walls.get(wallId)?.changedAt ?? null, clock.monotonic()) === 0;
      const prompt = by !== null || sorted.over.some(({ id }) => this.#prompt.has(id));
      const coming = paced ? chooseComing(sorted.coming).map((raise) => this.#withCameras(raise)) : [];
      const layouts = await this.#layouts([...sorted.kept, ...coming], here.lay);
      const mayChange = paced || prompt;
      const plan = planChange({ ...here, state, sorted, coming, layouts, mayChange, now, by });
      const keep = async (take: StoredTake | null) => {
        const raising = plan.raising(take);
        await store.raises.change(raising);
        this.#know(raising.wall);
        for (const raise of raising.standing) this.#set(raise);
        for (const id of raising.ended) this.#drop(id);
        this.#parts.changed();
      };
      if (plan.picture !== null) {
        const { layoutId, tiles } = plan.picture;
        const { takenBy, takenAs, restored } = plan;
        return { layoutId, tiles: [...tiles], takenBy, takenAs, restored, keep };
      }
      if (plan.isNews) await keep(null);
      return null;
    });
  }

  /** The cameras as they are when it comes to the wall. */
  #withCameras(raise: StoredRaise): StoredRaise {
    const { camerasWanted, incidentIds } = raise;
    const first = incidentIds.map((id) => this.#parts.incident(id)).find((one) => one !== null);
    if (camerasWanted === null || first === undefined) return raise;
    return { ...raise, cameras: nearestCameras(first, this.#parts.cameras(), camerasWanted) };
  }

  /** The layouts that are wanted, as they lie on the wall. */
  async #layouts(raises: readonly StoredRaise[], lay: (layout: Layout) => Tile[]): Promise<Layouts> {
    const found: Map<string, Picture> = new Map();
    for (const layoutId of new Set(raises.flatMap((raise) => raise.layoutId ?? []))) {
      try {
        const { value } = await this.#parts.store.layouts.get(layoutId);
        found.set(layoutId, { layoutId, tiles: lay(value) });
      } catch (error) {
        if (!(error instanceof Fault && (error.kind === "notFound" || error.kind === "invalid"))) throw error;
        this.#parts.log.warn({ layoutId, kind: error.kind }, "a rule's layout cannot be taken to its wall");
      }
    }
    return found;
  }

  #wait(): void {
    this.#cancel();
    if (this.#closed) return;
    const wallIds = new Set(this.#list().map((raise) => raise.wallId));
    const next = Math.min(...[...wallIds].map((wallId) => this.#dueIn(wallId)));
    if (next === Number.POSITIVE_INFINITY) return;
    // Not for longer than a change of the machine's clock may go unnoticed.
    const wait = Math.min(Math.max(next, 1), CHANGE_EVERY_MS);
    this.#cancel = this.#parts.clock.after(wait, () => this.look());
  }
}

function nothingOn(wallId: string): RaisedWall {
  return { wallId, base: null, takeId: null, changedAt: null };
}
