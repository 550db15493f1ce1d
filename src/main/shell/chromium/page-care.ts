import type { Readable, Writable } from "node:stream";
import { z } from "zod";
import type { Clock } from "../../base/clock.ts";
import { RestartPace } from "../restart-pace.ts";
import { DebugPipe } from "./debug-pipe.ts";

const crashedSchema = z.object({ targetId: z.string() });
const attachedSchema = z.object({ sessionId: z.string() });

export interface PageCareOptions {
  readonly clock: Clock;
  readonly commands: Writable;
  readonly answers: Readable;
  /** A new one-time address of the page. */
  newUrl(): Promise<string>;
  /** The page died and is loaded anew in the same window. */
  died(): void;
  /** It died and could not be. */
  lost(): void;
}

/**
 * Loads the page of a running browser anew when its renderer dies, which a browser answers with an error page: in the
 * same window, so the picture is back sooner than by starting the browser again.
 */
export function careForPage(options: PageCareOptions): void {
  const { clock } = options;
  const pace = new RestartPace(20, 5_000, 10_000);
  let loadedAt = clock.monotonic();
  const pipe = new DebugPipe(options.commands, options.answers, (method, params) => {
    const crashed = method === "Target.targetCrashed" ? crashedSchema.safeParse(params) : null;
    if (crashed?.success) {
      const { targetId } = crashed.data;
      const waitMs = pace.next(clock.monotonic() - loadedAt);
      clock.after(waitMs, () => {
        loadedAt = clock.monotonic();
        void reload(pipe, targetId, options);
      });
    }
  });
  pipe.send("Target.setDiscoverTargets", { discover: true }).catch(() => {
    // It went before it was asked; its exit is noticed by whoever keeps the process.
  });
}

async function reload(pipe: DebugPipe, targetId: string, options: PageCareOptions): Promise<void> {
  try {
    const url = await options.newUrl();
    const attached = await pipe.send("Target.attachToTarget", { targetId, flatten: true });
    const { sessionId } = attachedSchema.parse(attached);
    await pipe.send("Page.navigate", { url }, sessionId);
    await pipe.send("Target.detachFromTarget", { sessionId });
    options.died();
  } catch {
    options.lost();
  }
}
