import { createSocket } from "node:dgram";
import { once } from "node:events";
import { Bonjour, type Service } from "bonjour-service";
import multicastDns from "multicast-dns";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { type Clock, systemClock } from "../../../src/main/base/clock.ts";
import { createLog } from "../../../src/main/base/log.ts";
import {
  announce,
  type Announcement,
  type AnnouncementOptions,
} from "../../../src/main/server/announcement.ts";
import { addressesOfMachine, ANNOUNCED_NAMES, isHeldName } from "../../../src/main/server/hosts.ts";
import { socketOf } from "../../../src/main/server/mdns/wire.ts";

/** Of this machine alone, so that nothing is said in its network. */
const address = "127.0.0.1";
const ends: (() => Promise<unknown> | void)[] = [];
let machines = 0;
beforeEach(() => {
  machines = 0;
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** As on a machine of its own: with an address that no other has. */
async function announced(name: string, more: Partial<AnnouncementOptions> = {}): Promise<Announcement> {
  machines += 1;
  const own = [`192.0.2.${machines}`];
  const made = await announce({
    ...{ name, port: 7080, address, clock: systemClock, log: createLog("silent"), addresses: () => own },
    ...more,
  });
  ends.push(() => made.end());
  return made;
}

/** What somebody in the same network hears of, by a library of others. */
function listener() {
  // Its types know nothing of the socket's options.
  const options: object = socketOf(address);
  const bonjour = new Bonjour(options);
  ends.push(() => new Promise<void>((resolve) => bonjour.destroy(() => resolve())));
  const heard = new Map<string, Service>();
  const browser = bonjour.find({ type: "https" });
  browser.on("up", (service: Service) => heard.set(service.name, service));
  browser.on("down", (service: Service) => heard.delete(service.name));
  return heard;
}

const saidSchema = z.object({
  answers: z.array(z.object({ name: z.string(), type: z.string(), ttl: z.number(), data: z.unknown() })),
});
const askedSchema = z.object({ questions: z.array(z.object({ name: z.string() })) });

/** Another machine that says of `names` that they are its own, and asks nobody. `answers`: also when it is asked. */
function rude(names: readonly string[], answers: boolean, data = "203.0.113.9") {
  const mdns = multicastDns(socketOf(address));
  ends.push(() => new Promise<void>((resolve) => mdns.destroy(() => resolve())));
  const say = (name: string) =>
    mdns.respond({ answers: [{ name, type: "A", ttl: 120, flush: true, data }] }, () => {});
  mdns.on("query", (packet: unknown) => {
    const asked = askedSchema.parse(packet).questions.map(({ name }) => name);
    if (answers) for (const name of names) if (asked.includes(name)) say(name);
  });
  return { say: () => names.forEach(say) };
}

/** The addresses that the network has by the name: what was said and not taken back. */
function addressBook(name: string) {
  const mdns = multicastDns(socketOf(address));
  ends.push(() => new Promise<void>((resolve) => mdns.destroy(() => resolve())));
  const known = new Set<unknown>();
  mdns.on("response", (packet: unknown) => {
    for (const one of saidSchema.parse(packet).answers)
      if (one.name === name && one.type === "A") known[one.ttl === 0 ? "delete" : "add"](one.data);
  });
  return known;
}

const hostOf = (made: Announcement) => expect.poll(() => made.host, { timeout: 15_000 });

it("is found by a name of its own, beside another, until it ends", async () => {
  const heard = listener();
  const first = await announced("Pusat Komando");
  expect(first.host).toBeNull();
  await expect.poll(() => heard.get("Pusat Komando")?.host, { timeout: 10_000 }).toBe("dinding.local");
  expect(heard.get("Pusat Komando")).toMatchObject({ port: 7080, addresses: ["192.0.2.1"] });
  expect(first.host).toBe("dinding.local");

  const second = await announced("Ruang Krisis");
  await expect.poll(() => heard.get("Ruang Krisis")?.host, { timeout: 10_000 }).toBe("dinding-2.local");
  expect(second.host).toBe("dinding-2.local");
  expect(first.host).toBe("dinding.local");

  await first.end();
  expect(first.host).toBeNull();
  await expect.poll(() => heard.has("Pusat Komando"), { timeout: 10_000 }).toBe(false);
  expect(heard.has("Ruang Krisis")).toBe(true);
});

it("of several that start at the same moment each gets a name of its own, also where their sites are called alike", async () => {
  const heard = listener();
  const random = () => 0;
  const made = await Promise.all([1, 2, 3].map(() => announced("Pusat Komando", { random })));
  await expect
    .poll(() => new Set(made.map(({ host }) => host)), { timeout: 20_000 })
    .toEqual(new Set(ANNOUNCED_NAMES.slice(0, 3)));
  await expect
    .poll(() => new Set(heard.keys()), { timeout: 10_000 })
    .toEqual(new Set(["Pusat Komando", "Pusat Komando (2)", "Pusat Komando (3)"]));
  expect(new Set([...heard.values()].map(({ host }) => host)).size).toBe(3);
});

it("gives way to another that takes its name later, and keeps it where that is gone when it is asked", async () => {
  const changes: (string | null)[] = [];
  const book = addressBook("dinding.local");
  const made = await announced("Pusat Komando", { changed: (host) => changes.push(host) });
  await hostOf(made).toBe("dinding.local");
  // Heard once, and nobody there when it is asked.
  rude(["dinding.local"], false).say();
  await expect.poll(() => changes, { timeout: 10_000 }).toEqual(["dinding.local", null, "dinding.local"]);

  rude(["dinding.local"], true).say();
  await hostOf(made).toBe("dinding-2.local");
  expect(changes.slice(3)).toEqual([null, "dinding-2.local"]);
  const heard = listener();
  await expect.poll(() => heard.get("Pusat Komando")?.host, { timeout: 10_000 }).toBe("dinding-2.local");
  // What it said under the name before is taken back.
  await expect.poll(() => [...book]).toEqual(["203.0.113.9"]);
});

it("says its addresses anew when they change, and takes the old ones back", async () => {
  const book = addressBook("dinding.local");
  let own = ["192.0.2.50"];
  // It looks for new ones every few seconds.
  const hurried: Clock = {
    ...systemClock,
    after: (ms, task) => systemClock.after(ms > 5000 ? 50 : ms, task),
  };
  const changes: (string | null)[] = [];
  const changed = (host: string | null) => void changes.push(host);
  const made = await announced("Pusat Komando", { addresses: () => own, clock: hurried, changed });
  await expect.poll(() => [...book]).toEqual(["192.0.2.50"]);
  own = ["192.0.2.51", "198.51.100.4"];
  await expect.poll(() => book).toEqual(new Set(own));
  await hostOf(made).toBe("dinding.local");
  // The name was it all the time.
  expect(changes).toEqual(["dinding.local"]);
  own = [];
  await expect.poll(() => changes).toEqual(["dinding.local", null]);
  expect(made.host).toBeNull();
  own = ["192.0.2.52"];
  await expect.poll(() => [...book]).toEqual(own);
  expect(changes).toEqual(["dinding.local", null, "dinding.local"]);
});

it("asks for the name first that it had last, and has none where all are another's", async () => {
  const made = await announced("Pusat Komando", { last: "dinding-3.local" });
  await hostOf(made).toBe("dinding-3.local");
  const other = await announced("Ruang Krisis", { last: "lain.local" });
  await hostOf(other).toBe("dinding.local");
  await Promise.all([made.end(), other.end()]);

  rude(ANNOUNCED_NAMES, true);
  const told: unknown[] = [];
  const log = createLog("silent");
  log.warn = (_what: unknown, text?: string) => void told.push(text);
  const none = await announced("Pusat Komando", { log });
  const isTaken = "every name of a Dinding is taken in this network";
  await expect.poll(() => told, { timeout: 15_000 }).toContain(isTaken);
  // Of the conflicts one in a minute.
  expect(told).toEqual(["another in this network has the same name", isTaken]);
  expect(none.host).toBeNull();
});

it("gives one name away for what is said to one question, however many are said to be taken", async () => {
  const mdns = multicastDns(socketOf(address));
  ends.push(() => new Promise<void>((resolve) => mdns.destroy(() => resolve())));
  const answers = ANNOUNCED_NAMES.map((name) => ({ name, type: "A", ttl: 120, data: "203.0.113.9" }));
  mdns.on("query", (packet: unknown) => {
    if (askedSchema.parse(packet).questions.some(({ name }) => name === "dinding.local"))
      mdns.respond({ answers }, () => {});
  });
  const made = await announced("Pusat Komando");
  await hostOf(made).toBe("dinding-2.local");
});

it("keeps its name where another program of its machine says it with an address that is none for the pages", async () => {
  const changes: (string | null)[] = [];
  const avahi = rude(["dinding.local"], true, "127.0.0.1");
  const made = await announced("Pusat Komando", { changed: (host) => changes.push(host) });
  await hostOf(made).toBe("dinding.local");
  const book = addressBook("dinding.local");
  avahi.say();
  await expect.poll(() => book).toContain("127.0.0.1");
  // Heard after it: one that is no address of this machine.
  rude(["dinding.local"], false).say();
  await expect.poll(() => changes).toEqual(["dinding.local", null]);
});

it("answers who asks in the way of plain DNS, alone and with the question", async () => {
  const made = await announced("Pusat Komando");
  await hostOf(made).toBe("dinding.local");
  const socket = createSocket("udp4");
  ends.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  socket.bind(0, address);
  await once(socket, "listening");
  socket.setMulticastInterface(address);
  const labels = ["dinding", "local"].map((label) =>
    Buffer.concat([Buffer.of(label.length), Buffer.from(label)]),
  );
  const question = Buffer.concat([...labels, Buffer.of(0, 0, 1, 0, 1)]);
  // Others with it, that are not said back.
  const other = Buffer.concat([Buffer.of(4), Buffer.from("lain"), question.subarray(8)]);
  const head = Buffer.of(0x12, 0x34, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0);
  const answered = once(socket, "message");
  socket.send(Buffer.concat([head, other, other, question, other]), 5353, "224.0.0.251");
  const [bytes]: Buffer[] = await answered;
  expect(bytes?.subarray(0, 8)).toEqual(Buffer.of(0x12, 0x34, 0x84, 0, 0, 1, 0, 1));
  expect(bytes?.subarray(12, 12 + question.length)).toEqual(question);
  // At most ten seconds, and its address.
  expect(bytes?.subarray(-10)).toEqual(Buffer.of(0, 0, 0, 10, 0, 4, 192, 0, 2, 1));
});

it("names the addresses alone on which the pages listen", () => {
  const all = addressesOfMachine("::");
  expect(addressesOfMachine("0.0.0.0")).toEqual(all.filter((one) => !one.includes(":")));
  for (const one of all) expect(addressesOfMachine(one)).toEqual([one]);
  expect(addressesOfMachine("203.0.113.77")).toEqual([]);
  expect(all.some((one) => one.startsWith("fe80:") || one.startsWith("127."))).toBe(false);
});

it("is told to people by the names and addresses that lead here now", () => {
  const [own = "127.0.0.2"] = addressesOfMachine("0.0.0.0");
  const host = own === "127.0.0.2" ? own : "0.0.0.0";
  // The address of the certificate is another's since DHCP gave a new one.
  const names = [...ANNOUNCED_NAMES, "ruang-kendali", own, "203.0.113.77"];
  const held = (announced: string | null) => names.filter((name) => isHeldName(name, host, announced));
  expect(held("dinding-2.local")).toEqual(["dinding-2.local", "ruang-kendali", own]);
  expect(held(null)).toEqual(["ruang-kendali", own]);
});

it("leaves the core alone where another program has the port for itself", async () => {
  const taken = createSocket("udp4").bind(5353);
  await once(taken, "listening");
  ends.push(() => new Promise<void>((resolve) => taken.close(() => resolve())));
  await expect(announced("Pusat Komando")).rejects.toThrow("EADDRINUSE");
});
