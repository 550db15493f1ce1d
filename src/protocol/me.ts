import { z } from "zod";
import { lockAfterSchema, scopeSchema } from "./account.ts";
import { roleSchema } from "./role.ts";
import { languageSchema } from "./session.ts";

/** Who is asking. `needsAdmin`: the data folder has no account yet and this visitor may set the first password. */
export const meSchema = z.object({
  name: z.string().nullable(),
  role: roleSchema.nullable(),
  demo: z.boolean(),
  needsAdmin: z.boolean(),
  /** Of the account; null where there is none. */
  language: languageSchema.nullable(),
  scope: scopeSchema.nullable(),
  /** Whether a password, a PIN and tokens can be changed: somebody has signed in with an account. */
  hasAccount: z.boolean(),
  hasPin: z.boolean(),
  lockAfterMinutes: lockAfterSchema,
  /** Of the account: a desk of large buttons. */
  simple: z.boolean(),
  /** The desk is locked: nothing is answered until it is unlocked. */
  locked: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;
