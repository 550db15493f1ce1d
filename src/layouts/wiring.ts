import { z } from "zod";
import { identifierSchema } from "./identifier.ts";

/** One panel of one wall. */
export const panelRefSchema = z.object({ wallId: identifierSchema, panelId: identifierSchema });
export type PanelRef = z.infer<typeof panelRefSchema>;

/** One cable out of a controller, and the panels that it runs through in their order. */
const portSchema = z.object({
  id: identifierSchema,
  panels: z.array(panelRefSchema).max(1024),
  /** The port whose panels this one feeds from their other end, so that a cut cable darkens none. */
  spareOf: identifierSchema.optional(),
});
export type Port = z.infer<typeof portSchema>;

/** An LED controller (sending card, processor): it takes the picture of one output and gives each panel its part. */
export const controllerSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  /** Which of `controllerModels` it is, by id; its limits are those. */
  model: identifierSchema,
  outputId: identifierSchema,
  /** Bits a colour, and pictures a second, that it sends to the panels. */
  bits: z.literal([8, 10, 12]),
  hertz: z.number().min(1).max(480),
  ports: z.array(portSchema).max(64),
});
export type Controller = z.infer<typeof controllerSchema>;
