import { z } from "zod";

/**
 * Of the authority that signed the certificate of the pages; null where they are served without TLS, or with the city's
 * own certificate, which devices of the city trust already.
 */
export const trustSchema = z.object({
  authority: z
    .object({
      /** SHA-256 of the certificate, hex in pairs: "AB:CD:…". */
      fingerprint: z.string(),
      expiresAt: z.iso.datetime(),
    })
    .nullable(),
  /** Addresses that the certificate of the pages stands for, the ones that people type first. */
  addresses: z.array(z.string()),
});
export type Trust = z.infer<typeof trustSchema>;
