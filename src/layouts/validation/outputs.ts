import { contains, type Rect } from "../rect.ts";
import type { Output, Site, Viewport } from "../site.ts";
import { rotatedSize, viewportsOf } from "../viewport.ts";
import { extent, type Findings, places } from "./findings.ts";
import { checkIds } from "./walls.ts";

/** Where an output is placed on a display of this machine: its connector, or its pixels of the desktop; else null. */
function displayOf({ placement, width, height }: Output): string | Rect | null {
  if (placement.kind !== "display") return null;
  if (placement.connector !== undefined) return placement.connector;
  const { x, y } = placement;
  return x === undefined || y === undefined ? null : { x, y, width, height };
}

function placeOf(output: Output): string {
  const display = displayOf(output) ?? onlyMonitorOf(output) ?? "";
  return typeof display === "string" ? display : places(display);
}

/** The monitor that alone says where an output goes; null where it has no number, or a connector or place is named too. */
function onlyMonitorOf(output: Output): string | null {
  const monitor = output.placement.kind === "display" ? output.placement.monitor : undefined;
  if (monitor === undefined || monitor.serial === "" || displayOf(output) !== null) return null;
  return `${monitor.maker} ${monitor.product} ${monitor.serial}`;
}

function checkPlaces(findings: Findings, site: Site): void {
  const together = (a: Output, b: Output, index: number) =>
    findings.add("W14", `outputs.${index}.placement`, {
      a: a.id,
      aPlace: placeOf(a),
      b: b.id,
      bPlace: placeOf(b),
    });
  const connectorOf = (output: Output) => {
    const display = displayOf(output);
    return typeof display === "string" ? display : null;
  };
  findings.twins(site.outputs, connectorOf, together);
  // Monitors of a kind may share a serial number; a connector or place beside it tells them apart.
  findings.twins(site.outputs, onlyMonitorOf, together);
  const onDesktop = site.outputs.flatMap((output, index) => {
    const display = displayOf(output);
    return display === null || typeof display === "string" ? [] : [{ output, index, display }];
  });
  findings.overlapping(
    onDesktop,
    ({ display }) => display,
    (a, b) => together(a.output, b.output, b.index),
  );
}

/** What an output shows, so that two can be compared. */
function shownBy(site: Site, outputId: string): string {
  return viewportsOf(site, outputId)
    .map(({ wallId, canvas, output, rotation }) => [wallId, places(canvas), places(output), rotation].join())
    .toSorted()
    .join(";");
}

function checkSpares(findings: Findings, site: Site): void {
  site.outputs.forEach(({ id, spareOf, ...size }, index) => {
    if (spareOf === undefined) return;
    const field = `outputs.${index}.spareOf`;
    const original = site.outputs.find((output) => output.id === spareOf);
    if (original === undefined || spareOf === id) {
      findings.add("W2", field, { id, list: "outputs", missing: spareOf });
    } else if (original.spareOf !== undefined) {
      findings.add("W25", field, { spare: id, original: spareOf, of: original.spareOf });
    } else if (extent(size) !== extent(original) || shownBy(site, id) !== shownBy(site, spareOf)) {
      const count = (outputId: string) => viewportsOf(site, outputId).length;
      const values = {
        ...{ spare: id, spareSize: extent(size), spareCount: count(id) },
        ...{ original: spareOf, size: extent(original), count: count(spareOf) },
      };
      findings.add("W19", field, values);
    }
  });
}

function checkViewport(findings: Findings, site: Site, viewport: Viewport, field: string): void {
  const { wallId, outputId, canvas, output, rotation } = viewport;
  const wall = site.walls.find(({ id }) => id === wallId);
  const target = site.outputs.find(({ id }) => id === outputId);
  const id = `${wallId} > ${outputId}`;
  if (wall === undefined) {
    findings.add("W2", `${field}.wallId`, { id, list: "walls", missing: wallId });
  } else if (!contains({ x: 0, y: 0, ...wall.canvas }, canvas)) {
    const values = { rect: places(canvas), wall: wallId, canvas: extent(wall.canvas) };
    findings.add("W9", `${field}.canvas`, values);
  }
  if (target === undefined) {
    findings.add("W2", `${field}.outputId`, { id, list: "outputs", missing: outputId });
  } else if (!contains({ x: 0, y: 0, width: target.width, height: target.height }, output)) {
    const values = { rect: places(output), output: outputId, size: extent(target) };
    findings.add("W10", `${field}.output`, values);
  }
  const turned = rotatedSize(canvas, rotation);
  if (turned.width !== output.width || turned.height !== output.height) {
    const values = { from: extent(canvas), rotation, to: extent(output) };
    findings.add("W11", `${field}.output`, values);
  }
}

/** W1 and W2 of outputs and viewports, W9 to W12, W14, W15, W19 and W25. */
export function checkOutputs(findings: Findings, site: Site): void {
  checkIds(findings, "outputs", site.outputs);
  site.outputs.forEach(({ id, placement }, index) => {
    if (placement.kind === "display" && (placement.x === undefined) !== (placement.y === undefined)) {
      const values = { output: id, x: placement.x ?? "–", y: placement.y ?? "–" };
      findings.add("W15", `outputs.${index}.placement`, values);
    }
  });
  checkPlaces(findings, site);
  checkSpares(findings, site);
  site.viewports.forEach((viewport, index) => {
    checkViewport(findings, site, viewport, `viewports.${index}`);
  });
  const placed = site.viewports.map((viewport, index) => ({ viewport, index }));
  for (const those of Map.groupBy(placed, ({ viewport }) => viewport.outputId).values())
    findings.overlapping(
      those,
      ({ viewport }) => viewport.output,
      ({ viewport: a }, { viewport: b, index }) => {
        const values = { output: b.outputId, aRect: places(a.output), bRect: places(b.output) };
        findings.add("W12", `viewports.${index}.output`, values);
      },
    );
}
