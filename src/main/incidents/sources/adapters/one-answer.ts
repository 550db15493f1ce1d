import { z } from "zod";
import type { WebLogin } from "../../../../protocol/incident-source.ts";
import type { Run } from "../adapter.ts";
import type { Seen } from "../asking/asker.ts";
import { parseJson } from "../reading/json.ts";

export const seenSchema = z
  .object({ etag: z.string().optional(), lastModified: z.string().optional() })
  .nullable();
const cursorSchema = z.object({ seen: seenSchema });

/** What one address answers as JSON; null where it is the same as when `cursorAfter` was kept. */
export async function oneAnswer(
  run: Run,
  { url, login }: { readonly url: string; readonly login?: WebLogin | undefined },
): Promise<{ readonly sent: unknown; readonly cursorAfter: { readonly seen: Seen | null } } | null> {
  const before = cursorSchema.safeParse(run.cursor);
  const answer = await run.ask({ url, login, wanted: "json", seen: before.data?.seen ?? null });
  if (answer.body === null) return null;
  return { sent: parseJson(answer.body, new URL(url).hostname), cursorAfter: { seen: answer.seen } };
}
