import { useState } from "react";

/** Where a tile is: on the wall, or only prepared. */
export type Place = "glass" | "preview";

/** Tiles that acts are about. Tiles of all layouts have the same few ids: they are known by where they were chosen, and in which layout. */
export interface Chosen {
  readonly on: Place;
  readonly layoutId: string | null;
  /** In the order in which they were chosen; at least one. */
  readonly ids: readonly string[];
}

/** Which tiles are chosen; `several`: whether the next joins those before it. */
export function useChosen() {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [several, setSeveral] = useState(false);

  function choose(on: Place, layoutId: string | null, ids: readonly string[]) {
    setChosen(ids.length === 0 ? null : { on, layoutId, ids });
  }

  return {
    chosen,
    several,
    setSeveral,
    choose,

    /** Chooses one more tile, or one less where it was chosen. */
    toggle(on: Place, layoutId: string | null, id: string) {
      setChosen((now) => {
        if (now === null || now.on !== on || now.layoutId !== layoutId) return { on, layoutId, ids: [id] };
        const without = now.ids.filter((each) => each !== id);
        if (without.length === now.ids.length) return { ...now, ids: [...now.ids, id] };
        return without.length === 0 ? null : { ...now, ids: without };
      });
    },

    /** What was chosen of the preview went onto the wall with it. */
    taken() {
      setChosen((now) => (now?.on === "preview" ? { ...now, on: "glass" } : now));
    },

    clear() {
      setChosen(null);
      setSeveral(false);
    },
  };
}
