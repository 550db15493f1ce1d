import { useState } from "react";
import type { Camera } from "../../protocol/camera.ts";
import { keepList, keptList } from "./used.ts";

/** A row of the library: a camera, or the head of a group with how many it has. */
export type Row =
  | { readonly kind: "camera"; readonly camera: Camera }
  /** `name` is empty for the cameras that have no group. */
  | { readonly kind: "group"; readonly name: string; readonly count: number; readonly folded: boolean };

/** Cameras under the heads of their groups by name, those of no group last; of a folded group the head alone. */
export function rowsOf(cameras: readonly Camera[], folded: ReadonlySet<string>): readonly Row[] {
  const groups = Map.groupBy(cameras, ({ group }) => group ?? "");
  const named = [...groups].toSorted(([a], [b]) => Number(a === "") - Number(b === "") || a.localeCompare(b));
  return named.flatMap(([name, of]): Row[] => [
    { kind: "group", name, count: of.length, folded: folded.has(name) },
    ...(folded.has(name) ? [] : of.map((camera): Row => ({ kind: "camera", camera }))),
  ]);
}

/** Whether somebody has the cameras under their groups, and which of those are folded: kept in this browser. */
export function useArranged(person: string | null) {
  const [grouped, setGrouped] = useState(() => keptList("arranged", person).includes("group"));
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(keptList("folded", person)));

  function fold(names: Iterable<string>) {
    const next = new Set(names);
    setFolded(next);
    keepList("folded", person, [...next]);
  }

  return {
    grouped,
    folded,
    toggle() {
      setGrouped(!grouped);
      keepList("arranged", person, grouped ? [] : ["group"]);
    },
    /** Folds a group, or unfolds it. */
    turn(name: string, way?: boolean) {
      const to = way ?? !folded.has(name);
      if (to !== folded.has(name)) fold(to ? [...folded, name] : [...folded].filter((one) => one !== name));
    },
    foldAll: fold,
  };
}

export type Arranged = ReturnType<typeof useArranged>;
