import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCipher, KEY_BYTES } from "../../../src/main/store/cipher.ts";
import { unwrapKey, wrapKey } from "../../../src/main/store/wrapped-key.ts";

const cipher = createCipher(randomBytes(KEY_BYTES));

describe("a sealed secret", () => {
  it("opens with its key in its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (secret, place) => {
        expect(cipher.open(cipher.seal(secret, place), place)).toBe(secret);
      }),
    );
  });

  it("opens nowhere else, with no other key, and not with a bit changed", () => {
    const sealed = cipher.seal("rahasia", ["stream", "a", "main"]);
    expect(cipher.open(sealed, ["stream", "b", "main"])).toBeNull();
    expect(cipher.open(sealed, ["stream", "a,main"])).toBeNull();
    expect(createCipher(randomBytes(KEY_BYTES)).open(sealed, ["stream", "a", "main"])).toBeNull();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(cipher.open(changed, ["stream", "a", "main"]), `byte ${at}`).toBeNull();
    }
    expect(cipher.open(sealed.subarray(0, 20), ["stream", "a", "main"])).toBeNull();
    expect(cipher.open(new Uint8Array(), [])).toBeNull();
  });

  it("looks different every time", () => {
    expect(cipher.seal("rahasia", []).equals(cipher.seal("rahasia", []))).toBe(false);
  });
});

describe("the key that a backup carries", () => {
  it("comes out with its passphrase only", () => {
    const key = randomBytes(KEY_BYTES);
    const wrapped = wrapKey(key, "kalimat sandi é");
    expect(Buffer.from(wrapped.key).includes(key)).toBe(false);
    expect(unwrapKey(wrapped, "kalimat sandi e\u0301")).toEqual(key);
    expect(unwrapKey(wrapped, "kalimat lain")).toBeNull();
    expect(unwrapKey(wrapped, null)).toBeNull();
    expect(unwrapKey(wrapKey(key, null), null)).toEqual(key);
  });
});
