import type { Rect } from "../../layouts/rect.ts";

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The tile that an arrow key leads to from tile `from`: among those whose centre lies that way, the nearest, where
 * a step aside counts twice. Null for other keys; `from` itself at the edge. Indices of `rects`.
 */
export function neighbour(rects: readonly Rect[], from: number, key: string): number | null {
  if (key === "Home") return 0;
  if (key === "End") return rects.length - 1;
  const direction = directions[key];
  const start = rects[from];
  if (direction === undefined || start === undefined) return null;
  const [dx, dy] = direction;
  let best = from;
  let nearest = Number.POSITIVE_INFINITY;
  rects.forEach((rect, index) => {
    const x = rect.x + rect.width / 2 - (start.x + start.width / 2);
    const y = rect.y + rect.height / 2 - (start.y + start.height / 2);
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 0) return;
    const far = ahead + 2 * aside;
    if (far < nearest) {
      nearest = far;
      best = index;
    }
  });
  return best;
}
