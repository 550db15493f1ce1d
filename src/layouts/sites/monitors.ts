import { type PanelModelName, panelModels } from "../library.ts";
import type { Panel } from "../panel.ts";
import { wallOf } from "../panel-grid.ts";
import { panelNote, placeNotes } from "./notes.ts";
import type { Output, Site, Standing, Viewing, Viewport, Wall } from "../site.ts";

/** A wall of monitors of one kind. */
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
}

/** Walls of monitors at one PC: each monitor on an output of its own, wall beside wall on the desktop as they hang. */
export class MonitorSite {
  readonly #walls: Wall[] = [];
  readonly #models = new Set<PanelModelName>();
  readonly #outputs: Output[] = [];
  readonly #viewports: Viewport[] = [];
  /** The first pixel of the desktop to the right of all that hang. */
  #desktopX = 0;

  hang(asked: MonitorWall): Wall {
    const { id, name, roomId, model, status, columns, rows, standing, viewing } = asked;
    const { name: _, ...panel } = panelModels[model];
    const { width, height } = panel.pixels;
    const wall: Wall = {
      ...{ id, name, roomId },
      ...wallOf({ ...panel, pixels: { width, height }, model, status, columns, rows }),
      ...(standing === undefined ? {} : { standing }),
      ...(viewing === undefined ? {} : { viewing }),
    };
    wall.panels.forEach(({ canvas }, index) => {
      const column = index % columns;
      const row = Math.floor(index / columns);
      const outputId = `${id}-${index + 1}`;
      this.#outputs.push({
        id: outputId,
        name: columns * rows === 1 ? name : `${name}, baris ${row + 1} kolom ${column + 1}`,
        ...{ width, height },
        placement: { kind: "display", x: this.#desktopX + column * width, y: row * height },
      });
      this.#viewports.push({
        ...{ wallId: id, outputId, canvas: { ...canvas } },
        ...{ output: { x: 0, y: 0, width, height }, rotation: 0 },
      });
    });
    this.#walls.push(wall);
    this.#models.add(model);
    this.#desktopX += columns * width;
    return wall;
  }

  /** The site of all that hang; its notes say as well that sizes of panels and places of walls are assumed. */
  site(about: Pick<Site, "id" | "name" | "zone" | "rooms" | "notes">): Site {
    const walls = this.#walls;
    const assumed = [...[...this.#models].map(panelNote), ...placeNotes({ rooms: about.rooms, walls })];
    const { notes, ...rest } = about;
    const shown = { walls, outputs: this.#outputs, viewports: this.#viewports };
    return { ...rest, ...shown, notes: [...notes, ...assumed] };
  }
}
