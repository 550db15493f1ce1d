import type { Wall } from "../../../layouts/site.ts";
import type { Taker } from "../../../protocol/taker.ts";
import { rulePriorities } from "../../../protocol/rule.ts";
import type { RaisedWall, Raising, StoredRaise } from "../../store/rule-store.ts";
import type { StoredTake } from "../../store/wall-store.ts";
import { compose, isSame, type Picture } from "./compose.ts";

/** Of those that wait for a wall so many come to it at once; the others have to wait for room anyway. */
const MOST_COMING = 64;
const MINUTE_MS = 60_000;

/** The raises of a wall. */
export interface Sorted {
  /** Whether something is on the wall that no rule put there, or something that waited is over. */
  readonly changed: boolean;
  /** On the wall, and over. */
  readonly over: StoredRaise[];
  /** On the wall, and to stay. */
  readonly kept: StoredRaise[];
  /** Waiting for the wall. */
  readonly coming: StoredRaise[];
  /** Over before they came to the wall. */
  readonly void: StoredRaise[];
  /** When what is shelved may come, milliseconds since 1970. */
  readonly shelved: number[];
}

/** Those of many that come to a wall first: the most urgent, and among equals the newest. In the order of their arrival. */
export function chooseComing(waiting: readonly StoredRaise[]): StoredRaise[] {
  if (waiting.length <= MOST_COMING) return [...waiting];
  const first = waiting
    .toReversed()
    .toSorted((a, b) => rulePriorities.indexOf(a.priority) - rulePriorities.indexOf(b.priority));
  const chosen = new Set(first.slice(0, MOST_COMING));
  return waiting.filter((raise) => chosen.has(raise));
}

/** When something ends that lasts `minutes` from `now` on, milliseconds since 1970. */
export function endOf(now: number, minutes: number): string {
  return new Date(now + minutes * MINUTE_MS).toISOString();
}

/** By their ids, as they lie on the wall; one that is gone is not among them. */
export type Layouts = ReadonlyMap<string, Picture>;

interface Asked {
  readonly current: StoredTake | null;
  readonly wall: Wall;
  readonly state: RaisedWall;
  readonly sorted: Sorted;
  /** With their cameras. */
  readonly coming: readonly StoredRaise[];
  /** Whether the picture may be another now. */
  readonly mayChange: boolean;
  readonly layouts: Layouts;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The person who ended something. */
  readonly by: string | null;
}

interface Plan {
  /** What comes to the wall; null where it stays as it is. */
  readonly picture: Picture | null;
  readonly takenBy: string;
  readonly takenAs: Taker;
  /** Whether a person chose no more than that something of a rule ends. */
  readonly restored: true | undefined;
  /** Whether there is anything to store. */
  readonly isNews: boolean;
  /** What is stored, with the take of the picture where there is one. */
  raising(take: StoredTake | null): Raising;
}

/** What becomes of a wall and its raises. An operator's take ends all that was on the wall, and is left as it is. */
export function planChange(asked: Asked): Plan {
  const { current, wall, state, sorted, mayChange, layouts, now, by } = asked;
  const isOurs = state.base !== null && state.takeId === (current?.id ?? null);
  const present: Picture = { layoutId: current?.layoutId ?? null, tiles: current?.tiles ?? [] };
  const base = isOurs && state.base !== null ? state.base : present;
  const kept = isOurs ? sorted.kept : [];
  const over = isOurs && mayChange ? sorted.over : [];
  const left = isOurs ? [] : [...sorted.kept, ...sorted.over];
  const coming = mayChange ? asked.coming : [];
  const wanted = [...kept, ...coming];
  const composed = compose(
    base,
    wanted.map(({ id, priority, cameras, layoutId }) => ({
      ...{ id, priority, cameraIds: cameras.map(({ cameraId }) => cameraId) },
      layout: layoutId === null ? null : (layouts.get(layoutId) ?? null),
    })),
    wall,
    present.tiles,
  );
  const stays = !mayChange || isSame(composed, present);
  const at = new Date(now).toISOString();
  const isOnWall = wanted.length > 0 || (isOurs && !mayChange && sorted.over.length > 0);
  const standing = wanted.map((raise): StoredRaise => {
    const raisedAt = raise.raisedAt ?? at;
    const shown = mayChange && (composed.shown.get(raise.id) ?? []).length > 0;
    return {
      ...raise,
      raisedAt,
      ...(raise.raisedAt === undefined && raise.minutes !== null
        ? { endsAt: endOf(now, raise.minutes) }
        : {}),
      entered: shown ? raise.incidentIds : raise.entered,
    };
  });
  const entries: Raising["entries"][number][] = [
    ...wanted.flatMap((raise, index) =>
      (standing[index]?.entered ?? [])
        .filter((incidentId) => !raise.entered.includes(incidentId))
        .map((incidentId) => ({
          ...{ incidentId, at, by: `rule ${raise.ruleName}` },
          event: {
            ...{ kind: "raised" as const, wallId: wall.id },
            cameraIds: [...(composed.shown.get(raise.id) ?? [])],
          },
        })),
    ),
    ...over.flatMap((raise) =>
      raise.entered.map((incidentId) => ({
        ...{ incidentId, at, by: by ?? `rule ${raise.ruleName}` },
        event: { kind: "restored" as const, wallId: wall.id },
      })),
    ),
  ];
  const ended = [...over, ...left, ...sorted.void].map(({ id }) => id);
  const first = coming[0] ?? over[0];
  return {
    picture: stays ? null : { layoutId: composed.layoutId, tiles: composed.tiles },
    takenBy: by ?? first?.ruleName ?? "",
    takenAs: by === null ? "rule" : "person",
    restored: by === null ? undefined : true,
    isNews: ended.length > 0 || entries.length > 0 || coming.length > 0,
    raising: (take) => ({
      take,
      wall: {
        wallId: wall.id,
        base: isOnWall ? { layoutId: base.layoutId, tiles: [...base.tiles] } : null,
        takeId: take?.id ?? current?.id ?? null,
        changedAt: take === null ? state.changedAt : at,
      },
      standing,
      ended,
      entries,
    }),
  };
}
