import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { type Site, siteSchema } from "../../../layouts/site.ts";
import { validateSite } from "../../../layouts/validate.ts";
import { z } from "zod";
import { beginDraft, type Draft, draftAfter, isChanged } from "../draft/draft.ts";
import { mergedSites } from "../draft/merge.ts";
import type { Outcome, Refused } from "../draft/outcome.ts";

/** Milliseconds after the last edit at which a draft is kept: writing 2,000 panels takes longer than an edit may. */
const KEEP_MS = 400;

const NONE: Refused["refused"] = [];

const keptSchema = z.object({ etag: z.string().nullable(), origin: siteSchema.optional(), site: siteSchema });
const placeOf = (siteId: string) => `dinding.draft.${siteId}`;

/** The draft that a lost tab left for this site; null where there is none, or none that can be read. */
function kept(siteId: string): z.infer<typeof keptSchema> | null {
  const text = localStorage.getItem(placeOf(siteId));
  if (text === null) return null;
  try {
    const read = keptSchema.safeParse(JSON.parse(text));
    return read.success && validateSite(read.data.site).length === 0 ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function keep({ etag, origin, site }: Draft): void {
  try {
    localStorage.setItem(
      placeOf(site.id),
      JSON.stringify({ etag, ...(origin !== null && { origin }), site }),
    );
  } catch (error) {
    // A full storage keeps nothing; the draft itself is not touched.
    if (!(error instanceof DOMException)) throw error;
    localStorage.removeItem(placeOf(site.id));
  }
}

function opened({ site, etag }: { readonly site: Site; readonly etag: string | null }): Draft {
  const found = kept(site.id);
  if (found === null) return beginDraft(site, etag);
  const origin = found.origin ?? (found.etag === etag ? site : null);
  return draftAfter(beginDraft(site, etag), { kind: "resume", base: site, ...found, origin });
}

/** The draft of the stored site: nobody else sees it, and a tab that is closed does not lose it. */
export function useDraft(stored: Site, etag: string | null) {
  const [draft, act] = useReducer(draftAfter, { site: stored, etag }, opened);
  const [refused, setRefused] = useState<Refused["refused"]>(NONE);
  const changed = isChanged(draft);
  const stale = changed && etag !== draft.etag;
  const { origin, site: drafted } = draft;
  const merged = useMemo(
    () => (stale && origin !== null ? mergedSites(origin, drafted, stored) : null),
    [stale, origin, drafted, stored],
  );
  const newest = useRef({ draft, stored, etag, merged });
  useEffect(() => {
    newest.current = { draft, stored, etag, merged };
  });

  // What nobody works on follows the stored site.
  useEffect(() => {
    if (!changed && etag !== draft.etag) act({ kind: "begin", site: stored, etag });
  }, [changed, draft.etag, etag, stored]);

  // What was stored beside the draft and touches nothing of it becomes part of it.
  useEffect(() => {
    if (merged === null || merged.both.length > 0) return;
    act({ kind: "rebase", base: stored, etag, site: merged.site });
  }, [merged, etag, stored]);

  useEffect(() => {
    if (!changed) localStorage.removeItem(placeOf(draft.site.id));
    const timer = changed ? setTimeout(() => keep(draft), KEEP_MS) : undefined;
    const away = () => {
      if (changed) keep(draft);
    };
    addEventListener("pagehide", away);
    return () => {
      clearTimeout(timer);
      removeEventListener("pagehide", away);
    };
  }, [draft, changed]);

  // The same ones at every edit, so that what only acts is not drawn again.
  const acts = useMemo(
    () => ({
      /** The draft as it is when it is asked for. */
      now: () => newest.current.draft,
      forgive: () => setRefused(NONE),
      /** Does an act, or keeps the reason why not; true where it was done. Steps of one `series` are undone together. */
      edit: (change: (site: Site) => Outcome, series?: string): boolean => {
        const outcome = change(newest.current.draft.site);
        if ("refused" in outcome) {
          setRefused(outcome.refused);
          return false;
        }
        setRefused(NONE);
        act({ kind: "step", site: outcome.site, ...(series !== undefined && { series }) });
        newest.current.draft = { ...newest.current.draft, site: outcome.site };
        return true;
      },
      undo: () => {
        setRefused(NONE);
        act({ kind: "undo" });
      },
      redo: () => {
        setRefused(NONE);
        act({ kind: "redo" });
      },
      /** `tried`, a state of the draft, is the stored site now; edits that were made since stay a draft. */
      stored: (tried: Site, base: Site, of: string | null) => act({ kind: "stored", tried, base, etag: of }),
      discard: () => {
        const { stored: site, etag: of } = newest.current;
        act({ kind: "begin", site, etag: of });
      },
      /** Keeps the draft: where it and the stored site were both changed it is stored over that. */
      rebase: () => {
        const { draft: now, stored: base, etag: of, merged: both } = newest.current;
        act({ kind: "rebase", base, etag: of, site: both?.site ?? now.site });
      },
      /** Keeps what of the draft touches nothing that was stored meanwhile. */
      yieldTo: () => {
        const { draft: now, stored: base, etag: of } = newest.current;
        const rest = now.origin === null ? null : mergedSites(now.origin, base, now.site);
        act(
          rest === null
            ? { kind: "begin", site: base, etag: of }
            : { kind: "rebase", base, etag: of, site: rest.site },
        );
      },
    }),
    [],
  );
  return {
    draft,
    changed,
    /** True where the stored site was changed since the draft began, and not beside it alone. */
    stale,
    /** What the draft and the stored site both changed; null where that cannot be told. */
    both: merged?.both ?? null,
    /** True where the draft holds changes that were stored beside it. */
    joined: changed && draft.joined,
    /** Why the last act was not done. */
    refused,
    acts,
    ...acts,
  };
}

export type Editing = ReturnType<typeof useDraft>;
/** What changes a draft, for those who need not see all of it. */
export type Edit = Editing["edit"];
