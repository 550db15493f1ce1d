import { textPadding } from "../../layouts/legibility.ts";
import type { Size } from "../../layouts/rect.ts";
import { useFittedType } from "./fitted-type.ts";
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
  const box = useFittedType<HTMLParagraphElement>(size, sizes.least, sizes.banner * 4);
  return (
    <div className="text" style={{ height: size.height }}>
      <p ref={box} style={{ padding: textPadding(size) }}>
        {text}
      </p>
    </div>
  );
}
