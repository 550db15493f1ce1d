import type { NetworkInterfaceInfo } from "node:os";
import { expect, it } from "vitest";
import { createLog } from "../../../../src/main/base/log.ts";
import { askerOf, openWire } from "../../../../src/main/server/mdns/wire.ts";

const cable = (cidr: string): NetworkInterfaceInfo => ({
  ...{ family: "IPv4", address: cidr.replace(/\/.*$/, ""), cidr },
  ...{ netmask: "255.255.255.0", mac: "00:00:00:00:00:00", internal: false },
});
const machine = () => ({
  eth0: [cable("192.0.2.7/24")],
  eth1: [cable("10.1.2.3/30"), cable("203.0.113.5/32")],
});

it("answers alone who is in a network of this machine, and nobody from farther away or of port 0", () => {
  const asker = (address: string, port: number) => askerOf({ address, port }, machine);
  for (const address of ["192.0.2.1", "192.0.2.255", "10.1.2.1", "203.0.113.5"])
    expect(asker(address, 40_000), address).toEqual({ address, port: 40_000 });
  for (const address of ["192.0.3.1", "10.1.2.4", "203.0.113.6", "8.8.8.8", "127.0.0.1"])
    expect(asker(address, 40_000), address).toBeUndefined();
  for (const address of ["192.0.2.1", "8.8.8.8"]) {
    expect(asker(address, 0)).toBeUndefined();
    // All hear the answer.
    expect(asker(address, 5353)).toBeNull();
  }
  expect(askerOf({ address: "127.0.0.1", port: 40_000 })).toEqual({ address: "127.0.0.1", port: 40_000 });
});

it("tells in the log what cannot be sent, and goes on", async () => {
  const log = createLog("silent");
  const told: unknown[] = [];
  log.warn = (what: unknown) => void told.push(what);
  const wire = await openWire("127.0.0.1", () => {}, log);
  const question = { name: "dinding.local", type: "A" };
  wire.reply({ id: 1 }, question, { address: "127.0.0.1", port: 0 }, { answers: [] });
  await wire.end();
  expect(told).toEqual([{ err: expect.objectContaining({ code: "ERR_SOCKET_BAD_PORT" }) }]);
});
