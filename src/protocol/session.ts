import { z } from "zod";
import { roleSchema } from "./role.ts";

/** What the pages speak. */
export const languages = ["id", "en"] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

export const credentialsSchema = z.strictObject({
  name: z.string().min(1).max(120),
  password: z.string().min(1).max(1024),
});
export type Credentials = z.infer<typeof credentialsSchema>;

export const sessionSchema = z.object({ token: z.string(), role: roleSchema });
