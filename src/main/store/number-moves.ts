/** A line of a file that asks for a number. `cameraId`: whose; null where that is a new camera. */
export interface Wish {
  readonly cameraId: string | null;
  readonly number: number;
}

export interface NumberMoves {
  /** The cameras that give their numbers up, because they get others. */
  readonly moving: ReadonlySet<string>;
  /** Whether a line, counted from 0, gets the number that it asks for. */
  readonly grants: (line: number) => boolean;
}

/**
 * Which cameras may change their numbers with each other: all that ask for another one, less those that do not get it,
 * less whoever asks for the number that such a one keeps, and so on. The first line that asks for a number has it before
 * later ones. Lines without a wish are null. `owners`: whose each number is now.
 */
export function numberMoves(
  wishes: readonly (Wish | null)[],
  owners: ReadonlyMap<number, string>,
): NumberMoves {
  const first = new Map<number, Wish>();
  for (const wish of wishes) if (wish !== null && !first.has(wish.number)) first.set(wish.number, wish);
  const isFirst = (wish: Wish) => {
    const other = first.get(wish.number);
    return other === wish || (wish.cameraId !== null && other?.cameraId === wish.cameraId);
  };
  const own = new Map([...owners].map(([number, id]) => [id, number]));
  const moving = new Set<string>();
  for (const wish of wishes)
    if (wish?.cameraId != null && (own.get(wish.cameraId) ?? wish.number) !== wish.number)
      moving.add(wish.cameraId);
  const staying = [...own.keys()].filter((id) => !moving.has(id));
  const stay = (id: string) => {
    if (moving.delete(id)) staying.push(id);
  };
  for (const wish of wishes) if (wish?.cameraId != null && !isFirst(wish)) stay(wish.cameraId);
  // Grows meanwhile: who stays keeps a number that another one was to have.
  for (const id of staying) {
    const wish = first.get(own.get(id) ?? Number.NaN);
    if (wish?.cameraId != null && wish.cameraId !== id) stay(wish.cameraId);
  }
  return {
    moving,
    grants: (line) => {
      const wish = wishes[line] ?? null;
      if (wish === null || !isFirst(wish)) return false;
      const owner = owners.get(wish.number);
      return owner === undefined || owner === wish.cameraId || moving.has(owner);
    },
  };
}
