/**
 * Kinds of incident that Dinding has words for; `i18n` names each. A source may report any other: it is shown as it is
 * written.
 */
export const knownKinds = [
  "panic",
  "fire",
  "flood",
  "accident",
  "traffic",
  "medical",
  "crime",
  "disturbance",
  "missing",
  "weather",
  "earthquake",
  "tsunami",
  "volcano",
  "landslide",
  "wildfire",
  "tree",
  "road",
  "light",
  "waste",
  "water",
  "power",
  "order",
  "complaint",
  "event",
  "other",
] as const;
export type KnownKind = (typeof knownKinds)[number];

/** Whether there are words for `kind`. */
export function isKnownKind(kind: string): kind is KnownKind {
  return knownKinds.some((known) => known === kind);
}
