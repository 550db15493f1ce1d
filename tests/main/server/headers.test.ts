import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostCheck, isAddressOf, isOwnOrigin, nameOfHost } from "../../../src/main/server/hosts.ts";
import { isLoopbackAddress } from "../../../src/main/base/loopback.ts";
import { languageOf } from "../../../src/main/server/language.ts";

describe("Accept-Language", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["*", "en"],
    ["id", "id"],
    ["ID-id", "id"],
    ["fr, id;q=0.2", "id"],
    ["en;q=0.4, id;q=0.5", "id"],
    ["id;q=0, en;q=0.1", "en"],
    ["id;q=0", "en"],
    ["en-GB,id", "en"],
    ["idx", "en"],
    ["id;q=nonsense", "en"],
  ])("%j asks for %s", (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it("is never more than a hint: any text gives a language", () => {
    fc.assert(fc.property(fc.string(), (header) => ["id", "en"].includes(languageOf(header))));
  });
});

describe("Host", () => {
  it.each([
    ["localhost:7080", "localhost"],
    ["WALL.example.:443", "wall.example"],
    ["[::1]:7080", "::1"],
    ["127.0.0.1", "127.0.0.1"],
    ["", null],
    [undefined, null],
    ["a b", null],
    ["localhost:123456", null],
    ["user@localhost", null],
    ["localhost/..", null],
    ["::1", null],
  ])("%j names %s", (header, name) => {
    expect(nameOfHost(header)).toBe(name);
  });

  it("is ours under our names alone, whatever else is sent", () => {
    const isOurs = hostCheck(["localhost", "wall.example", "*.tarakan.test", "10.0.0.5"]);
    for (const ours of ["localhost:1", "Wall.Example", "a.tarakan.test", "10.0.0.5:7080"])
      expect(isOurs(ours), ours).toBe(true);
    for (const foreign of ["tarakan.test", "a.b.tarakan.test", "1.0.0.5", "localhost.evil", "evil"])
      expect(isOurs(foreign), foreign).toBe(false);
    fc.assert(
      fc.property(fc.domain(), (name) => {
        fc.pre(!name.endsWith("tarakan.test") && name !== "wall.example");
        return !isOurs(name);
      }),
    );
  });

  it("is ours as the address that the connection came in on, and as no other", () => {
    for (const [header, local] of [
      ["10.1.2.3:7080", "10.1.2.3"],
      ["10.1.2.3", "::ffff:10.1.2.3"],
      ["[fd00::5]:7080", "fd00::5"],
      ["[fe80::5]", "fe80::5%eth0"],
    ])
      expect(isAddressOf(header, local), header).toBe(true);
    for (const [header, local] of [
      ["10.1.2.4", "10.1.2.3"],
      ["evil.example", "10.1.2.3"],
      ["evil", "evil"],
      [undefined, "10.1.2.3"],
      ["10.1.2.3", undefined],
    ])
      expect(isAddressOf(header, local), header).toBe(false);
  });

  it("and Origin agree in scheme, name and port, or the page is foreign", () => {
    expect(isOwnOrigin("http://localhost:7080", false, "localhost:7080")).toBe(true);
    expect(isOwnOrigin("https://wall.example", true, "Wall.Example")).toBe(true);
    expect(isOwnOrigin("http://wall.example", true, "wall.example")).toBe(false);
    expect(isOwnOrigin("http://localhost:7081", false, "localhost:7080")).toBe(false);
    expect(isOwnOrigin("null", false, "localhost:7080")).toBe(false);
    expect(isOwnOrigin("http://localhost:7080", false, undefined)).toBe(false);
  });

  it("of this machine is the loopback, also as IPv6 writes it, and nothing beside it", () => {
    for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
      expect(isLoopbackAddress(address)).toBe(true);
    for (const address of ["127.0.0.2", "::ffff:10.0.0.1", "10.0.0.1", undefined])
      expect(isLoopbackAddress(address)).toBe(false);
  });
});
