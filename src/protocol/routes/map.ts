import { z } from "zod";
import {
  mapBoundaryKeptSchema,
  mapBoundarySchema,
  mapFaceSchema,
  mapSettingsSchema,
  mapSetUpSchema,
} from "../map.ts";
import { route } from "./route.ts";

/** What lies under the maps of the site. */
export const mapRoutes = {
  getMap: route(
    "GET",
    "/api/map",
    "viewer",
    "What every map of the site stands on",
    null,
    200,
    mapFaceSchema,
  ),
  getMapSettings: route(
    "GET",
    "/api/map/settings",
    "technician",
    "What was set to lie under maps, and the files there are",
    null,
    200,
    mapSetUpSchema,
  ),
  putMapSettings: route(
    "PUT",
    "/api/map/settings",
    "technician",
    "Set what lies under maps: the coast that comes along, a file of the data folder, or the city's tile server",
    mapSettingsSchema,
    200,
    mapSetUpSchema,
  ),
  getMapBoundary: route(
    "GET",
    "/api/map/boundary",
    "viewer",
    "The city's boundary as maps draw it, a MultiPolygon of GeoJSON",
    null,
    200,
    mapBoundarySchema,
  ),
  putMapBoundary: route(
    "PUT",
    "/api/map/boundary",
    "technician",
    "Give the city's boundary as GeoJSON (RFC 7946), in longitude and latitude: polygons, or features of them",
    z.looseObject({ type: z.string() }),
    200,
    mapBoundaryKeptSchema,
  ),
  removeMapBoundary: route(
    "DELETE",
    "/api/map/boundary",
    "technician",
    "Take the city's boundary away",
    null,
    204,
    null,
  ),
} as const;
