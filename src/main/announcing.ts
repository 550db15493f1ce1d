import { isIP } from "node:net";
import type { Clock } from "./base/clock.ts";
import type { Lifetime } from "./base/lifetime.ts";
import type { Log } from "./base/log.ts";
import type { Announcement, AnnouncementOptions } from "./server/announcement.ts";
import { addressesOfMachine } from "./server/hosts.ts";
import type { Store } from "./store/store.ts";

/** The name by which the network found this machine last. */
const ANNOUNCED_KEY = "announced";

interface Announced {
  readonly announce: (what: AnnouncementOptions) => Promise<Announcement>;
  readonly store: Pick<Store, "settings">;
  /** What the server listens on. */
  readonly host: string;
  readonly port: number;
  /** What the site is called. */
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly lifetime: Lifetime;
}

/**
 * Makes the core found in its network until `lifetime` ends, by the name that it had last where that is free. Answers
 * with a look at its name now, null while it has none. What goes wrong is logged: the pages are reached by their address.
 */
export function startAnnouncing({
  announce,
  store,
  host,
  port,
  name,
  clock,
  log,
  lifetime,
}: Announced): () => string | null {
  let announcement: Announcement | null = null;

  async function tell(): Promise<void> {
    try {
      announcement = await announce({
        ...{ port, name, clock, log },
        ...(isIP(host) === 4 && host !== "0.0.0.0" && { address: host }),
        last: await store.settings.get(ANNOUNCED_KEY),
        addresses: () => addressesOfMachine(host),
        changed: (now) => void keepName(now),
      });
    } catch (error) {
      log.warn({ err: error }, "the network cannot be told of this Dinding");
    }
  }

  // The same one after the next start, whoever is switched on first then.
  async function keepName(now: string | null): Promise<void> {
    try {
      if (now !== null) await store.settings.put(ANNOUNCED_KEY, now);
    } catch (error) {
      log.warn({ err: error, host: now }, "the name in the network cannot be kept");
    }
  }

  const told = tell();
  lifetime.onEnd("announcement", async () => {
    await told;
    await announcement?.end();
  });
  return () => announcement?.host ?? null;
}
