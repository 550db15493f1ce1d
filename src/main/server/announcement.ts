import { createSocket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import type { Service } from "bonjour-service";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import { ANNOUNCED_NAMES } from "./hosts.ts";

/** How long others of the network are listened to before a name is taken, milliseconds (RFC 6762, 8.1: three times 250). */
const LISTEN_MS = 1000;
const MDNS_PORT = 5353;
/** How often the machine's addresses are looked at, milliseconds: a cable was plugged in, or DHCP gave another. */
const LOOK_MS = 30_000;

export interface AnnouncementOptions {
  /** Of the pages, over TLS. */
  readonly port: number;
  /** What the site is called. */
  readonly name: string;
  /** Of the interface that is spoken on; all of them where it is left out. */
  readonly address?: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What makes the pages found in the network by a name (mDNS, RFC 6762, and DNS-SD, RFC 6763). */
export interface Announcement {
  /** One of ANNOUNCED_NAMES, once it is known; null until then, and where all are taken. */
  readonly host: string | null;
  /** Tells the network that it is gone. */
  end(): Promise<void>;
}

/** Rejects where no mDNS can be spoken here: another program has the port for itself. */
export async function announce(options: AnnouncementOptions): Promise<Announcement> {
  await freePort();
  // Of no use where the pages are this machine's alone.
  const { Bonjour } = await import("bonjour-service");
  const { port, name, address, clock, log } = options;
  let host: string | null = null;
  let service: Service | null = null;
  let known = "";
  const bonjour = new Bonjour(socketOf(address), (error: unknown) =>
    log.warn({ err: error }, "the network cannot be told of this Dinding"),
  );
  const others = new Set<string>();
  const browser = bonjour.find({ type: "https" }, (found) => {
    if (found.name !== name || !isHere(found.addresses)) others.add(found.host);
  });

  const say = () => {
    if (host !== null) service = bonjour.publish({ name, type: "https", port, host, probe: false });
  };
  /** Says it again where the machine has other addresses than before. */
  const look = () => {
    cancel = clock.after(LOOK_MS, look);
    const now = JSON.stringify(addresses());
    if (now === known) return;
    known = now;
    if (service === null) say();
    else service.stop(say);
  };
  let cancel = clock.after(LISTEN_MS, () => {
    browser.stop();
    host = ANNOUNCED_NAMES.find((each) => !others.has(each)) ?? null;
    if (host === null)
      log.warn({ names: ANNOUNCED_NAMES }, "every name of a Dinding is taken in this network");
    else log.info({ host, port }, "found in the network by its name");
    look();
  });

  return {
    get host() {
      return host;
    },
    end: async () => {
      cancel();
      browser.stop();
      await new Promise<void>((resolve) => bonjour.unpublishAll(() => resolve()));
      await new Promise<void>((resolve) => bonjour.destroy(() => resolve()));
    },
  };
}

/** Rejects where the port of mDNS is another's alone: the library would throw where nobody hears it. */
async function freePort(): Promise<void> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  try {
    const bound = once(socket, "listening");
    socket.bind(MDNS_PORT);
    await bound;
  } finally {
    socket.close();
  }
}

/**
 * Of the library's socket, whose options its types do not know: bound to every address, since Linux gives what is sent to
 * a group to no socket that is bound to one.
 */
export function socketOf(address: string | undefined): object {
  return address === undefined ? {} : { interface: address, bind: "0.0.0.0" };
}

/** Every address of this machine in a network. */
function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted();
}

/** Whether one of `heard` is this machine's: its own words of before it was started anew. */
function isHere(heard: readonly string[] | undefined): boolean {
  const own = addresses();
  return (heard ?? []).some((address) => own.includes(address));
}
