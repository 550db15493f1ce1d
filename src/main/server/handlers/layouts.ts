import { randomUUID } from "node:crypto";
import { applyEdits, renamed } from "../../../layouts/edit/edit.ts";
import { editConflicts } from "../../../layouts/edit/conflicts.ts";
import type { Layout } from "../../../layouts/layout.ts";
import { validateLayout } from "../../../layouts/validate.ts";
import type { Language } from "../../../protocol/session.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Editor } from "../../store/wall-store.ts";
import type { Handlers } from "../api.ts";
import type { Caller } from "../caller.ts";
import { InvalidRequest } from "../invalid.ts";
import { etag, matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";
import { refuse } from "./refuse.ts";

type LayoutHandlers = Pick<
  Handlers,
  "listLayouts" | "addLayout" | "getLayout" | "putLayout" | "editLayout" | "layoutEdits" | "removeLayout"
>;

export function layoutHandlers(
  { store, walls, standbys, curtains }: Rooms,
  clock: Pick<Clock, "now">,
): LayoutHandlers {
  const layoutVersion = async (id: string) => (await store.layouts.get(id)).version;
  const editor = (request: { readonly caller: Caller | null }): Editor => ({
    by: callerName(request),
    at: new Date(clock.now()).toISOString(),
  });
  return {
    listLayouts: async () => ({ body: await store.layouts.list() }),
    addLayout: async ({ body, language }) => {
      const layout: Layout = { ...body, id: body.id ?? `layout-${randomUUID().slice(0, 8)}` };
      const { value, version } = await walls.inTurn(() => {
        refuse(validateLayout(layout, walls.storedSite), language);
        standbys.refuse(layout);
        return store.layouts.add(layout);
      });
      // One that was removed and comes back stands over the wall for which it was chosen.
      await standbys.load();
      return { body: value, version, location: `/api/layouts/${value.id}` };
    },
    getLayout: async ({ id }) => {
      const { value, version } = await store.layouts.get(id);
      return { body: value, version };
    },
    putLayout: async (request) => {
      const { id, body, ifMatch, language } = request;
      if (body.id !== undefined && body.id !== id) throw otherId(id, body.id, language);
      const layout: Layout = { ...body, id };
      const { value, version } = await walls.inTurn(async () => {
        refuse(validateLayout(layout, walls.storedSite), language);
        standbys.refuse(layout);
        const { value: before } = await store.layouts.get(id);
        const stored = await matching(
          ifMatch,
          "layout",
          () => layoutVersion(id),
          (expected) => store.layouts.put(layout, expected, editor(request)),
        );
        curtains.followLayout(before, stored.value);
        return stored;
      });
      await standbys.load();
      return { body: value, version };
    },
    removeLayout: async ({ id, ifMatch, sight }) => {
      // No wall comes to stand behind it meanwhile.
      await walls.inTurn(async () => {
        const stoodBehind = walls.storedSite.walls.filter((wall) => standbys.of(wall.id) === id);
        const names = stoodBehind.filter((wall) => sight.sees("wall", wall.id)).map(({ name }) => name);
        if (stoodBehind.length > 0) {
          const { value } = await store.layouts.get(id);
          const by = names.length > 0 ? `the standby picture of ${names.join(", ")}` : "other walls";
          throw new Fault("inUse", { what: "layout", id: value.name, by });
        }
        await matching(
          ifMatch,
          "layout",
          () => layoutVersion(id),
          async (expected) => {
            const { value } = await store.layouts.get(id);
            await store.layouts.remove(id, expected);
            curtains.layoutRemoved(value);
          },
        );
      });
      return { body: null };
    },
    editLayout: async (request) => {
      const { id, body, ifMatch, language } = request;
      return walls.inTurn(async () => {
        const { value: layout, version } = await store.layouts.get(id);
        if (ifMatch !== undefined)
          await matching(ifMatch, "layout", () => Promise.resolve(version), expecting(version));
        const since = await store.layouts.edits(id, body.base);
        // What a new canvas or a removal made of it has no author, and none of it can be told apart any more.
        if (since.length !== version - body.base)
          throw new Fault("preconditionFailed", {
            what: "layout",
            yours: etag(body.base),
            current: etag(version),
          });
        const conflicts = editConflicts(layout.tiles, body.edits, since);
        if (conflicts.length > 0) return { body: { layout, version, conflicts }, version };
        const tiles = applyEdits(layout.tiles, body.edits);
        const edited: Layout = { ...layout, name: renamed(layout.name, body.edits), tiles };
        refuse(validateLayout(edited, walls.storedSite), language);
        standbys.refuse(edited);
        const stored = await store.layouts.put(edited, version, editor(request));
        curtains.followLayout(layout, stored.value);
        await standbys.load();
        return {
          body: { layout: stored.value, version: stored.version, conflicts },
          version: stored.version,
        };
      });
    },
    layoutEdits: async ({ id }) => ({ body: (await store.layouts.edits(id, 0)).toReversed() }),
  };
}

/** Faults with `preconditionFailed` where another version is expected. */
function expecting(version: number): (expected: number | null) => Promise<void> {
  return async (expected) => {
    if (expected !== null && expected !== version)
      throw new Fault("preconditionFailed", { what: "layout", yours: expected, current: version });
  };
}

function otherId(inPath: string, inBody: string, language: Language): InvalidRequest {
  const detail = {
    en: `the address names ${inPath}, the body ${inBody}`,
    id: `alamat menyebut ${inPath}, isi menyebut ${inBody}`,
  };
  return new InvalidRequest([{ field: "id", detail: detail[language] }]);
}
