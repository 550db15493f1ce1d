import { useTranslation } from "react-i18next";
import type { Wall } from "../../layouts/site.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Makes a layout of one mosaic over the whole wall; the returned function gives its id, or null where it was refused. */
export function useMosaicActs(wall: Wall | undefined) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  async function prepare(cameraIds: readonly string[]): Promise<string | null> {
    if (wall === undefined) return null;
    try {
      const { value } = await call("addLayout", {
        body: {
          name: t("tile.mosaic", { count: cameraIds.length }),
          wallId: wall.id,
          tiles: [
            {
              id: "mosaic",
              rect: { x: 0, y: 0, ...wall.canvas },
              z: 0,
              fit: "contain",
              priority: 5,
              content: { kind: "mosaic", cameraIds: [...cameraIds] },
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

  return { prepare };
}
