import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { applyEdits, type Edit, renamed, sameTile, touched } from "../../layouts/edit/edit.ts";
import type { Layout, Tile } from "../../layouts/layout.ts";
import type { ReplyOf } from "../../protocol/routes.ts";
import type { WallOnGlass } from "../../protocol/wall.ts";
import type { Answer } from "../link/api.ts";
import { call } from "../link/queries.ts";

/** What edits are told of: a kept layout, or what is on a wall. */
export interface EditPlace {
  readonly kind: "layout" | "wall";
  readonly id: string;
}

/** What stands in a place, as the core told last; `version` is null where that was told without one. */
interface Truth {
  readonly tiles: readonly Tile[];
  readonly name: string;
  readonly version: number | null;
}

interface Pending {
  readonly place: EditPlace;
  readonly edits: readonly Edit[];
}

export type Conflicts = ReplyOf<"editLayout">["conflicts"];

/** The version in an ETag of ours: a number in quotes. */
function versionOf(etag: string | null): number | null {
  const version = Number(etag?.replace(/^(?:W\/)?"|"$/g, ""));
  return etag === null || !Number.isInteger(version) ? null : version;
}

function truthOf(queries: QueryClient, { kind, id }: EditPlace): Truth | null {
  if (kind === "wall") {
    const wall = queries.getQueryData<WallOnGlass>(["wall", id]);
    return wall === undefined ? null : { tiles: wall.tiles, name: wall.name, version: wall.revision };
  }
  const kept = queries.getQueryData<Answer<"getLayout">>(["layout", id]);
  if (kept !== undefined)
    return { tiles: kept.value.tiles, name: kept.value.name, version: versionOf(kept.etag) };
  // Shown from the list of all before it is read by itself, and edited as soon as it is seen.
  const listed = listedLayout(queries, id);
  return listed === undefined ? null : { tiles: listed.tiles, name: listed.name, version: null };
}

const listedLayout = (queries: QueryClient, id: string): Layout | undefined =>
  queries.getQueryData<Layout[]>(["layouts"])?.find((layout) => layout.id === id);

/** Whether what the edits are about is in `now` as their maker saw it. */
function unchanged(edits: readonly Edit[], seen: readonly Tile[], now: readonly Tile[]): boolean {
  return [...touched(edits).tileIds].every((id) => {
    const was = seen.find((tile) => tile.id === id);
    const is = now.find((tile) => tile.id === id);
    return was === undefined || is === undefined ? was === is : sameTile(was, is);
  });
}

const samePlace = (a: EditPlace, b: EditPlace) => a.kind === b.kind && a.id === b.id;

/**
 * The desk's one door for edits. What is edited is seen at once and told to the core in turn. The core merges it with what others did; where
 * somebody did something else to the same tile, it answers with that and applies nothing.
 */
