import { useEffect, useState, useSyncExternalStore } from "react";
import type { Ability } from "../../protocol/ability.ts";
import { findAbilities } from "./abilities.ts";
import { canShowFeeds } from "./track-generator.ts";

/** How long there is nothing after the core refused the feeds or their worker failed, milliseconds. */
const AGAIN_MS = 30_000;

/** Something that holds feeds. */
interface Held {
  close(): void;
}

/**
 * Makes something that holds feeds, for a browser with `abilities`. It calls `ended` where the core refuses the feeds or
 * their worker fails.
 */
export type HoldFeeds<Holder extends Held> = (abilities: readonly Ability[], ended: () => void) => Holder;

function onVisibility(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}

/** What holds the page's feeds while somebody can look at it; null where the browser or the core shows none. */
export function useWhileVisible<Holder extends Held>(hold: HoldFeeds<Holder>): Holder | null {
  const visible = useSyncExternalStore(onVisibility, () => document.visibilityState === "visible");
  const [held, setHeld] = useState<Holder | null>(null);
  useEffect(() => {
    if (!visible || !canShowFeeds()) return undefined;
    let opened: Holder | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      opened?.close();
      opened = null;
      setHeld(null);
    };
    let over = false;
    const open = async () => {
      const abilities = await findAbilities();
      if (over) return;
      opened = hold(abilities, () => {
        close();
        timer = setTimeout(() => void open(), AGAIN_MS);
      });
      setHeld(opened);
    };
    void open();
    return () => {
      over = true;
      clearTimeout(timer);
      close();
    };
  }, [visible, hold]);
  return visible ? held : null;
}
