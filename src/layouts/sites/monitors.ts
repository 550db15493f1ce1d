import { type PanelModelName, panelModels } from "../library.ts";
import type { Panel } from "../panel.ts";
import { wallOf } from "../panel-grid.ts";
import type { Output, Standing, Viewing, Viewport, Wall } from "../site.ts";

export interface MonitorWall {
  readonly id: string;
  readonly name: string;
  readonly roomId: string;
  readonly model: PanelModelName;
  readonly status: Panel["status"];
  readonly columns: number;
  readonly rows: number;
  readonly standing?: Standing;
  readonly viewing?: Viewing;
  /** Where the first monitor stands on the desktop of its PC, pixels from the left. */
  readonly desktopX: number;
}

/** A wall of monitors of one kind, each on an output of its own, side by side on the desktop as they hang. */
export function monitorWall(asked: MonitorWall): { wall: Wall; outputs: Output[]; viewports: Viewport[] } {
  const { id, name, roomId, model, status, columns, rows, standing, viewing, desktopX } = asked;
  const { name: _, ...panel } = panelModels[model];
  const { width, height } = panel.pixels;
  const wall: Wall = {
    ...{ id, name, roomId },
    ...wallOf({ ...panel, pixels: { width, height }, model, status, columns, rows }),
    ...(standing === undefined ? {} : { standing }),
    ...(viewing === undefined ? {} : { viewing }),
  };
  const outputs = wall.panels.map((_panel, index): Output => {
    const column = index % columns;
    const row = Math.floor(index / columns);
    return {
      id: `${id}-${index + 1}`,
      name: columns * rows === 1 ? name : `${name}, baris ${row + 1} kolom ${column + 1}`,
      ...{ width, height },
      placement: { kind: "display", x: desktopX + column * width, y: row * height },
    };
  });
  const viewports = wall.panels.map(
    ({ canvas }, index): Viewport => ({
      ...{ wallId: id, outputId: `${id}-${index + 1}`, canvas: { ...canvas } },
      ...{ output: { x: 0, y: 0, width, height }, rotation: 0 },
    }),
  );
  return { wall, outputs, viewports };
}
