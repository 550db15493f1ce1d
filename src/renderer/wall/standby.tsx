import type { Tile } from "../../layouts/layout.ts";
import type { Glass } from "../../protocol/channel.ts";
import { ClockTile } from "../tiles/clock-tile.tsx";
import { ImageTile } from "../tiles/image-tile.tsx";
import { TextTile } from "../tiles/text-tile.tsx";
import type { TypeSizes } from "../tiles/type-sizes.ts";
import type { ReadyPictures } from "./ready-pictures.ts";

interface StandbyProps {
  readonly glass: Pick<Glass, "site" | "images" | "logoId" | "language">;
  /** What was chosen for the wall; null: the site's logo and name, for whose wall it is may be known to every visitor. */
  readonly tiles: readonly Tile[] | null;
  readonly height: number;
  readonly sizes: TypeSizes;
  readonly zIndex: number;
  readonly clockOffsetMs: () => number;
  readonly ready: Pick<ReadyPictures, "has">;
}

/** Of the wall's height, what its logo takes. */
const LOGO_SHARE = 0.4;

/** Over the whole wall and all that it tells, while somebody is in the room who must not see it. */
export function Standby({ glass, tiles, height, sizes, zIndex, clockOffsetMs, ready }: StandbyProps) {
  const { site, images, logoId } = glass;
  const nameOf = (id: string) => images.find((image) => image.id === id)?.name ?? null;
  const logo = nameOf(logoId ?? "");
  if (tiles === null) {
    const side = Math.round(height * LOGO_SHARE);
    return (
      <div className="standby" style={{ zIndex, fontSize: sizes.banner * 1.6 }}>
        {logoId !== null && logo !== null && (
          <div className="standby-logo" style={{ height: side, width: side * 3 }}>
            <ImageTile
              tile={{ rect: { x: 0, y: 0, width: side * 3, height: side }, fit: "contain" }}
              imageId={logoId}
              ready={ready.has(logoId)}
              name={logo}
              sizes={sizes}
            />
          </div>
        )}
        <p>{site.name}</p>
      </div>
    );
  }
  return (
    <div className="standby" style={{ zIndex }}>
      {tiles.map((tile) => {
        const { id, rect, z, content } = tile;
        const { x: left, y: top, width, height: high } = rect;
        return (
          <div key={id} className="tile" style={{ left, top, width, height: high, zIndex: z }}>
            {content.kind === "image" && (
              <ImageTile
                key={content.imageId}
                tile={tile}
                imageId={content.imageId}
                ready={ready.has(content.imageId)}
                name={nameOf(content.imageId)}
                sizes={sizes}
              />
            )}
            {content.kind === "text" && (
              // Another text is measured anew.
              <TextTile key={JSON.stringify(content)} content={content} size={rect} sizes={sizes} />
            )}
            {content.kind === "clock" && (
              <ClockTile
                size={rect}
                zone={site.zone}
                language={glass.language}
                clockOffsetMs={clockOffsetMs}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
