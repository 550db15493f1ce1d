import { useLayoutEffect, useRef } from "react";
import { textPadding } from "../../layouts/legibility.ts";
import type { Size } from "../../layouts/rect.ts";
import type { TypeSizes } from "./type-sizes.ts";

interface TextTileProps {
  readonly text: string;
  readonly size: Size;
  readonly sizes: TypeSizes;
}

/**
 * A text as large as its tile allows, between the least and four times the banner's size. Another text is another tile
 * to the wall, so it is measured once.
 */
export function TextTile({ text, size, sizes }: TextTileProps) {
  const box = useRef<HTMLParagraphElement>(null);
  const { width, height } = size;
  useLayoutEffect(() => {
    const paragraph = box.current;
    if (paragraph === null) return;
    let low = sizes.least;
    let high = sizes.banner * 4;
    // The largest size at which nothing overflows, by halving.
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      paragraph.style.fontSize = `${middle}px`;
      const fits = paragraph.scrollHeight <= height && paragraph.scrollWidth <= width;
      if (fits) low = middle;
      else high = middle;
    }
    paragraph.style.fontSize = `${low}px`;
  }, [width, height, sizes.least, sizes.banner]);
  return (
    <div className="text" style={{ height }}>
      <p ref={box} style={{ padding: textPadding(size) }}>
        {text}
      </p>
    </div>
  );
}
