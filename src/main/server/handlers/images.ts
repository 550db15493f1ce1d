import { allows } from "../../../protocol/role.ts";
import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import { ImageUses, isSeen } from "../image-uses.ts";
import { MediaContent } from "../media.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type ImageHandlers = Pick<
  Handlers,
  "listImages" | "addImage" | "getImage" | "imageFile" | "removeImage" | "restoreImage"
>;

/** Whoever may see it may keep it: another picture has another id. */
const KEPT = "private, max-age=31536000, immutable";
/** Opened by itself, a picture is nothing but a picture. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export function imageHandlers(rooms: Rooms): ImageHandlers {
  const { images, walls } = rooms;
  const uses = new ImageUses(rooms);
  return {
    listImages: async (request) => {
      const { sight } = request;
      const all = images.list();
      return { body: sight.isWhole ? all : await uses.seen(all, callerName(request), sight) };
    },
    addImage: async (request) => {
      const image = await images.add(request.body, request.query.name, callerName(request));
      return { body: image, location: `/api/images/${image.id}` };
    },
    getImage: ({ id }) => ({ body: images.get(id) }),
    imageFile: ({ id, caller }) => {
      const outputIds = caller?.outputIds ?? null;
      if (outputIds !== null && !uses.isOn(id, outputIds)) throw new Fault("notFound", { what: "image", id });
      const { type } = images.get(id);
      const headers = { "content-type": type, "cache-control": KEPT, "content-security-policy": ALONE };
      return { body: new MediaContent(images.file(id), headers) };
    },
    removeImage: async (request) => {
      const { id, caller, sight } = request;
      const { name, by: first, alsoBy = [] } = images.get(id);
      if (caller === null) throw new Fault("unauthenticated");
      // What several people uploaded is not one's alone.
      const isTheirs = first === callerName(request) && alsoBy.length === 0;
      if (!isTheirs && !allows(caller.role, "technician"))
        throw new Fault("forbidden", { needed: "technician", role: caller.role });
      // No layout comes to use it meanwhile.
      await walls.inTurn(() =>
        images.remove(id, callerName(request), async () => {
          const users = await uses.of(id);
          if (users.length === 0) return;
          const seen = users.filter((use) => isSeen(use, sight));
          const names = [...new Set(seen.map((use) => use.name))].join(", ");
          const by = seen.some((use) => use.mayComeBack) ? `what may come back to ${names}` : names;
          throw new Fault("inUse", { what: "image", id: name, by: by || "the layouts of other walls" });
        }),
      );
      return { body: null };
    },
    restoreImage: async (request) => {
      const { id, caller, sight } = request;
      const isTechnician = caller !== null && allows(caller.role, "technician") && sight.isWhole;
      const mine = callerName(request);
      return { body: await images.restore(id, (by) => by === mine || isTechnician) };
    },
  };
}
