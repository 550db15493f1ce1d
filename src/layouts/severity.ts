import { z } from "zod";

/** How grave something is, the worst first. */
export const severities = ["critical", "high", "medium", "low"] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;
