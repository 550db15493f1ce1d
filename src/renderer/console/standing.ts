import { useMemo, useState } from "react";
import type { Site } from "../../layouts/site.ts";
import { useLayout, useLayouts, useWall } from "../link/queries.ts";
import { useEditDoor } from "./edit-acts.ts";
import { layoutsFor } from "../taking/layouts-for.ts";

/** What is on a wall and what is prepared for it, with what was edited a moment ago. */
export function useStanding(site: Site, wallId: string) {
  const door = useEditDoor();
  const [previewId, setPreviewId] = useState<string | null>(null);
  const onWall = useWall(wallId).data;
  const glass = onWall && door.shown({ kind: "wall", id: wallId }, onWall);
  const allLayouts = useLayouts().data;
  const layouts = useMemo(
    () => allLayouts && layoutsFor(allLayouts, site, wallId),
    [allLayouts, site, wallId],
  );
  // Of this wall it is read with its version, to be edited; one of another wall is only shown as it would lie here.
  const listed = layouts?.find(({ id }) => id === previewId);
  const read = useLayout(previewId).data?.value;
  const kept = read ?? allLayouts?.find(({ id }) => id === previewId);
  const own = kept?.wallId === wallId ? door.shown({ kind: "layout", id: kept.id }, kept) : undefined;
  const preview = own ?? listed ?? null;
  const places = {
    glass: { layoutId: glass?.layoutId ?? glass?.basedOn ?? null, tiles: glass?.tiles ?? [] },
    preview: { layoutId: previewId, tiles: preview?.tiles ?? [] },
  };
  return { door, glass, allLayouts, layouts, preview, previewId, setPreviewId, places };
}
