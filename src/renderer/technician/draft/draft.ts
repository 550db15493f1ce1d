import type { Site } from "../../../layouts/site.ts";

/** So many steps can be taken back. Sites share what they have in common, so that a step costs little. */
const STEPS = 200;

/** A site that is worked on and that nobody else sees; with the way back and forth. */
export interface Draft {
  /** The stored site that it began as, and that site's ETag. */
  readonly base: Site;
  readonly etag: string | null;
  /** What it is to be compared with to tell its own changes; null where that is not known any more. */
  readonly origin: Site | null;
  /** Whether it was given changes that were stored beside it. */
  readonly joined: boolean;
  readonly site: Site;
  readonly past: readonly Site[];
  readonly future: readonly Site[];
  /** What the last step was part of: steps of one series are undone together. */
  readonly series: string | null;
}

export type DraftAct =
  | { readonly kind: "begin"; readonly site: Site; readonly etag: string | null }
  /** A draft that was kept from before. */
  | {
      readonly kind: "resume";
      readonly base: Site;
      readonly etag: string | null;
      readonly origin: Site | null;
      readonly site: Site;
    }
  | { readonly kind: "step"; readonly site: Site; readonly series?: string }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  /** What the draft was is stored now; edits that were made since stay. */
  | { readonly kind: "stored"; readonly tried: Site; readonly base: Site; readonly etag: string | null }
  /**
   * The stored site, which was changed beside the draft, becomes what the draft is compared with and stored over; `site`
   * is the draft with those changes.
   */
  | { readonly kind: "rebase"; readonly base: Site; readonly etag: string | null; readonly site: Site };

export function beginDraft(site: Site, etag: string | null): Draft {
  return { base: site, etag, origin: site, joined: false, site, past: [], future: [], series: null };
}

/** True where there is something to apply: what is undone to the end is the same site again. */
export function isChanged({ base, site }: Draft): boolean {
  return base !== site;
}

/** The draft after an act; the same one where the act changes nothing. */
export function draftAfter(draft: Draft, act: DraftAct): Draft {
  const { site, past, future } = draft;
  if (act.kind === "begin") return beginDraft(act.site, act.etag);
  const begun = (base: Site, of: string | null, now: Site) => ({
    ...beginDraft(base, of),
    site: now,
    // A step further back would take the changes of others back too.
    past: [base],
  });
  if (act.kind === "resume") return { ...begun(act.base, act.etag, act.site), origin: act.origin };
  if (act.kind === "stored")
    return act.tried === site ? beginDraft(act.base, act.etag) : begun(act.base, act.etag, site);
  if (act.kind === "rebase") return { ...begun(act.base, act.etag, act.site), joined: true };
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
