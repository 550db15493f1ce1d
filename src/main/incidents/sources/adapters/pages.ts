import { z } from "zod";
import type { WebLogin } from "../../../../protocol/incident-source.ts";
import { Fault } from "../../../base/fault.ts";
import type { Run } from "../adapter.ts";
import type { Answer, Seen } from "../asking/asker.ts";
import { parseJson } from "../reading/json.ts";
import { valueAt } from "../reading/place.ts";

export const seenSchema = z
  .object({ etag: z.string().optional(), lastModified: z.string().optional() })
  .nullable();
const cursorSchema = z.object({ seen: seenSchema, next: z.url().optional() });

/** A million reports of a hundred; a server whose pages never end is left after so many. */
const MOST_PAGES = 10_000;

interface Page {
  readonly sent: unknown;
  /** What is kept when all of this page is stored: reading goes on with the page after it. */
  readonly cursorAfter: { readonly seen: Seen | null; readonly next?: string };
}

/**
 * What an address answers as JSON, page by page where an answer names the next one: by a `Link` of its head (RFC 8288) or
 * among its `links` (OGC API - Features 1.0, 7.15.6). Nothing where it is the same as when the last cursor was kept. Faults
 * where a page is on another server, to which no secret of this one goes.
 */
export async function* pagesOf(
  run: Run,
  { url: first, login }: { readonly url: string; readonly login?: WebLogin | undefined },
): AsyncGenerator<Page> {
  const before = cursorSchema.safeParse(run.cursor).data ?? { seen: null };
  const known = new Set<string>();
  let url = before.next !== undefined && isThere(first, before.next) ? before.next : first;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    known.add(url);
    const question = { url, login, wanted: "json", seen: url === first ? before.seen : null } as const;
    let answer: Answer;
    try {
      answer = await run.ask(question);
    } catch (error) {
      // Where reading was left is no more: from the beginning it finds what it had.
      if (page > 0 || url === first || !(error instanceof Fault) || error.kind !== "notThere") throw error;
      url = first;
      continue;
    }
    if (answer.body === null) return;
    const host = new URL(url).hostname;
    const sent = parseJson(answer.body, host);
    const next = answer.next ?? nextIn(sent, url);
    if (next !== null && !isThere(first, next))
      throw new Fault("notUnderstood", { host, problem: "it sends us elsewhere" });
    const goesOn = next !== null && !known.has(next);
    // What the first of several pages says of itself does not speak for the others.
    yield {
      sent,
      cursorAfter: goesOn ? { seen: null, next } : { seen: page === 0 && url === first ? answer.seen : null },
    };
    if (!goesOn) return;
    url = next;
  }
}

function isThere(first: string, next: string): boolean {
  return URL.parse(next)?.origin === new URL(first).origin;
}

function nextIn(sent: unknown, at: string): string | null {
  const links = valueAt(sent, "links");
  for (const link of Array.isArray(links) ? links : []) {
    const href = valueAt(link, "href");
    if (valueAt(link, "rel") === "next" && typeof href === "string") return URL.parse(href, at)?.href ?? null;
  }
  return null;
}
