/** Something that is to be marked at a place, in pixels; the lower its rank the worse it is. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly rank: number;
}

/** Marks that would lie on each other, as one: it stands where the worst of them is. */
export interface Cluster<T extends Placed> {
  readonly worst: T;
  /** With the worst, which is the first. */
  readonly all: readonly T[];
}

/**
 * Brings together what is nearer than `radius` pixels: the worst of what is left takes all around it, and so on; equals in
 * the order in which they are given. No two of the places that are left are nearer than that, each thing is in one cluster,
 * and a cluster stands at a place where something is. In time about linear in what is given.
 */
export function cluster<T extends Placed>(given: readonly T[], radius: number): Cluster<T>[] {
  const order = given
    .map((_, index) => index)
    .toSorted((a, b) => (given[a]?.rank ?? 0) - (given[b]?.rank ?? 0) || a - b);
  const cells = new Map<string, number[]>();
  const cellOf = (value: number) => Math.floor(value / radius);
  for (const index of order) {
    const one = given[index];
    if (one === undefined) continue;
    const key = `${cellOf(one.x)} ${cellOf(one.y)}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [index]);
    else cell.push(index);
  }
  const taken = new Uint8Array(given.length);
  const clusters: Cluster<T>[] = [];
  for (const index of order) {
    const worst = given[index];
    if (worst === undefined || taken[index] === 1) continue;
    taken[index] = 1;
    const all: T[] = [worst];
    const [column, row] = [cellOf(worst.x), cellOf(worst.y)];
    for (let x = column - 1; x <= column + 1; x += 1)
      for (let y = row - 1; y <= row + 1; y += 1) {
        const cell = cells.get(`${x} ${y}`);
        if (cell === undefined) continue;
        // What is taken never needs to be looked at again.
        const left = cell.filter((other) => {
          if (taken[other] === 1) return false;
          const near = given[other];
          if (near === undefined || (near.x - worst.x) ** 2 + (near.y - worst.y) ** 2 >= radius ** 2)
            return true;
          taken[other] = 1;
          all.push(near);
          return false;
        });
        cells.set(`${x} ${y}`, left);
      }
    clusters.push({ worst, all });
  }
  return clusters;
}
