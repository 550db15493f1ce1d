import { useEffect, useState, useSyncExternalStore } from "react";
import { call } from "../link/queries.ts";

/** Between two requests at least, milliseconds: a still costs the core a decoder for a moment. */
const PACE_MS = 500;
/** A picture is asked for again after so long, milliseconds; one that could not be had as well. */
const AGAIN_MS = 30_000;
/** Pictures that are kept although they are out of sight. */
const KEPT = 96;

interface Shown {
  readonly url: string | null;
  readonly askedAt: number;
}

/**
 * Pictures of the cameras that are in sight, one request after the other and each again after a while, however many cameras
 * there are. Nothing is asked for while nobody can see the page.
 */
export class RowPictures {
  readonly #shown = new Map<string, Shown>();
  readonly #inSight = new Map<string, "main" | "sub">();
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asking = false;

  readonly follow = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The address of a camera's picture, or null. */
  urlOf(cameraId: string): string | null {
    return this.#shown.get(cameraId)?.url ?? null;
  }

  /** The camera is in sight until the returned function is called. */
  show(cameraId: string, stream: "main" | "sub"): () => void {
    this.#inSight.set(cameraId, stream);
    this.#plan(PACE_MS);
    return () => this.#inSight.delete(cameraId);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#inSight.clear();
    for (const { url } of this.#shown.values()) URL.revokeObjectURL(url ?? "");
    this.#shown.clear();
  }

  #plan(ms: number): void {
    if (this.#timer !== null || this.#asking || this.#inSight.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#next();
    }, ms);
  }

  /** Asks for the one that was asked for longest ago. */
  async #next(): Promise<void> {
    const askedAt = (id: string) => this.#shown.get(id)?.askedAt ?? Number.NEGATIVE_INFINITY;
    const [oldest] = [...this.#inSight].toSorted(([a], [b]) => askedAt(a) - askedAt(b));
    if (oldest === undefined) return;
    const [id, stream] = oldest;
    const dueMs = askedAt(id) + AGAIN_MS - performance.now();
    if (document.hidden || dueMs > 0) return this.#plan(Math.max(PACE_MS, Math.min(dueMs, AGAIN_MS)));
    this.#asking = true;
    let url = this.urlOf(id);
    try {
      const { value } = await call("picture", { params: { id }, query: { stream } });
      const fresh = URL.createObjectURL(value.blob);
      if (url !== null) URL.revokeObjectURL(url);
      url = fresh;
    } catch {
      // The row says by its state what is wrong with the camera; an older picture would not be its own any more.
      if (url !== null) URL.revokeObjectURL(url);
      url = null;
    }
    this.#asking = false;
    this.#shown.delete(id);
    this.#shown.set(id, { url, askedAt: performance.now() });
    for (const [old, { url: kept }] of this.#shown) {
      if (this.#shown.size <= KEPT) break;
      if (this.#inSight.has(old)) continue;
      URL.revokeObjectURL(kept ?? "");
      this.#shown.delete(old);
    }
    for (const listener of this.#listeners) listener();
    this.#plan(PACE_MS);
  }
}

/** Pictures for rows, for as long as the page shows them. */
export function useRowPictures(): RowPictures {
  const [pictures] = useState(() => new RowPictures());
  useEffect(() => () => pictures.close(), [pictures]);
  return pictures;
}

/** The picture of a camera in sight, or null; `stream` null where it has none now, and none is asked for. */
export function useRowPicture(
  pictures: RowPictures,
  cameraId: string,
  stream: "main" | "sub" | null,
): string | null {
  useEffect(
    () => (stream === null ? undefined : pictures.show(cameraId, stream)),
    [pictures, cameraId, stream],
  );
  return useSyncExternalStore(pictures.follow, () => (stream === null ? null : pictures.urlOf(cameraId)));
}
