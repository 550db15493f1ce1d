import { useEffect, useEffectEvent } from "react";
import { putAt } from "../../layouts/edit/put.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Place } from "./chosen.ts";
import { pictureAt } from "./dragging.tsx";
import { type EditingFace, mint } from "./editing.ts";
import type { PictureActs } from "./picture-acts.ts";

interface FileDropProps {
  readonly wall: Wall;
  readonly editing: EditingFace;
  readonly acts: PictureActs;
  readonly onDropped: (on: Place, ids: readonly string[]) => void;
}

/** A file that is let go over a picture of the wall is uploaded and put there; one beside it does not replace the page. */
export function FileDrop({ wall, editing, acts, onDropped }: FileDropProps) {
  const put = useEffectEvent(async (file: File, at: { readonly x: number; readonly y: number }) => {
    const found = pictureAt(at);
    if (found === null) return;
    const { box, on } = found;
    const scale = wall.canvas.width / box.width;
    const point = { x: Math.floor((at.x - box.left) * scale), y: Math.floor((at.y - box.top) * scale) };
    const image = await acts.upload(file);
    if (image === null) return;
    const content = { kind: "image", imageId: image.id } as const;
    const about = editing.act(on, "put", (tiles, face) => putAt(tiles, face, point, [content], mint));
    if (about !== null) onDropped(on, about);
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (file === undefined || event.defaultPrevented) return;
      event.preventDefault();
      void put(file, { x: event.clientX, y: event.clientY });
    };
    document.addEventListener("dragover", over);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("drop", drop);
    };
  }, []);
  return null;
}
