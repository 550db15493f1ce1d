import { useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import { imageAddress } from "../../protocol/image.ts";
import type { TileView } from "./tile-state.ts";
import { noteSize, type TypeSizes } from "./type-sizes.ts";
import type { Watched } from "./watched.ts";

/** A picture that did not come is asked for again after so long, milliseconds. */
const AGAIN_MS = 5000;

interface ImageTileProps {
  readonly tile: Pick<Tile, "rect" | "fit">;
  readonly imageId: string;
  /** What it is called; null where there is none of this id. */
  readonly name: string | null;
  readonly view: Watched<TileView>;
  readonly sizes: TypeSizes;
  /** Called once it can be painted at once; `failed` where it did not come, which it may yet. */
  readonly drawn: () => void;
  readonly failed: () => void;
}

/** A picture that somebody uploaded. It is decoded before it is seen; until then stands its name on a plain slate. */
export function ImageTile({ tile, imageId, name, view, sizes, drawn, failed }: ImageTileProps) {
  const { t } = useTranslation("wall");
  const { state } = useSyncExternalStore(view.subscribe, view.get);
  const picture = useRef<HTMLImageElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const load = async () => {
      const element = picture.current;
      if (element === null) return;
      element.src = imageAddress(imageId);
      try {
        await element.decode();
        if (!left) drawn();
      } catch {
        // It is not there, is no picture after all, or the core is away: each of them may be over later.
        if (left) return;
        failed();
        timer = setTimeout(() => void load(), AGAIN_MS);
      }
    };
    void load();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [imageId, drawn, failed]);
  return (
    <div className="image" data-state={state}>
      <img ref={picture} alt={name ?? ""} data-fit={tile.fit} />
      {state !== "live" && (
        <div className="slate" style={{ fontSize: noteSize(tile.rect.height, sizes) }}>
          <p>{name ?? t("image.unknown")}</p>
          <p>{t(state === "lost" ? "image.gone" : "image.coming")}</p>
        </div>
      )}
    </div>
  );
}
