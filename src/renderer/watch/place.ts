import { useSyncExternalStore } from "react";
import { z } from "zod";

const placeSchema = z.object({
  /** The group whose cameras are shown; absent: all of them. */
  group: z.string().optional(),
  /** Which part of them, from 0. */
  part: z.coerce.number().int().min(0).catch(0),
  /** The one that is shown by itself. */
  camera: z.string().optional(),
});

/** What is looked at. It stands in the address, so that it can be kept as a bookmark and a phone's own key leads back. */
export type Place = z.infer<typeof placeSchema>;

const read = (hash: string): Place =>
  placeSchema.parse(Object.fromEntries(new URLSearchParams(hash.slice(1))));

function listen(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

export function usePlace(): Place {
  return read(useSyncExternalStore(listen, () => location.hash));
}

/** The address of a place in this page. */
export function addressOf({ group, part, camera }: Place): string {
  const words = new URLSearchParams({
    ...(group === undefined ? {} : { group }),
    ...(part === 0 ? {} : { part: String(part) }),
    ...(camera === undefined ? {} : { camera }),
  });
  return `#${words.toString()}`;
}
