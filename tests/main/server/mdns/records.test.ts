import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type Claim,
  compareProbes,
  contested,
  type HeardRecord,
  instanceName,
  recordsOf,
  saysSame,
} from "../../../../src/main/server/mdns/records.ts";

const claim: Claim = {
  host: "dinding.local",
  instance: instanceName("Pusat Komando", 1),
  port: 7080,
  addresses: ["192.0.2.7", "2001:db8::7"],
};
const heard = (record: Partial<HeardRecord>): HeardRecord => ({
  name: "dinding.local",
  type: "A",
  ttl: 120,
  ...record,
});

it("is contested by another address or service of its names, and by nothing that it says itself", () => {
  for (const own of recordsOf(claim)) expect(contested(claim, own)).toBeNull();
  const { instance } = claim;
  const cases: [Partial<HeardRecord>, ReturnType<typeof contested>][] = [
    [{ name: "DINDING.local", data: "192.0.2.7" }, null],
    [{ name: "Dinding.Local", data: "192.0.2.8" }, "host"],
    [{ type: "AAAA", data: "2001:0DB8:0:0::0007" }, null],
    [{ type: "AAAA", data: "2001:db8::8" }, "host"],
    // Somebody takes it back.
    [{ data: "192.0.2.8", ttl: 0 }, null],
    [{ name: "dinding-2.local", data: "192.0.2.8" }, null],
    [{ type: "TXT", data: "x" }, null],
    [{ data: "bukan alamat" }, null],
    [{ name: instance, type: "SRV", data: { port: 7080, target: "Dinding.local" } }, null],
    [{ name: instance, type: "SRV", data: { port: 7081, target: "dinding.local" } }, "instance"],
    [{ name: instance.toUpperCase(), type: "SRV", data: { port: 7080, target: "lain.local" } }, "instance"],
    [{ name: instance, type: "SRV", data: { port: "7081" } }, null],
  ];
  for (const [record, expected] of cases)
    expect(contested(claim, heard(record)), JSON.stringify(record)).toBe(expected);
});

it("is not contested by any address of its own machine, and by those of others all the same", () => {
  const machine = ["127.0.0.1", "172.17.0.1", "fe80::a%eth0"];
  const host = (type: string, data: string) => contested(claim, heard({ type, data }), machine);
  for (const own of ["172.17.0.1", "127.0.0.1", "192.0.2.7"]) expect(host("A", own), own).toBeNull();
  expect(host("AAAA", "FE80:0::000a")).toBeNull();
  expect(host("A", "172.17.0.2")).toBe("host");
  expect(host("AAAA", "fe80::b")).toBe("host");
  const srv = heard({ name: claim.instance, type: "SRV", data: { port: 7081, target: "dinding.local" } });
  expect(contested(claim, srv, machine)).toBe("instance");
});

it("a service is called by a whole text of at most 63 bytes, whatever the site is called", () => {
  expect(instanceName("Pusat Komando", 2)).toBe("Pusat Komando (2)._https._tcp.local");
  expect(instanceName("Jl. Sudirman", 1)).toBe("Jl- Sudirman._https._tcp.local");
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
      fc.integer({ min: 1, max: 99 }),
      (site, n) => {
        const [label = "", ...rest] = instanceName(site, n).split(".");
        expect(Buffer.byteLength(label)).toBeLessThanOrEqual(63);
        expect(rest).toEqual(["_https", "_tcp", "local"]);
        expect(label.isWellFormed()).toBe(site.isWellFormed());
        expect(label.endsWith(n === 1 ? "" : ` (${n})`)).toBe(true);
      },
    ),
  );
});

const address = fc.oneof(
  fc.ipV4().map((data) => heard({ data })),
  fc.ipV6().map((data) => heard({ type: "AAAA", data })),
);

it("of two that ask at once exactly one gives way, in whatever order they say it, unless they say the same", () => {
  fc.assert(
    fc.property(fc.array(address, { maxLength: 4 }), fc.array(address, { maxLength: 4 }), (ours, theirs) => {
      const order = Math.sign(compareProbes(ours, theirs));
      expect(Math.sign(compareProbes(theirs, ours))).toBe(-order || 0);
      expect(Math.sign(compareProbes(ours.toReversed(), theirs))).toBe(order);
      const isSame = ours.length === theirs.length && order === 0;
      expect(order === 0).toBe(isSame);
      if (isSame) for (const one of ours) expect(theirs.some((other) => saysSame(one, other))).toBe(true);
    }),
  );
  // The example of RFC 6762, 8.2: the later address keeps the name.
  expect(
    compareProbes([heard({ data: "169.254.99.200" })], [heard({ data: "169.254.200.50" })]),
  ).toBeLessThan(0);
  // By bytes and not by letters.
  expect(compareProbes([heard({ data: "9.0.0.1" })], [heard({ data: "10.0.0.1" })])).toBeLessThan(0);
});
