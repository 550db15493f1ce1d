import type { Site } from "../../../layouts/site.ts";

/** So many steps can be taken back. Sites share what they have in common, so that a step costs little. */
const STEPS = 200;

/** A site that is worked on and that nobody else sees; with the way back and forth. */
export interface Draft {
  /** The stored site that it began as, and that site's ETag. */
  readonly base: Site;
  readonly etag: string | null;
  readonly site: Site;
  readonly past: readonly Site[];
  readonly future: readonly Site[];
  /** What the last step was part of: steps of one series are undone together. */
  readonly series: string | null;
}

export type DraftAct =
  | { readonly kind: "begin"; readonly site: Site; readonly etag: string | null }
  /** A draft that was kept from before. */
  | { readonly kind: "resume"; readonly base: Site; readonly etag: string | null; readonly site: Site }
  | { readonly kind: "step"; readonly site: Site; readonly series?: string }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  /** The stored site, which somebody else changed, becomes what the draft is compared with and stored over. */
  | { readonly kind: "rebase"; readonly base: Site; readonly etag: string | null };

export function beginDraft(site: Site, etag: string | null): Draft {
  return { base: site, etag, site, past: [], future: [], series: null };
}

/** True where there is something to apply: what is undone to the end is the same site again. */
export function isChanged({ base, site }: Draft): boolean {
  return base !== site;
}

/** The draft after an act; the same one where the act changes nothing. */
export function draftAfter(draft: Draft, act: DraftAct): Draft {
  const { site, past, future } = draft;
  if (act.kind === "begin") return beginDraft(act.site, act.etag);
  if (act.kind === "resume") return { ...beginDraft(act.base, act.etag), site: act.site, past: [act.base] };
  if (act.kind === "rebase") return { ...draft, base: act.base, etag: act.etag };
  if (act.kind === "step") {
    if (act.site === site) return draft;
    const series = act.series ?? null;
    const goesOn = series !== null && series === draft.series;
    const before = goesOn ? past : [...past, site].slice(-STEPS);
    return { ...draft, site: act.site, past: before, future: [], series };
  }
  if (act.kind === "undo") {
    const before = past.at(-1);
    if (before === undefined) return draft;
    return { ...draft, site: before, past: past.slice(0, -1), future: [site, ...future], series: null };
  }
  const [next, ...rest] = future;
  if (next === undefined) return draft;
  return { ...draft, site: next, past: [...past, site], future: rest, series: null };
}
