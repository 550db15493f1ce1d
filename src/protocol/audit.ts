import { z } from "zod";
import { roleSchema } from "./role.ts";

/** How somebody showed who they are. */
export const auditWays = [
  "cookie",
  "bearer",
  "token",
  "shell",
  "demo",
  "page",
  "link",
  "machine",
  "none",
] as const;
export const auditWaySchema = z.enum(auditWays);
export type AuditWay = z.infer<typeof auditWaySchema>;

/** Entries stay at least so long, days: a city's auditor asks after a year. */
export const AUDIT_KEPT_DAYS = 400;

/** One thing that somebody did, or tried to. */
export const auditEntrySchema = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  /** Who; the name that was given where somebody tried to sign in. */
  by: z.string(),
  role: roleSchema.nullable(),
  way: auditWaySchema,
  address: z.string(),
  /** What was done, by the name of its route: "take", "editCamera"; or "recover", "auditPruned". */
  act: z.string(),
  /** What it was done to: "cameras" and its id. */
  thing: z.string(),
  thingId: z.string(),
  /** The HTTP status that it ended with; 2xx was done. */
  status: z.int(),
  /** The same, so often within a minute. */
  times: z.int(),
  /** What was asked to be changed, without secrets. JSON. */
  detail: z.string(),
  /** SHA-256 of the hash before and of this entry, hex. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const AUDIT_PAGE = 200;

/** What is looked for; texts are parts, in whatever case. */
export const auditQuerySchema = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  by: z.string().max(120).optional(),
  act: z.string().max(120).optional(),
  thing: z.string().max(240).optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditPageQuerySchema = auditQuerySchema.extend({
  /** Entries before this one. */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(AUDIT_PAGE).default(AUDIT_PAGE),
});

/** Newest first. `earlier`: whether there are older ones that fit. */
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), earlier: z.boolean() });

/** Whether every entry still follows from the one before it. */
export const auditChainSchema = z.object({
  whole: z.boolean(),
  /** The first entry that does not; null where all do. */
  brokenAt: z.int().nullable(),
  entries: z.int(),
  firstSeq: z.int().nullable(),
  lastSeq: z.int().nullable(),
  /** Of the newest entry: kept elsewhere, it shows later whether the newest ones were taken away. */
  lastHash: z.string(),
});
export type AuditChain = z.infer<typeof auditChainSchema>;
