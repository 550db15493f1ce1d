/** Share of a wait by which it varies, so that sources of one server that comes back do not ask at once. */
export const JITTER = 0.2;

/** How long to wait after a failure, milliseconds: doubled with each, from the first to the last. */
export interface Patience {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Milliseconds to wait after so many failures in a row. `random` is in [0, 1). */
export function waitAfter(failures: number, { firstMs, lastMs }: Patience, random: number): number {
  return varied(Math.min(lastMs, firstMs * 2 ** Math.min(failures - 1, 16)), random);
}

/** Milliseconds, a part of them less by chance, so that sources do not ask all at once. */
function varied(ms: number, random: number): number {
  return Math.round(ms * (1 - JITTER * random));
}
