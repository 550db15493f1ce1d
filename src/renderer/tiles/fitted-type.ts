import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Size } from "../../layouts/rect.ts";

/** Sets an element's type as large as its room allows, between `least` and `most` pixels. What is drawn in it is measured once. */
export function useFittedType<E extends HTMLElement>(
  { width, height }: Size,
  least: number,
  most: number,
): RefObject<E | null> {
  const box = useRef<E>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    // Parts that give way where nothing else helps do not while there is a smaller size.
    element.dataset.fitting = "";
    let low = least;
    let high = Math.max(most, least);
    // The largest size at which nothing overflows, by halving.
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      element.style.fontSize = `${middle}px`;
      const fits = element.scrollHeight <= height && element.scrollWidth <= width;
      if (fits) low = middle;
      else high = middle;
    }
    element.style.fontSize = `${low}px`;
    delete element.dataset.fitting;
  }, [width, height, least, most]);
  return box;
}
