import { expect, it } from "vitest";
import { presets } from "../../../src/layouts/sites/index.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { beginDraft, type Draft, draftAfter } from "../../../src/renderer/technician/draft/draft.ts";
import { actOf } from "../../../src/renderer/technician/editor/wall-keys.ts";

it("keys that move a panel are undone together, on one wall and not on two", () => {
  const { site } = presets["pontianak-3"]();
  const selected = new Set(["p-1-1"]);
  const none = () => undefined;
  const zoomTo = { in: none, out: none, wall: none, room: none, pixel: none };
  let draft: Draft = beginDraft(site, null);
  const left = (wallId: string) => {
    const wall = draft.site.walls.find(({ id }) => id === wallId);
    if (wall === undefined) throw new Error(`no wall ${wallId}`);
    const act = actOf(
      {
        ...{ wall, zoomTo, selected, onSelect: none, onWire: null, mayEdit: true },
        edit: (change, series) => {
          const outcome = change(draft.site);
          if ("refused" in outcome) return false;
          draft = draftAfter(draft, {
            kind: "step",
            site: outcome.site,
            ...(series !== undefined && { series }),
          });
          return true;
        },
      },
      { key: "ArrowLeft", shiftKey: false, ctrlKey: false, metaKey: false },
    );
    act?.();
  };
  left("kontrol");
  left("kontrol");
  const one: Site = draft.site;
  left("operator");
  left("operator");
  expect(draft.past).toEqual([site, one]);
});
