import type { OpenedPairing } from "../../protocol/pairing.ts";
import { ApiError, type createCall } from "../link/api.ts";
import { retryDelayMs } from "../link/backoff.ts";

/** How often a screen asks whether it was told what it is, milliseconds. */
const ASK_MS = 2000;
/** How soon it asks for a code again where too many wait. */
const FULL_MS = 15_000;

/** What a screen that waits has to say. */
export interface PairingView {
  /** Six digits; null until the core gave one. */
  readonly code: string | null;
  /** Why there is none, as a sentence; null where there is one, or the first is on its way. */
  readonly trouble: string | null;
}

/**
 * Asks for a code and shows it until somebody told the core which outputs this screen is; answers the address that it
 * then opens. Asks for another code where one is over, and goes on where the core is away. Rejects with the reason of
 * `signal` alone.
 */
export async function waitForPairing(
  call: ReturnType<typeof createCall>,
  tell: (view: PairingView) => void,
  signal: AbortSignal,
): Promise<string> {
  let opened: OpenedPairing | null = null;
  for (let failures = 0; ; ) {
    try {
      if (opened === null) {
        opened = (await call("openPairing", { signal })).value;
        tell({ code: opened.code, trouble: null });
      }
      const { id, secret, code } = opened;
      const { value } = await call("claimPairing", { params: { id }, body: { secret }, signal });
      if (value.state === "paired") return value.url;
      if (failures > 0) tell({ code, trouble: null });
      failures = 0;
      await pause(ASK_MS, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError)) throw error;
      // The core was started anew, or nobody came in time.
      if (error.kind === "codeExpired") {
        opened = null;
        continue;
      }
      failures += 1;
      tell({ code: null, trouble: error.message });
      const waitMs = error.kind === "tooMany" ? FULL_MS : retryDelayMs(failures, Math.random);
      await pause(waitMs, signal);
    }
  }
}

/** Rejects with the reason of `signal` where that comes first. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error("stopped"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
}
