import { z } from "zod";

/**
 * The closed set of what can go wrong. Failures of ffmpeg, SQLite, HTTP and sockets are mapped to one of these
 * where they enter; `sentences.ts` has a sentence in each language for every kind.
 */
export const faultKinds = [
  // of a request
  "invalid",
  "unauthenticated",
  "forbidden",
  "notFound",
  "conflict",
  "preconditionFailed",
  "tooMany",
  "tooLarge",
  "unavailable",
  "internal",
  "wrongCredentials",
  "codeExpired",
  "linkOver",
  "foreignPage",
  "foreignHost",
  "inUse",
  "locked",
  "steered",
  "lastAdmin",
  "deskLocked",
  "wrongPin",
  "ofPeople",
  // of the data folder
  "diskFull",
  "diskNearlyFull",
  "diskReadOnly",
  "diskFailed",
  "dataDamaged",
  "dataNewer",
  "dataInUse",
  "keyMissing",
  "folderNotEmpty",
  "backupUnusable",
  "passphraseWrong",
  // of a camera
  "unreachable",
  "unknownHost",
  "loginRefused",
  "wrongPath",
  "untrustedCertificate",
  "silent",
  "notVideo",
  "unsupportedCodec",
  "ended",
  "childDied",
  "ffmpegMissing",
  "fileMissing",
  "notKept",
  "playedByPages",
  "occupied",
  // of a device behind a camera
  "notOnvif",
  "deviceRefused",
  // of a source of incidents
  "signatureRefused",
  "clocksApart",
  "askedToWait",
  "notThere",
  "notUnderstood",
  // of the way to the glass
  "coreLost",
  "decoderFailed",
] as const;
export const faultKindSchema = z.enum(faultKinds);
export type FaultKind = z.infer<typeof faultKindSchema>;

/** Values for the placeholders of the kind's sentence; never a secret. */
export const faultDetailSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type FaultDetail = z.infer<typeof faultDetailSchema>;

export const faultReportSchema = z.object({
  kind: faultKindSchema,
  detail: faultDetailSchema.default({}),
  /** In the language asked for; for logs and third parties English. */
  sentence: z.string(),
});
export type FaultReport = z.infer<typeof faultReportSchema>;

/** RFC 9457. `kind`, `values` (of the sentence in `detail`) and `errors` are extension members. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  kind: faultKindSchema,
  values: faultDetailSchema.optional(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
