import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { BlockList } from "node:net";
import { networkInterfaces } from "node:os";
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
const questionSchema = z.object({ name: z.string(), type: z.string() });
export type Question = z.infer<typeof questionSchema>;
const packetSchema = z.object({
  id: z.number().default(0),
  type: z.enum(["query", "response"]),
  questions: z.array(questionSchema).default([]),
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

type Done = (error?: Error | null) => void;

/** The socket of mDNS. */
export interface Wire {
  /** Asks whether somebody has `names`, and says what would be ours (RFC 6762, 8.1). */
  probe(names: readonly string[], ours: readonly MdnsRecord[]): void;
  say(answer: Answer): void;
  /**
   * Tells who asked in the way of plain DNS (RFC 6762, 6.7), with the number of what it asked and the one question that is
   * answered: more of its own would let a small question be made a large answer for somebody else.
   */
  reply(asked: Pick<HeardPacket, "id">, question: Question, to: NonNullable<Asker>, answer: Answer): void;
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
  const mdns = multicastDns({ ...socketOf(address), socket: calmSocket() });
  let isTold = false;
  const failed = (err: unknown) => {
    // The network may be away for hours.
    if (!isTold) log.warn({ err }, "the network cannot be told of this Dinding");
    isTold = true;
  };
  mdns.on("error", failed);
  mdns.on("packet", (packet: unknown, from: RemoteInfo) => {
    const asker = askerOf(from);
    if (asker === undefined) return;
    const heard = packetSchema.safeParse(packet);
    if (heard.success) hear(heard.data, asker);
  });
  let last: Promise<unknown> = Promise.resolve();
  const sent = (send: (done: Done) => void) => {
    const out = new Promise<void>((resolve) => {
      const done = (error?: Error | null) => {
        if (error) failed(error);
        else isTold = false;
        resolve();
      };
      send(done);
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
    reply: ({ id }, question, to, { answers, additionals = [] }) => {
      const short = (record: MdnsRecord) => ({ ...record, flush: false, ttl: Math.min(record.ttl, 10) });
      const said = { answers: answers.map(short), additionals: additionals.map(short) };
      sent((done) => mdns.respond({ id, questions: [question], ...said }, to, done));
    },
    async end() {
      await last;
      await new Promise<void>((resolve) => mdns.destroy(resolve));
    },
  };
}

/**
 * Whom an answer to a packet goes to; undefined where the packet is not to be heard. Who asks alone has to be in a network
 * of this machine (RFC 6762, 11): the sender of a packet from farther away may be anybody that it names. Nothing can be
 * sent to port 0.
 */
export function askerOf(
  { address, port }: Pick<RemoteInfo, "address" | "port">,
  machine: typeof networkInterfaces = networkInterfaces,
): Asker | undefined {
  if (port === 0) return undefined;
  if (port === MDNS_PORT) return null;
  const near = new BlockList();
  for (const { family, cidr } of Object.values(machine()).flatMap((each) => each ?? [])) {
    const [net, bits] = cidr?.split("/") ?? [];
    if (family === "IPv4" && net !== undefined) near.addSubnet(net, Number(bits), "ipv4");
  }
  return near.check(address, "ipv4") ? { address, port } : undefined;
}

/** A socket of the library whose throws are failures of what is sent: it would throw them where nobody hears them. */
function calmSocket(): Socket {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  const send = socket.send.bind(socket);
  const calm = (
    ...[message, offset, length, port, address, done]: [Buffer, number, number, number, string, Done]
  ) => {
    try {
      send(message, offset, length, port, address, done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return Object.assign(socket, { send: calm });
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
