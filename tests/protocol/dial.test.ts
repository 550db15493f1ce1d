import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialText, isDialUri, telOf } from "../../src/protocol/dial.ts";

describe("addresses that a desk calls", () => {
  it.each([
    ...[
      "tel:110",
      "tel:+62-21-555-1234",
      "tel:119",
      "sip:112@pbx.bekasikota.go.id",
      "sip:piket@10.0.0.5:5060",
    ],
  ])("%s is one", (uri) => {
    expect(isDialUri(uri)).toBe(true);
    expect(uri.endsWith(dialText(uri))).toBe(true);
  });

  it.each([
    ...[
      "tel:",
      "tel:-1",
      "tel:1-",
      "tel:110;phone-context=x",
      "tel:110 ",
      "TEL:110",
      "sip:pbx.example",
      "sip:a@",
    ],
    ...[
      "sip:a:password@host",
      "sip:a@host?subject=x",
      "sip:a@host;transport=tcp",
      "sip:a@host:70000",
      "sips:a@b",
    ],
    ...[
      "javascript:alert(1)",
      "http://host",
      "tel:110\n",
      "tel:110#",
      "sip:a@ho st",
      "sip:a@-host",
      "sip:a@host.",
    ],
  ])("%j is none", (uri) => {
    expect(isDialUri(uri)).toBe(false);
  });

  it("has only what is safe in a link, whatever is tried", () => {
    const pieces = fc.constantFrom(
      "tel:",
      "sip:",
      "a",
      "1",
      "@",
      ".",
      "-",
      ":",
      "%0a",
      "<",
      '"',
      "javascript:",
      "//",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const uri = parts.join("");
        if (isDialUri(uri)) expect(uri).toMatch(/^(tel:\+?[0-9-]+|sip:[\w.+-]+@[A-Za-z0-9.-]+(:\d+)?)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it("come out of what a caller's number is written like", () => {
    expect(telOf("+62 (21) 555.1234")).toBe("tel:+62-21-555-1234");
    expect(telOf(" 0812-3456-789 ")).toBe("tel:0812-3456-789");
    expect(telOf("rumah")).toBeNull();
    expect(telOf("")).toBeNull();
    fc.assert(
      fc.property(fc.string(), (written) => {
        const uri = telOf(written);
        if (uri !== null) expect(isDialUri(uri)).toBe(true);
      }),
    );
  });
});
