import { useTranslation } from "react-i18next";
import type { Content, Tile } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Makes layouts of one tile over the whole wall; each answers the layout's id, or null where it was refused. */
export function useWholeWall(wall: Wall | undefined) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  async function prepare(name: string, content: Content): Promise<string | null> {
    if (wall === undefined) return null;
    try {
      const { value } = await call("addLayout", {
        body: {
          name,
          wallId: wall.id,
          tiles: [
            {
              id: content.kind,
              rect: { x: 0, y: 0, ...wall.canvas },
              z: 0,
              fit: "contain",
              priority: 5,
              content,
            },
          ],
        },
      });
      await askAgain("layouts");
      return value.id;
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
      return null;
    }
  }

  return {
    of: (content: Content, nameOf: (tile: Pick<Tile, "content">) => string) =>
      prepare(nameOf({ content }), content),
    mosaic: (cameraIds: readonly string[]) =>
      prepare(t("tile.mosaic", { count: cameraIds.length }), { kind: "mosaic", cameraIds: [...cameraIds] }),
    map: () => prepare(t("tile.map"), { kind: "map" }),
  };
}
