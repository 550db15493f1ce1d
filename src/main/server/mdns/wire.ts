import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { z } from "zod";
import type { Log } from "../../base/log.ts";
import type { HeardRecord, MdnsRecord } from "./records.ts";

const MDNS_PORT = 5353;

const recordSchema: z.ZodType<HeardRecord> = z.object({
  ...{ name: z.string(), type: z.string(), data: z.unknown() },
  // Some kinds have none.
  ttl: z.number().default(0),
});
const records = z.array(recordSchema).default([]);
const packetSchema = z.object({
  id: z.number().default(0),
  type: z.enum(["query", "response"]),
  questions: z.array(z.object({ name: z.string(), type: z.string() })).default([]),
  ...{ answers: records, authorities: records, additionals: records },
});
/** What somebody in the network said. */
export type HeardPacket = z.infer<typeof packetSchema>;

/** Where a question came from that is to be answered to it alone; null where all may hear the answer. */
export type Asker = Pick<RemoteInfo, "address" | "port"> | null;

export interface Answer {
  readonly answers: readonly MdnsRecord[];
  readonly additionals?: readonly MdnsRecord[];
}

/** The socket of mDNS. */
export interface Wire {
  /** Asks whether somebody has `names`, and says what would be ours (RFC 6762, 8.1). */
  probe(names: readonly string[], ours: readonly MdnsRecord[]): void;
  /** Tells all, or who asked in the way of plain DNS (RFC 6762, 6.7): those get their question back with it. */
  say(answer: Answer): void;
  reply(asked: HeardPacket, to: NonNullable<Asker>, answer: Answer): void;
  /** Resolves when all that was said before is out. */
  end(): Promise<void>;
}

/**
 * Opens the socket; `hear` gets what others say, and what is said here. `address`: of the interface that is spoken on; all
 * of them where it is left out. Rejects where another program has the port for itself.
 */
export async function openWire(
  address: string | undefined,
  hear: (packet: HeardPacket, asker: Asker) => void,
  log: Log,
): Promise<Wire> {
  await freePort();
  // Of no use where the pages are this machine's alone.
  const { default: multicastDns } = await import("multicast-dns");
  const mdns = multicastDns(socketOf(address));
  let isTold = false;
  const failed = (err: unknown) => {
    // The network may be away for hours.
    if (!isTold) log.warn({ err }, "the network cannot be told of this Dinding");
    isTold = true;
  };
  mdns.on("error", failed);
  mdns.on("packet", (packet: unknown, from: RemoteInfo) => {
    const heard = packetSchema.safeParse(packet);
    if (heard.success) hear(heard.data, from.port === MDNS_PORT ? null : from);
  });
  let last: Promise<unknown> = Promise.resolve();
  const sent = (send: (done: (error?: Error | null) => void) => void) => {
    const out = new Promise<void>((resolve) => {
      send((error) => {
        if (error) failed(error);
        else isTold = false;
        resolve();
      });
    });
    last = Promise.all([last, out]);
  };
  return {
    probe: (names, ours) => {
      const questions = names.map((name) => ({ name, type: "ANY" }));
      // In a question nothing is to be forgotten yet.
      const authorities = ours.map((record) => ({ ...record, flush: false }));
      sent((done) => mdns.query({ questions, authorities }, done));
    },
    say: (answer) => sent((done) => mdns.respond({ ...answer }, done)),
    reply: ({ id, questions }, to, { answers, additionals = [] }) => {
      const short = (record: MdnsRecord) => ({ ...record, flush: false, ttl: Math.min(record.ttl, 10) });
      const packet = { id, questions, answers: answers.map(short), additionals: additionals.map(short) };
      sent((done) => mdns.respond(packet, to, done));
    },
    async end() {
      await last;
      await new Promise<void>((resolve) => mdns.destroy(resolve));
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
 * Of the library's socket: bound to every address, since Linux gives what is sent to a group to no socket that is bound to
 * one.
 */
export function socketOf(address: string | undefined): {
  readonly interface?: string;
  readonly bind?: string;
} {
  return address === undefined ? {} : { interface: address, bind: "0.0.0.0" };
}
