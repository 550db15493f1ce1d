import { z } from "zod";

/**
 * Something is another: who shows it asks for it again. Sent as the data of an event of `GET /api/events`, as
 * `text/event-stream` (HTML Living Standard, 9.2); a line that is no event comes every 15 s.
 */
export const noticeSchema = z.object({
  /** What stands behind `/api/` in its address: "layouts", "walls", "incidents". */
  what: z.string(),
  /** Of one; several may be another where it is left out. */
  id: z.string().optional(),
  /** Who changed it; left out where nobody did. */
  by: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;
