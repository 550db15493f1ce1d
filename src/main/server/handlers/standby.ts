import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

/** What stands over walls that are hidden. */
export function standbyHandlers({
  standbys,
  walls,
  images,
}: Rooms): Pick<Handlers, "getStandby" | "putLogo" | "putStandby"> {
  return {
    getStandby: () => ({
      body: {
        logoId: standbys.logoId,
        walls: walls.storedSite.walls.map(({ id }) => ({ wallId: id, layoutId: standbys.of(id) })),
      },
    }),
    putLogo: async ({ body }) => {
      const { imageId } = body;
      // No picture is removed meanwhile.
      await walls.inTurn(async () => {
        if (imageId !== null) images.get(imageId);
        await standbys.chooseLogo(imageId);
      });
      return { body };
    },
    putStandby: async ({ id, body }) => {
      // Nor is the layout edited.
      await walls.inTurn(() => standbys.choose(id, body.layoutId));
      return { body };
    },
  };
}
