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
  /** Whether the page holds it decoded already: then it is there with the tile, and no slate before it. */
  readonly ready: boolean;
  /** What it is called; null where there is none of this id. */
  readonly name: string | null;
  readonly sizes: TypeSizes;
  /** Called once it can be painted at once; `failed` where it did not come, which it may yet. */
  readonly drawn?: () => void;
  readonly failed?: () => void;
  /** Called when it is out of the page again, as while it is hidden. */
  readonly gone?: () => void;
}

/** A picture that somebody uploaded. It is decoded before it is seen; until then stands its name on a plain slate. */
export function ImageTile({ tile, imageId, ready, name, sizes, drawn, failed, gone }: ImageTileProps) {
  const { t } = useTranslation("wall");
  const [state, setState] = useState<"coming" | "there" | "gone">(ready ? "there" : "coming");
  const [atOnce] = useState(ready);
  const picture = useRef<HTMLImageElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const load = async (again: boolean) => {
      const element = picture.current;
      if (element === null) return;
      // Given again, the same address would begin anew.
      if (again || element.getAttribute("src") !== imageAddress(imageId)) element.src = imageAddress(imageId);
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
        timer = setTimeout(() => void load(true), AGAIN_MS);
      }
    };
    void load(false);
    return () => {
      left = true;
      clearTimeout(timer);
      gone?.();
    };
  }, [imageId, drawn, failed, gone]);
  return (
    <div className="image">
      <img
        ref={picture}
        {...(atOnce && { src: imageAddress(imageId), decoding: "sync" as const })}
        alt={name ?? ""}
        data-fit={tile.fit}
      />
      {state !== "there" && (
        <div className="slate" style={{ fontSize: noteSize(tile.rect.height, sizes) }}>
          <p>{name ?? t("image.unknown")}</p>
          <p>{t(`image.${state}`)}</p>
        </div>
      )}
    </div>
  );
}
