import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Camera } from "../../protocol/camera.ts";
import { useImages } from "../link/queries.ts";

/** What a tile is called at the desk: its camera's name, or what it shows instead. */
export function useTileName(cameras: readonly Camera[]): (tile: Pick<Tile, "content">) => string {
  const { t } = useTranslation("console");
  const images = useImages().data;
  return ({ content }) => {
    if (content.kind === "text") return content.text;
    if (content.kind === "clock") return t("tile.clock");
    if (content.kind === "empty") return t("tile.empty");
    if (content.kind === "map") return t("tile.map");
    if (content.kind === "incidents") return t("tile.incidents");
    if (content.kind === "incident") return t("tile.incident");
    if (content.kind === "mosaic") return t("tile.mosaic", { count: content.cameraIds.length });
    if (content.kind === "tour") return t("tile.tour", { count: content.cameraIds.length });
    if (content.kind === "image")
      return images?.find(({ id }) => id === content.imageId)?.name ?? t("tile.image");
    const camera = cameras.find(({ id }) => id === content.cameraId);
    return camera?.name ?? t("tile.unknownCamera", { id: content.cameraId });
  };
}
