import { readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generate } from "selfsigned";
import { type Clock, systemClock } from "../../../src/main/base/clock.ts";
import { routes } from "../../../src/protocol/routes.ts";
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

function bundle(running: Pick<RunningCore, "data">): string {
  return readFileSync(join(running.data, "tls", "cert.pem"), "utf8");
}
