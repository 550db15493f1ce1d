import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { roleSchema } from "./role.ts";
import { languageSchema } from "./session.ts";

/**
 * What of a site somebody sees and works with. `wallIds`: these walls; `cameraGroups`: cameras of these groups, and so
 * none without a group. Null: all there are, also those that come later.
 */
export const scopeSchema = z.strictObject({
  wallIds: z.array(identifierSchema).max(64).nullable(),
  cameraGroups: z.array(z.string().min(1).max(120)).max(256).nullable(),
});
export type Scope = z.infer<typeof scopeSchema>;

export const EVERYTHING: Scope = { wallIds: null, cameraGroups: null };

/** Characters of a password. */
export const PASSWORD_LENGTH = { least: 8, most: 1024 } as const;
export const passwordSchema = z.string().min(PASSWORD_LENGTH.least).max(PASSWORD_LENGTH.most);

/** Digits that unlock a desk, and nothing else. */
export const pinSchema = z.string().regex(/^\d{4,12}$/, "4 to 12 digits");

/** Minutes without a hand at a desk after which it locks itself; null: never. */
export const lockAfterSchema = z.int().min(1).max(480).nullable();

/** What nobody may be called: who acts without an account has these names. */
const RESERVED: readonly string[] = ["demo", "shell", "rule", "tour", "schedule", "output", "system"];
const accountNameSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?$/u, "no spaces at its ends, and no control characters")
  .refine((name) => !RESERVED.includes((name.split(" ")[0] ?? "").toLowerCase()), "this name is taken");

export const accountSchema = z.object({
  name: z.string(),
  role: roleSchema,
  language: languageSchema,
  scope: scopeSchema,
  /** Nobody signs in with it. */
  disabled: z.boolean(),
  hasPin: z.boolean(),
  lockAfterMinutes: lockAfterSchema,
  /** The desk has large buttons and says what each will do. */
  simple: z.boolean(),
});
export type AccountFace = z.infer<typeof accountSchema>;

export const accountInputSchema = z.strictObject({
  name: accountNameSchema,
  role: roleSchema,
  password: passwordSchema,
  language: languageSchema.optional(),
  scope: scopeSchema.optional(),
  lockAfterMinutes: lockAfterSchema.optional(),
  simple: z.boolean().optional(),
});
export type AccountInput = z.infer<typeof accountInputSchema>;

/** `pin: null` takes a PIN away that was forgotten; nobody sets another's. */
export const accountPatchSchema = z.strictObject({
  role: roleSchema.optional(),
  password: passwordSchema.optional(),
  language: languageSchema.optional(),
  scope: scopeSchema.optional(),
  disabled: z.boolean().optional(),
  lockAfterMinutes: lockAfterSchema.optional(),
  simple: z.boolean().optional(),
  pin: z.null().optional(),
});
export type AccountPatch = z.infer<typeof accountPatchSchema>;

/** What everybody may change of their own. */
export const ownPatchSchema = z.strictObject({
  language: languageSchema.optional(),
  lockAfterMinutes: lockAfterSchema.optional(),
  simple: z.boolean().optional(),
});
/** Cameras that somebody keeps at hand, in the order in which they were marked. */
export const favouritesSchema = z.strictObject({ cameraIds: z.array(identifierSchema).max(500) });
export type Favourites = z.infer<typeof favouritesSchema>;

/** `password`: the one until now. */
export const ownPasswordSchema = z.strictObject({
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
  newPassword: passwordSchema,
});
export const ownPinSchema = z.strictObject({
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
  pin: pinSchema.nullable(),
});

/** Who is signed in, where. */
export const signedInSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  /** Of an output page: what it shows. */
  outputIds: z.array(z.string()).nullable(),
  /** Null of sessions from before this was kept. */
  signedInAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime(),
  address: z.string().nullable(),
  /** Of what the browser says of itself, "Firefox, Windows"; null where it says nothing that is known. */
  browser: z.string().nullable(),
  locked: z.boolean(),
  /** The session that asks. */
  current: z.boolean(),
});
export type SignedInFace = z.infer<typeof signedInSchema>;

export const TOKEN_DAYS = { usual: 90, most: 730 } as const;

export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  scope: scopeSchema,
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Within a minute; null: never. */
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const apiTokenInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  role: roleSchema,
  scope: scopeSchema.optional(),
  /** Days that it is good for. */
  days: z.int().min(1).max(TOKEN_DAYS.most).optional(),
});
export type ApiTokenInput = z.infer<typeof apiTokenInputSchema>;

/** The token itself is answered this once. */
export const madeApiTokenSchema = z.object({ token: z.string(), made: apiTokenSchema });
