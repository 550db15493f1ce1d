import { type RefObject, useEffect, useState } from "react";
import type { Extent } from "./view.ts";

/** The size of an element in whole CSS pixels; 0 x 0 before it is known. */
export function useSize(of: RefObject<Element | null>): Extent {
  const [size, setSize] = useState<Extent>({ width: 0, height: 0 });
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined)
        setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    if (of.current !== null) watch.observe(of.current);
    return () => watch.disconnect();
  }, [of]);
  return size;
}
