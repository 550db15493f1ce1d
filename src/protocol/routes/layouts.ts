import { z } from "zod";
import { layoutSchema } from "../../layouts/layout.ts";
import { editedLayoutSchema, editRequestSchema, layoutEditSchema } from "../edits.ts";
import { route } from "./route.ts";

const layoutInputSchema = layoutSchema.partial({ id: true });

/** What can be taken to a wall. */
export const layoutRoutes = {
  listLayouts: route("GET", "/api/layouts", "viewer", "All layouts", null, 200, z.array(layoutSchema)),
  addLayout: route(
    "POST",
    "/api/layouts",
    "operator",
    "Add a layout",
    layoutInputSchema,
    201,
    layoutSchema,
    true,
  ),
  getLayout: route("GET", "/api/layouts/:id", "viewer", "One layout", null, 200, layoutSchema, true),
  putLayout: route(
    "PUT",
    "/api/layouts/:id",
    "operator",
    "Replace a layout",
    layoutInputSchema,
    200,
    layoutSchema,
    true,
  ),
  editLayout: route(
    "POST",
    "/api/layouts/:id/edits",
    "operator",
    "Change some tiles of a layout together with what others change in it",
    editRequestSchema,
    200,
    editedLayoutSchema,
    true,
  ),
  layoutEdits: route(
    "GET",
    "/api/layouts/:id/edits",
    "viewer",
    "Who changed what of a layout, newest first",
    null,
    200,
    z.array(layoutEditSchema),
  ),
  removeLayout: route("DELETE", "/api/layouts/:id", "operator", "Remove a layout", null, 204, null, true),
} as const;
