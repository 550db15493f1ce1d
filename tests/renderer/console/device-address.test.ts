import fc from "fast-check";
import { expect, it } from "vitest";
import { readHttpAddress } from "../../../src/main/base/http-address.ts";
import { splitLogin } from "../../../src/renderer/console/device-address.ts";

it.each([
  ["http://admin:pw@10.0.0.9", "http://10.0.0.9", "admin", "pw"],
  [" admin:p%40w@10.0.0.9:8000/onvif ", "10.0.0.9:8000/onvif", "admin", "p@w"],
  ["admin:p@w@kamera.local", "kamera.local", "admin", "p@w"],
  ["http://ana:a:b%zz@[fd00::5]/", "http://[fd00::5]/", "ana", "a:b%zz"],
  ["ana@10.0.0.9", "10.0.0.9", "ana", ""],
  ["http://10.0.0.9/onvif?a=b@c", "http://10.0.0.9/onvif?a=b@c", "", ""],
  ["10.0.0.9", "10.0.0.9", "", ""],
])("the login in %j is its own", (typed, address, username, password) => {
  expect(splitLogin(typed)).toEqual({ address, username, password });
});

it("is taken out as the core would take it", () => {
  const word = fc.string({
    unit: fc.constantFrom("a", "Z", "9", "%41", "%C3%B1", "@", ":", "ñ", "4", "0", "-", "_", ".", "!"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(word, word, (user, secret) => {
      const typed = `http://${user.replaceAll(/[:@]/g, "")}x:${secret}@10.0.0.9:8000/onvif`;
      const split = splitLogin(typed);
      const read = readHttpAddress(typed);
      expect(split.address).toBe(read?.url);
      expect(split.username).toBe(read?.username);
      expect(split.password).toBe(read?.password ?? "");
    }),
  );
});
