import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import { ANNOUNCED_NAMES, everyAddressOfMachine } from "./hosts.ts";
import { type Claim, compareProbes, contested, type HeardRecord, instanceName } from "./mdns/records.ts";
import { isSameName, type MdnsRecord, recordsOf, saysSame } from "./mdns/records.ts";
import {
  type Answer,
  type Asker,
  type HeardPacket,
  openWire,
  type Question,
  type Wire,
} from "./mdns/wire.ts";

/** Three times it is asked whether somebody has the name, and each time waited so long, milliseconds (RFC 6762, 8.1). */
const PROBES = 3;
const PROBE_MS = 250;
/** Who asks at the same moment and gives way asks again after so long, milliseconds (RFC 6762, 8.2). */
const GIVE_WAY_MS = 1000;
/** It is said again so long after it was said first, milliseconds (RFC 6762, 8.3). */
const AGAIN_MS = 1000;
/** After so many conflicts within ten seconds each further try waits five, milliseconds (RFC 6762, 8.1). */
const MANY = { conflicts: 15, withinMs: 10_000, waitMs: 5000 } as const;
/** How often the machine's addresses are looked at, milliseconds: a cable was plugged in, or DHCP gave another. */
const LOOK_MS = 10_000;
/** All names are taken: one may be free after so long, milliseconds. */
const TAKEN_MS = 60_000;
/** Conflicts are logged no more often, milliseconds: whoever is in the network can make one with each packet. */
const WARN_MS = 60_000;

export interface AnnouncementOptions {
  /** Of the pages, over TLS. */
  readonly port: number;
  /** What the site is called. */
  readonly name: string;
  /** Of the interface that is spoken on; all of them where it is left out. */
  readonly address?: string;
  /** Of ANNOUNCED_NAMES, the one that this machine had last: it is asked for first. */
  readonly last?: string | null;
  /** Whenever it gets another name, or loses the one that it had. */
  readonly changed?: (host: string | null) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** Under which the pages are reached in a network. */
  readonly addresses: () => readonly string[];
  /** At least 0 and below 1. */
  readonly random?: () => number;
}

/** What makes the pages found in the network by a name (mDNS, RFC 6762, and DNS-SD, RFC 6763). */
export interface Announcement {
  /** One of ANNOUNCED_NAMES while it is this machine's; null until it is known, and where all are taken. */
  readonly host: string | null;
  /** Tells the network that it is gone. */
  end(): Promise<void>;
}

/** Rejects where no mDNS can be spoken here: another program has the port for itself. */
export async function announce(options: AnnouncementOptions): Promise<Announcement> {
  let announcer: Announcer | null = null;
  const heard = (packet: HeardPacket, asker: Asker) => announcer?.hear(packet, asker);
  const wire = await openWire(options.address, heard, options.log);
  announcer = new Announcer(options, wire);
  return announcer;
}

/**
 * Asks whether a name is free before it is said, defends it, gives way to who has it, and says it anew when the machine's
 * addresses change.
 */
class Announcer implements Announcement {
  readonly #options: AnnouncementOptions;
  readonly #wire: Wire;
  /** Names that are tried, the one before first. */
  readonly #hosts: readonly string[];
  #tried = 0;
  #number = 1;
  #claim: Claim;
  /** Held: what is claimed is said. Resting: every name is another's. */
  #state: "probing" | "held" | "resting" = "probing";
  #told: string | null = null;
  /** What others remember of us. */
  #said: readonly MdnsRecord[] = [];
  #conflicts: number[] = [];
  /** The name is asked for, and nobody has said yet that it has it: one packet alone does not take every name. */
  #isAsked = false;
  /** When a conflict was logged last. */
  #warnedAt = Number.NEGATIVE_INFINITY;
  #cancelStep = () => {};
  #cancelLook = () => {};

  constructor(options: AnnouncementOptions, wire: Wire) {
    this.#options = options;
    this.#wire = wire;
    const { last = null } = options;
    const first = last !== null && ANNOUNCED_NAMES.includes(last) ? [last] : [];
    this.#hosts = [...new Set([...first, ...ANNOUNCED_NAMES])];
    this.#claim = this.#newClaim();
    this.#begin();
    this.#cancelLook = options.clock.after(LOOK_MS, () => this.#look());
  }

  get host(): string | null {
    return this.#state === "held" ? this.#claim.host : null;
  }

  async end(): Promise<void> {
    this.#cancelStep();
    this.#cancelLook();
    this.#state = "resting";
    this.#forget(this.#said);
    await this.#wire.end();
  }

