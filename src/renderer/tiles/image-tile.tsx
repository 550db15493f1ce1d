import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import { imageAddress } from "../../protocol/image.ts";
import { noteSize, type TypeSizes } from "./type-sizes.ts";

/** A picture that did not come is asked for again after so long, milliseconds. */
const AGAIN_MS = 5000;

interface ImageTileProps {
  readonly tile: Pick<Tile, "rect" | "fit">;
  readonly imageId: string;
  /** What it is called; null where there is none of this id. */
  readonly name: string | null;
  readonly sizes: TypeSizes;
  /** Called once it can be painted at once; `failed` where it did not come, which it may yet. */
  readonly drawn?: () => void;
  readonly failed?: () => void;
}

/** A picture that somebody uploaded. It is decoded before it is seen; until then stands its name on a plain slate. */
export function ImageTile({ tile, imageId, name, sizes, drawn, failed }: ImageTileProps) {
  const { t } = useTranslation("wall");
  const [state, setState] = useState<"coming" | "there" | "gone">("coming");
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
        if (left) return;
        setState("there");
        drawn?.();
      } catch {
        // It is not there, is no picture after all, or the core is away: each of them may be over later.
        if (left) return;
        setState("gone");
        failed?.();
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
    <div className="image">
      <img ref={picture} alt={name ?? ""} data-fit={tile.fit} />
      {state !== "there" && (
        <div className="slate" style={{ fontSize: noteSize(tile.rect.height, sizes) }}>
          <p>{name ?? t("image.unknown")}</p>
          <p>{t(`image.${state}`)}</p>
        </div>
      )}
    </div>
  );
}
