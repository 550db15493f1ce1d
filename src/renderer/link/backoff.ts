const LEAST_MS = 250;
const MOST_MS = 1000;

/**
 * Milliseconds to wait before the next attempt to reach the core: 250 at first, growing to 1000, each with up to
 * a quarter more or less so that many pages do not return in one instant. `attempt` counts from 0; `random` gives
 * 0 to 1. Never below 250 nor above 1000.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  const base = Math.min(MOST_MS, LEAST_MS * 1.5 ** Math.max(0, attempt));
  return Math.min(MOST_MS, Math.max(LEAST_MS, base * (0.75 + 0.5 * random())));
}