  hear(packet: HeardPacket, asker: Asker): void {
    if (this.#state === "resting") return;
    if (packet.type === "query") this.#hearQuestion(packet, asker);
    else if (asker === null)
      for (const one of [...packet.answers, ...packet.additionals]) this.#hearAnswer(one);
  }

  #hearAnswer(heard: HeardRecord): void {
    // It may have got an address since it last looked, and hear another program of this machine say it.
    const mine =
      contested(this.#claim, heard) === null
        ? null
        : contested(this.#newClaim(), heard, everyAddressOfMachine());
    if (mine === null) {
      // Another program of this machine that had the same address ended: it is ours all the same.
      if (
        heard.ttl === 0 &&
        this.#state === "held" &&
        this.#said.some((own) => own.flush && saysSame(own, heard))
      )
        this.#step(AGAIN_MS, () => this.#say());
      return;
    }
    // What is said before it is asked is heard again when it is (RFC 6762, 8.1).
    if (this.#state === "probing" && !this.#isAsked) return;
    this.#warn(heard);
    if (this.#state === "probing") {
      this.#rename(mine);
      return;
    }
    // One of both has to give way, and asking for it anew shows which (RFC 6762, 9).
    this.#tell(null);
    this.#begin();
  }

  #warn({ name, data }: HeardRecord): void {
    const now = this.#options.clock.monotonic();
    if (now - this.#warnedAt < WARN_MS) return;
    this.#warnedAt = now;
    this.#options.log.warn({ name, data }, "another in this network has the same name");
  }

  #hearQuestion(packet: HeardPacket, asker: Asker): void {
    if (this.#state === "probing") {
      this.#meet(packet.authorities);
      return;
    }
    const ours = recordsOf(this.#claim);
    if (asker === null) {
      const answer = answerTo(ours, packet, packet.questions);
      if (answer.answers.length > 0) this.#wire.say(answer);
      return;
    }
    for (const question of packet.questions) {
      const answer = answerTo(ours, packet, [question]);
      if (answer.answers.length === 0) continue;
      this.#wire.reply(packet, question, asker, answer);
      return;
    }
  }

  /** Somebody asks for the same name at the same moment. */
  #meet(authorities: readonly HeardRecord[]): void {
    const ours = recordsOf(this.#claim);
    for (const name of [this.#claim.host, this.#claim.instance]) {
      const [mine, theirs] = [ours, authorities].map((some) =>
        some.filter((record: HeardRecord) => isSameName(record.name, name)),
      );
      if (mine === undefined || theirs === undefined || theirs.length === 0) continue;
      if (compareProbes(mine, theirs) >= 0) continue;
      this.#step(GIVE_WAY_MS, () => this.#probe(1));
      return;
    }
  }

  #newClaim(): Claim {
    const { name, port, addresses } = this.#options;
    return {
      host: this.#hosts[this.#tried] ?? "",
      instance: instanceName(name, this.#number),
      port,
      addresses: addresses(),
    };
  }

  /** From the start, after a moment in which not all machines of a network speak that got their power back together. */
  #begin(): void {
    this.#state = "probing";
    this.#isAsked = false;
    const { random = Math.random } = this.#options;
    const now = this.#options.clock.monotonic();
    this.#conflicts = this.#conflicts.filter((at) => now - at < MANY.withinMs);
    const wait = this.#conflicts.length >= MANY.conflicts ? MANY.waitMs : random() * PROBE_MS;
    this.#step(wait, () => this.#probe(1));
  }

  #probe(nth: number): void {
    this.#claim = this.#newClaim();
    if (this.#claim.addresses.length === 0) {
      // Nobody can be asked; a cable may come.
      this.#tell(null);
      return;
    }
    const { host, instance } = this.#claim;
    const ours = recordsOf(this.#claim).filter(({ flush }) => flush);
    this.#isAsked = true;
    this.#wire.probe([host, instance], ours);
    this.#step(PROBE_MS, () => (nth < PROBES ? this.#probe(nth + 1) : this.#hold()));
  }

  #rename(which: "host" | "instance"): void {
    this.#conflicts.push(this.#options.clock.monotonic());
    if (which === "instance") this.#number += 1;
    else this.#tried += 1;
    if (this.#tried < this.#hosts.length) {
      this.#claim = this.#newClaim();
      this.#begin();
      return;
    }
    this.#state = "resting";
    this.#tried = 0;
    this.#forget(this.#said);
    this.#tell(null);
    this.#options.log.warn({ names: this.#hosts }, "every name of a Dinding is taken in this network");
    this.#step(TAKEN_MS, () => this.#begin());
  }

  #hold(): void {
    this.#state = "held";
    this.#say();
    this.#step(AGAIN_MS, () => this.#say());
    this.#tell(this.#claim.host);
  }

  #say(): void {
    const records = recordsOf(this.#claim);
    this.#forget(this.#said.filter((old) => !records.some((now) => saysSame(old, now))));
    this.#said = records;
    this.#wire.say({ answers: records });
  }

  /** Takes back what was said (RFC 6762, 10.1). */
  #forget(records: readonly MdnsRecord[]): void {
    const answers = records.map((record) => ({ ...record, ttl: 0, flush: false }));
    if (answers.length > 0) this.#wire.say({ answers });
    this.#said = this.#said.filter((record) => !records.includes(record));
  }

  #tell(host: string | null): void {
    if (host === this.#told) return;
    this.#told = host;
    if (host !== null)
      this.#options.log.info({ host, port: this.#options.port }, "found in the network by its name");
    this.#options.changed?.(host);
  }

  /** With other addresses it may be in another network, where the name may be another's (RFC 6762, 8). */
  #look(): void {
    this.#cancelLook = this.#options.clock.after(LOOK_MS, () => this.#look());
    const { addresses } = this.#newClaim();
    if (addresses.join() === this.#claim.addresses.join()) return;
    this.#begin();
  }

  #step(ms: number, then: () => void): void {
    this.#cancelStep();
    this.#cancelStep = this.#options.clock.after(ms, then);
  }
}

/** What of `records` answers `questions`, and what is asked next; nothing that who asked said to know (RFC 6762, 7.1). */
function answerTo(
  records: readonly MdnsRecord[],
  { answers: known }: HeardPacket,
  questions: readonly Question[],
): Answer {
  const answers = records.filter(
    (record) =>
      questions.some(
        ({ name, type }) => isSameName(name, record.name) && (type === "ANY" || type === record.type),
      ) && !known.some((one) => one.ttl * 2 >= record.ttl && saysSame(one, record)),
  );
  const isService = answers.some(({ type }) => type === "PTR" || type === "SRV");
  const additionals = isService ? records.filter((record) => record.flush && !answers.includes(record)) : [];
  return { answers, additionals };
}
