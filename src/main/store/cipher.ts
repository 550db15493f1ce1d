import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Bytes of the data folder's key: AES-256. */
export const KEY_BYTES = 32;
/** First byte of everything sealed, for a later way of sealing. */
const FORM = 1;
/** Nonce and tag of GCM as NIST SP 800-38D recommends: 96 and 128 bits. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what must not be read from the disk. `about` names the place of the secret: it opens there alone. */
export interface Cipher {
  /** Form byte, nonce, tag, ciphertext. */
  seal(secret: string, about: readonly string[]): Buffer;
  /** Null where the key, the place or a bit of `sealed` is another. */
  open(sealed: Uint8Array, about: readonly string[]): string | null;
}

/** AES-256-GCM with `key` of KEY_BYTES bytes. */
export function createCipher(key: Uint8Array): Cipher {
  return {
    seal(secret, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(JSON.stringify(about)));
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(FORM), nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, about) {
      if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORM) return null;
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(JSON.stringify(about)));
      decipher.setAuthTag(tag);
      const start = decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([start, decipher.final()]).toString("utf8");
      } catch {
        // GCM's only way to say that the tag does not fit.
        return null;
      }
    },
  };
}
