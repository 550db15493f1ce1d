import { z } from "zod";

/** Each role may do what those before it may. */
export const roles = ["viewer", "operator", "technician", "admin"] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** True where `role` may do what asks for `needed`. */
export function allows(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
