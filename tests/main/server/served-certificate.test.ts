import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generate } from "selfsigned";
import { type Clock, systemClock } from "../../../src/main/base/clock.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { ServedCertificate } from "../../../src/main/server/served-certificate.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { type RunningCore, startHere } from "./core.ts";

/** The machine is looked at fifty times a second. */
const hurried: Clock = {
  ...systemClock,
  after: (ms, task) => systemClock.after(ms === 10_000 ? 20 : ms, task),
};
/** On this machine and in no list of its addresses. */
const LATE = "127.0.0.77";

let core: RunningCore | null = null;
/** What the machine has beside its own. */
let more: string[] = [];
/** How often its addresses were looked at. */
let looks = 0;
const ofMachine = os.networkInterfaces;
beforeEach(() => {
  [more, looks] = [[], 0];
  os.networkInterfaces = () => {
    looks += 1;
    const late = more.map((address) => ({
      ...{ address, netmask: "255.0.0.0", family: "IPv4" as const, mac: "02:00:00:00:00:01" },
      ...{ internal: false, cidr: `${address}/8` },
    }));
    return { ...ofMachine(), late };
  };
  syncBuiltinESMExports();
});
afterEach(async () => {
  await core?.stop();
  core = null;
  os.networkInterfaces = ofMachine;
  syncBuiltinESMExports();
});

const start = (clock: Clock) =>
  startHere({ args: ["--site", "tarakan", "--host", "0.0.0.0"], clock }).then((started) => (core = started));
const tlsFile = ({ data }: RunningCore, name: string) => join(data, "tls", name);
const spkiIn = ({ data }: RunningCore) => {
  const run: unknown = JSON.parse(readFileSync(join(data, "run.json"), "utf8"));
  return Reflect.get(Object(run), "spki") as unknown;
};

/** What a browser that trusts `authority` makes of the pages at `host`: "", or why it does not trust them. */
function judged(host: string, origin: string, authority: string): Promise<string> {
  const { port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), ca: authority }, () => {
      socket.end();
      resolve("");
    });
    socket.on("error", ({ message }) => resolve(message));
  });
}

it("an address that the machine gets while it runs is one of the certificate's, for the same key", async () => {
  const { origin, ...running } = await start(hurried);
  const [, ca = ""] = bundle(running).split(/(?<=END CERTIFICATE-----)\n/);
  const spki = spkiIn({ origin, ...running });
  expect(await judged("127.0.0.1", origin, ca)).toBe("");
  expect(await judged(LATE, origin, ca)).toMatch(/altnames/);
  more = [LATE];
  await expect.poll(() => judged(LATE, origin, ca), { timeout: 10_000 }).toBe("");
  expect(await judged("127.0.0.1", origin, ca)).toBe("");
  expect(spkiIn({ origin, ...running })).toBe(spki);
  const told = (await running.ask("GET", "/api/trust", { ca: bundle(running) })).as(routes.trust.reply);
  expect(told.addresses).toContain(origin.replace("localhost", LATE));
});

it("one of the city's that is put in place while it runs is served from the next start on", async () => {
  const running = await start(hurried);
  const [, ca = ""] = bundle(running).split(/(?<=END CERTIFICATE-----)\n/);
  const city = await generate([{ name: "commonName", value: "wall.tarakan.test" }], { keyType: "ec" });
  writeFileSync(tlsFile(running, "cert.pem"), city.cert);
  writeFileSync(tlsFile(running, "key.pem"), city.private);
  const before = looks;
  more = [LATE];
  await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(before + 20);
  expect(await judged("127.0.0.1", running.origin, ca)).toBe("");
  expect(readFileSync(tlsFile(running, "cert.pem"), "utf8")).toBe(city.cert);
});

it("a key that somebody makes beside what is served is left alone, and what is lost is no reason for another", async () => {
  const running = await start(hurried);
  const [, ca = ""] = bundle(running).split(/(?<=END CERTIFICATE-----)\n/);
  rmSync(tlsFile(running, "cert.pem"));
  writeFileSync(tlsFile(running, "key.pem"), "the city's only one");
  const before = looks;
  more = [LATE];
  await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(before + 20);
  expect(readFileSync(tlsFile(running, "key.pem"), "utf8")).toBe("the city's only one");
  expect(existsSync(tlsFile(running, "cert.pem"))).toBe(false);
  expect(await judged("127.0.0.1", running.origin, ca)).toBe("");
});

it("what fails is tried again after longer each time, and told when it works", async () => {
  const clock = new SimulatedClock();
  const tries: number[] = [];
  let isBroken = true;
  const certificate = { cert: "a", key: "k", spki: "s", names: ["a"], authority: "x" };
  const served = new ServedCertificate({
    ...{ certificate, clock, log: createLog("silent"), names: () => ["a"] },
    renew: async () => {
      tries.push(clock.monotonic());
      if (isBroken) throw new Error("no room on the disk");
      return { ...certificate, cert: "b" };
    },
  });
  const followed: string[] = [];
  served.follow(({ cert }) => followed.push(cert));
  await clock.advance(3 * 3_600_000);
  expect(tries.slice(0, 4)).toEqual([10_000, 30_000, 70_000, 150_000]);
  expect(tries.length).toBeLessThan(14);
  isBroken = false;
  await clock.advance(3_600_000);
  expect([followed, served.now.cert]).toEqual([["b"], "b"]);
  await served.end();
  expect(clock.waiting).toBe(0);
});

function bundle(running: Pick<RunningCore, "data">): string {
  return readFileSync(join(running.data, "tls", "cert.pem"), "utf8");
}
