import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout, Tile } from "../../layouts/layout.ts";
import { call } from "../link/queries.ts";
import { firstLowered, useDisplayName } from "./admission.tsx";

/** So long a take waits for what is known of the display PCs, milliseconds; it is a hint and never a gate. */
const PATIENCE_MS = 600;

/** A layout that a display PC may not carry whole, before it is taken. */
interface Doubt {
  readonly layout: Layout;
  readonly verdict: "tight" | "tooMuch";
  /** What people call the display PC, and what would be lowered on it first. */
  readonly display: string;
  readonly tiles: string;
}

/** What the core knows of it, or null where it does not say so in time. */
async function known(wallId: string, layoutId: string) {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { value } = await call("admission", { params: { id: wallId }, query: { layoutId }, signal });
    return value.displays;
  } catch {
    // A core that is lost or slow says so elsewhere; the take itself is not held up by it.
    return null;
  }
}

/** Asks before a take whether the display PCs carry the layout, and holds one that they may not until it is wanted all the same. */
export function useAdmittedTake(
  wallId: string,
  nameOf: (tile: Tile) => string,
  take: (layout: Layout) => void,
) {
  const { t } = useTranslation("console");
  const displayName = useDisplayName();
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  const latest = useRef(0);

  function leave() {
    latest.current += 1;
    setDoubt(null);
  }

  return {
    doubt,
    leave,
    async ask(layout: Layout) {
      leave();
      const own = latest.current;
      const displays = await known(wallId, layout.id);
      // Something else was pressed meanwhile.
      if (own !== latest.current) return;
      const found =
        displays?.find(({ verdict }) => verdict === "tooMuch") ??
        displays?.find(({ verdict }) => verdict === "tight");
      if (found === undefined || (found.verdict !== "tooMuch" && found.verdict !== "tight"))
        return take(layout);
      setDoubt({
        ...{ layout, verdict: found.verdict, display: displayName(found.outputIds) },
        tiles: firstLowered(found, layout, nameOf, t),
      });
    },
    anyway() {
      if (doubt === null) return;
      leave();
      take(doubt.layout);
    },
  };
}
