import { z } from "zod";
import { contains, rectSchema } from "../layouts/rect.ts";
import { type MonitorId, monitorIdSchema, type Placement } from "../layouts/site.ts";

/** Who a monitor says that it is, by its EDID. */
export const monitorSchema = monitorIdSchema.extend({
  /** As it calls itself; empty where it does not. */
  name: z.string().max(64),
  widthMm: z.number().positive().optional(),
  heightMm: z.number().positive().optional(),
});
export type Monitor = z.infer<typeof monitorSchema>;

/** A display of the core's own machine, as its shell finds it; in pixels of the desktop. */
export const displaySchema = z.object({
  /** What it answers to: its own name and those of its connectors. */
  names: z.array(z.string().max(128)).max(16),
  rect: rectSchema,
  primary: z.boolean(),
  monitor: monitorSchema.optional(),
});
export type Display = z.infer<typeof displaySchema>;

export const displaysSchema = z.array(displaySchema).max(64);

/** What of a display tells whether it is the one that is meant. */
type Known = Pick<Display, "rect"> & {
  readonly names: readonly string[];
  readonly monitor?: Monitor | undefined;
};

/** The display a placement names by monitor, connector or by a point on the desktop; null where it names none that is there. */
export function displayOf<Found extends Known>(
  placement: Placement,
  displays: readonly Found[],
): Found | null {
  if (placement.kind !== "display") return null;
  const { monitor, connector, x, y } = placement;
  const plugged = monitor === undefined ? [] : displays.filter((display) => isMonitor(display, monitor));
  // Two of a kind without serial numbers are told apart by their connectors.
  const [only] = plugged;
  if (only !== undefined && plugged.length === 1) return only;
  if (connector !== undefined) return displays.find((display) => display.names.includes(connector)) ?? null;
  if (x === undefined && y === undefined) return null;
  const point = { x: x ?? 0, y: y ?? 0, width: 1, height: 1 };
  return displays.find((display) => contains(display.rect, point)) ?? null;
}

function isMonitor({ monitor }: Known, { maker, product, serial }: MonitorId): boolean {
  return monitor?.maker === maker && monitor.product === product && monitor.serial === serial;
}
