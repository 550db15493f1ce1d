import type { Severity } from "../../protocol/incident.ts";

/** Colours of the tokens, for canvases, which know no custom properties; a test holds the two together. */
export const palette = {
  text: "#eceef1",
  dim: "#b4b9c2",
  slate: "#1e2023",
  onColour: "#0f1012",
  critical: "#ff7369",
  high: "#ff9f40",
  medium: "#ffd84a",
  low: "#a3b4c8",
} as const;

export const severityColour = (severity: Severity): string => palette[severity];

/** Greys of the earth: water lies lowest, and nothing of the base is as bright as what is marked on it. */
export const earth = {
  water: "#17191c",
  land: "#2a2d31",
  coast: "#565b64",
  border: "#6a6f79",
  boundary: "#b4b9c2",
  green: "#2b302d",
  built: "#32353a",
  road: "#474b53",
  roadWide: "#5a5f69",
  place: "#b4b9c2",
} as const;

/** Behind words and counts that stand on the map. */
export const strip = "rgb(16 17 19 / 0.88)";