export function useEditDoor() {
  const queries = useQueryClient();
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef<readonly Pending[]>([]);
  const [pending, setPending] = useState<readonly Pending[]>([]);

  function setWaiting(next: readonly Pending[]) {
    waiting.current = next;
    setPending(next);
  }

  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const next = turn.current.then(act, act);
    turn.current = next.catch(() => undefined);
    return next;
  }

  /** Asks for the layouts again once `act` has ended, however it ended. */
  async function askedAgain(act: Promise<void>): Promise<void> {
    await act.catch(() => undefined);
    await queries.invalidateQueries({ queryKey: ["layouts"] });
    return act;
  }

  /** `truth` with what was edited and is not answered yet. */
  function withPending<Value extends { readonly tiles: readonly Tile[]; readonly name: string }>(
    place: EditPlace,
    truth: Value,
    from: readonly Pending[],
  ): Value {
    const edits = from.filter((one) => samePlace(one.place, place)).flatMap((one) => one.edits);
    if (edits.length === 0) return truth;
    const name = place.kind === "wall" ? truth.name : renamed(truth.name, edits);
    return { ...truth, tiles: applyEdits(truth.tiles, edits), name };
  }

  async function asked(place: EditPlace): Promise<Truth | null> {
    const known = truthOf(queries, place);
    if (known?.version != null || place.kind === "wall") return known;
    const queryKey = ["layout", place.id];
    queries.setQueryData(queryKey, await call("getLayout", { params: { id: place.id } }));
    return truthOf(queries, place);
  }

  async function sendToLayout(id: string, base: number, edits: readonly Edit[]): Promise<Conflicts> {
    const answer = await call("editLayout", { params: { id }, body: { base, edits: [...edits] } });
    const { layout, conflicts } = answer.value;
    await queries.cancelQueries({ queryKey: ["layout", id] });
    queries.setQueryData<Answer<"getLayout">>(["layout", id], { value: layout, etag: answer.etag });
    queries.setQueryData<Layout[]>(["layouts"], (now) => now?.map((one) => (one.id === id ? layout : one)));
    return conflicts;
  }

  async function sendToWall(id: string, base: number, edits: readonly Edit[]): Promise<Conflicts> {
    const { value } = await call("editWall", { params: { id }, body: { base, edits: [...edits] } });
    await queries.cancelQueries({ queryKey: ["wall", id] });
    // Others' takes are asked for; one's own is known.
    if (value.revision === base + 1 && value.conflicts.length === 0)
      queries.setQueryData<WallOnGlass>(
        ["wall", id],
        (now) =>
          now && {
            ...now,
            tiles: applyEdits(now.tiles, edits),
            revision: value.revision,
            takeId: value.takeId,
            basedOn: now.layoutId ?? now.basedOn,
            layoutId: null,
          },
      );
    await queries.invalidateQueries({ queryKey: ["wall", id] });
    return value.conflicts;
  }

  return {
    /** What is shown of a place before the core has answered. */
    shown: <Value extends { readonly tiles: readonly Tile[]; readonly name: string }>(
      place: EditPlace,
      truth: Value,
    ): Value => withPending(place, truth, pending),

    /** The same at this moment, for an act that follows another at once; null where nothing is known. */
    now(place: EditPlace): Truth | null {
      const truth = truthOf(queries, place);
      return truth === null ? null : withPending(place, truth, waiting.current);
    },

    keptLayout: (id: string): Layout | undefined =>
      queries.getQueryData<Answer<"getLayout">>(["layout", id])?.value ?? listedLayout(queries, id),

    /** `seen`: the tiles that the edits were made from. `over`: also where somebody else did something else to them. */
    async edit(
      place: EditPlace,
      edits: readonly Edit[],
      seen: readonly Tile[],
      over = false,
    ): Promise<Conflicts> {
      const mine: Pending = { place, edits };
      const began = truthOf(queries, place)?.version ?? null;
      setWaiting([...waiting.current, mine]);
      const answered = inTurn(async () => {
        const truth = await asked(place);
        const fresh = over || truth === null || unchanged(edits, seen, truth.tiles);
        // What was seen without its version and is otherwise by now: the core refuses 0, and changes nothing.
        const base = (fresh ? truth?.version : began) ?? 0;
        return place.kind === "wall"
          ? sendToWall(place.id, base, edits)
          : sendToLayout(place.id, base, edits);
      });
      return answered.finally(() => setWaiting(waiting.current.filter((one) => one !== mine)));
    },

    async add(layout: Layout): Promise<void> {
      queries.setQueryData<Answer<"getLayout">>(["layout", layout.id], { value: layout, etag: null });
      queries.setQueryData<Layout[]>(["layouts"], (now) => now && [...now, layout]);
      const added = inTurn(async () => {
        const { value, etag } = await call("addLayout", { body: layout });
        queries.setQueryData<Answer<"getLayout">>(["layout", layout.id], { value, etag });
      });
      await askedAgain(added);
    },

    async remove(id: string): Promise<void> {
      queries.setQueryData<Layout[]>(["layouts"], (now) => now?.filter((layout) => layout.id !== id));
      const removed = inTurn(async () => {
        await call("removeLayout", { params: { id } });
        queries.removeQueries({ queryKey: ["layout", id] });
      });
      await askedAgain(removed);
    },
  };
}

export type EditDoor = ReturnType<typeof useEditDoor>;
