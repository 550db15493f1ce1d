import { useRef, useState } from "react";
import type { Take } from "../../protocol/wall.ts";
import { asApiError, call, useAskAgain, useTake } from "../link/queries.ts";

/** How a take or its undoing goes, for the line beside the button. */
export type Progress =
  | { readonly kind: "none" }
  | { readonly kind: "asking" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "taken"; readonly take: Take | null; readonly unknown: boolean };

interface Refused {
  readonly refused: string;
  readonly byLock: boolean;
}

/** Milliseconds from the take to its last complete output; null before one is complete. */
export function completedMs(take: Take): number | null {
  const ends = take.outputs.flatMap(({ completedAt }) =>
    completedAt === null ? [] : [Date.parse(completedAt)],
  );
  return ends.length === 0 ? null : Math.max(0, Math.max(...ends) - Date.parse(take.takenAt));
}

/** Ids of tiles that show a slate on some output. */
export function failedTiles(take: Take): string[] {
  return [...new Set(take.outputs.flatMap(({ failures }) => failures.map(({ tileId }) => tileId)))];
}

/** Takes and undoes on one wall, and follows what comes of it; a lock that refused one is no news once it is gone. */
export function useTaking(wallId: string, locked = false) {
  const askAgain = useAskAgain();
  const [asked, setAsked] = useState<"none" | "asking" | Refused>("none");
  const [takeId, setTakeId] = useState<string | null>(null);
  const followed = useTake(takeId);
  const going = useRef<string | null>(null);
  const [wasLocked, setWasLocked] = useState(locked);
  if (wasLocked !== locked) {
    setWasLocked(locked);
    if (!locked && typeof asked === "object" && asked.byLock) setAsked("none");
  }

  /** `what` tells acts apart: who presses twice means one, and only another act may overtake it. */
  async function run(
    what: string,
    act: () => Promise<{ readonly value: { readonly takeId: string } }>,
  ): Promise<boolean> {
    if (going.current === what) return false;
    going.current = what;
    setAsked("asking");
    let accepted = false;
    try {
      const { value } = await act();
      setTakeId(value.takeId);
      setAsked("none");
      await askAgain("wall", "outputs", "feeds");
      accepted = true;
    } catch (error) {
      setTakeId(null);
      const { message, kind } = asApiError(error);
      setAsked({ refused: message, byLock: kind === "locked" });
    }
    if (going.current === what) going.current = null;
    return accepted;
  }

  let progress: Progress = { kind: "none" };
  if (asked === "asking") progress = { kind: "asking" };
  else if (asked !== "none") progress = { kind: "refused", reason: asked.refused };
  else if (takeId !== null)
    progress = { kind: "taken", take: followed.data ?? null, unknown: followed.isError };

  return {
    progress,
    /** Resolves to whether the core accepted it. */
    take: (layoutId: string) =>
      run(`take ${layoutId}`, () => call("take", { params: { id: wallId }, body: { layoutId } })),
    undo: () => run("undo", () => call("undo", { params: { id: wallId } })),
  };
}
