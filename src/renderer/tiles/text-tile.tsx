import { textPadding } from "../../layouts/legibility.ts";
import type { Content } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import { useFittedType } from "./fitted-type.ts";
import type { TypeSizes } from "./type-sizes.ts";

interface TextTileProps {
  readonly content: Extract<Content, { kind: "text" }>;
  readonly size: Size;
  readonly sizes: TypeSizes;
}

/**
 * A text as large as its tile allows, from the least size on, and to four times the banner's where it is not to fill its
 * tile. Another text is another tile to the wall, so it is measured once.
 */
export function TextTile({ content, size, sizes }: TextTileProps) {
  const most = content.size === "fill" ? Math.max(sizes.least, size.height) : sizes.banner * 4;
  const box = useFittedType<HTMLParagraphElement>(size, sizes.least, most);
  return (
    <div className="text" style={{ height: size.height }}>
      <p
        ref={box}
        style={{ padding: textPadding(size) }}
        data-align={content.align}
        data-weight={content.weight}
        data-quiet={content.quiet === true ? "true" : undefined}
      >
        {content.text}
      </p>
    </div>
  );
}
