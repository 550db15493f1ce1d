/** Longitude first, degrees. */
export type Position = readonly [number, number];

/** How far `p` lies from the stretch from `a` to `b`, degrees of the plane. */
function distanceTo(p: Position, a: Position, b: Position): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length;
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/**
 * A line with fewer positions (Douglas and Peucker 1973): none that is left out lay further from what remains than
 * `tolerance` says of it, degrees. Both ends stay. Without recursion, for a coast has many thousands.
 */
export function simplifyLine(
  line: readonly Position[],
  tolerance: number | ((position: Position) => number),
): Position[] {
  const tolerated = typeof tolerance === "number" ? () => tolerance : tolerance;
  const kept = new Uint8Array(line.length);
  kept[0] = 1;
  kept[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [first, last] = span;
    const [a, b] = [line[first], line[last]];
    if (a === undefined || b === undefined) continue;
    let worst = 1;
    let at = -1;
    for (let index = first + 1; index < last; index += 1) {
      const position = line[index];
      if (position === undefined) continue;
      const excess = distanceTo(position, a, b) / Math.max(tolerated(position), Number.EPSILON);
      if (excess <= worst) continue;
      worst = excess;
      at = index;
    }
    if (at === -1) continue;
    kept[at] = 1;
    open.push([first, at], [at, last]);
  }
  return line.filter((_, index) => kept[index] === 1);
}

/** A closed ring with fewer positions, still closed; null where it is smaller than its tolerance and nothing remains. */
export function simplifyRing(
  ring: readonly Position[],
  tolerance: number | ((position: Position) => number),
): Position[] | null {
  const [first] = ring;
  if (first === undefined) return null;
  // A ring begins and ends in one place: it is halved where it is furthest from there.
  let far = 0;
  let most = 0;
  for (const [index, position] of ring.entries()) {
    const away = Math.hypot(position[0] - first[0], position[1] - first[1]);
    if (away <= most) continue;
    most = away;
    far = index;
  }
  const out = simplifyLine(ring.slice(0, far + 1), tolerance);
  const back = simplifyLine(ring.slice(far), tolerance);
  const closed = [...out, ...back.slice(1)];
  return closed.length < 4 ? null : closed;
}
