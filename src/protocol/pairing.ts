import { z } from "zod";

/** Six digits as a person types them, with or without the space in the middle. */
export const pairingCodeSchema = z
  .string()
  .regex(/^\s*\d{3}\s?\d{3}\s*$/, "six digits")
  .max(16);

export const openedPairingSchema = z.object({
  id: z.string(),
  /** Of the page that asked, and never shown. */
  secret: z.string(),
  code: z.string(),
  expiresAt: z.iso.datetime(),
});
export type OpenedPairing = z.infer<typeof openedPairingSchema>;

export const pairingAnswerSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("waiting") }),
  z.object({ state: z.literal("paired"), url: z.string() }),
]);

export const waitingScreenSchema = z.object({
  id: z.string(),
  /** Where it asks from. */
  address: z.string(),
  /** "Chromium, Linux"; null where nothing is known of it. */
  browser: z.string().nullable(),
  since: z.iso.datetime(),
});
export type WaitingScreen = z.infer<typeof waitingScreenSchema>;
