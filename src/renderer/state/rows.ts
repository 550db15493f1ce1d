import type { Severity } from "../../layouts/severity.ts";
import type { Site } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import type { Machine } from "../../protocol/machine.ts";
import type { OutputState, TileStats } from "../../protocol/output.ts";
import { shownStates } from "../tiles/shown-state.ts";
import { severityOfState, type ShownState, worstState } from "../ui/marks.tsx";
import type { Row } from "./order.ts";

/** Of a disk, or of memory, that is nearly used up: what is left, as a share. */
const LITTLE = 0.1;
const HARDLY_ANY = 0.04;
/** Clocks this far apart make times hard to compare, milliseconds. */
export const CLOCKS_APART_MS = 3_000;

export interface OutputRow extends Row {
  readonly name: string;
  readonly size: string;
  readonly state: OutputState;
}

const outputSeverities: Readonly<Record<OutputState["state"], Severity | null>> = {
  connected: null,
  lost: "high",
  absent: "medium",
};

export function outputRows({ outputs }: Pick<Site, "outputs">, states: readonly OutputState[]): OutputRow[] {
  return outputs.map(({ id, name, width, height }) => {
    const state = states.find(({ outputId }) => outputId === id) ?? {
      ...{ outputId: id, lastSeenAt: null, tiles: [] },
      state: "absent" as const,
    };
    const slowed = (state.slowed ?? 0) > 0 ? ("low" as const) : null;
    return {
      ...{ key: id, text: name, name, size: `${width} × ${height}`, state },
      severity: outputSeverities[state.state] ?? slowed,
    };
  });
}

export interface TileRow extends Row {
  readonly output: string;
  readonly tile: TileStats;
  /** What people call what it shows; null where it is no camera and no mosaic. */
  readonly camera: string | null;
  readonly shown: ShownState;
}

/** Tiles that connected outputs report. */
export function tileRows(
  { outputs }: Pick<Site, "outputs">,
  states: readonly OutputState[],
  cameras: readonly Camera[],
): TileRow[] {
  return states
    .filter(({ state }) => state === "connected")
    .flatMap(({ outputId, tiles }) =>
      tiles.map((tile): TileRow => {
        const output = outputs.find(({ id }) => id === outputId)?.name ?? outputId;
        const shown = worstState(shownStates(tile));
        const camera =
          tile.cameraId === null
            ? null
            : (cameras.find(({ id }) => id === tile.cameraId)?.name ?? tile.cameraId);
        return {
          ...{ key: `${outputId}/${tile.tileId}`, output, tile, camera, shown },
          text: `${camera ?? ""} ${tile.tileId} ${output}`,
          severity: severityOfState(shown),
        };
      }),
    );
}

export interface FeedRow extends Row {
  readonly name: string;
  readonly feed: Feed;
}

export function feedRows(feeds: readonly Feed[], cameras: readonly Camera[]): FeedRow[] {
  return feeds.map((feed) => {
    const { cameraId, stream, rung, mosaic } = feed;
    const nameOf = (id: string) => cameras.find((one) => one.id === id)?.name ?? id;
    const name = mosaic === undefined ? nameOf(cameraId) : mosaic.cameraIds.map(nameOf).join(", ");
    return {
      ...{ key: `${cameraId}/${stream}/${rung ?? ""}`, name, feed },
      text: `${name} ${stream} ${rung ?? ""} ${feed.codec ?? ""}`,
      severity: severityOfState(feed.state),
    };
  });
}

export interface PanelRow extends Row {
  readonly name: string;
  readonly counts: Readonly<Record<"present" | "planned" | "dead", number>>;
  /** Panels that do not light up, by their ids. */
  readonly dead: readonly string[];
}

export function panelRows({ walls }: Pick<Site, "walls">): PanelRow[] {
  return walls.map(({ id, name, panels }) => {
    const dead = panels.filter(({ status }) => status === "dead").map((panel) => panel.id);
    const counts = { present: 0, planned: 0, dead: dead.length };
    for (const { status } of panels) if (status !== "dead") counts[status] += 1;
    return {
      ...{ key: id, name, counts, dead, text: `${name} ${dead.join(" ")}` },
      severity: dead.length > 0 ? "medium" : null,
    };
  });
}

/** How much is wrong where this much is left of all. */
export function shortage({
  free,
  total,
}: {
  readonly free: number;
  readonly total: number;
}): Severity | null {
  if (total === 0 || free >= total * LITTLE) return null;
  return free < total * HARDLY_ANY ? "high" : "medium";
}

/** What is wrong with the machine, by what it is about. */
export function machineTroubles(machine: Machine & { readonly apartMs: number }) {
  return {
    disk: shortage(machine.disk),
    memory: shortage(machine.memory),
    clock: Math.abs(machine.apartMs) > CLOCKS_APART_MS ? ("medium" as const) : null,
  };
}
