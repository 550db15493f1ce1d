import { useQuery } from "@tanstack/react-query";
import { memo, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../../layouts/site.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useNotices } from "../../ui/toasts.tsx";
import type { Editing } from "./use-draft.ts";

/** So long the core shows what is tried, milliseconds; counted from the asking, so that the page is never later. */
const TRIAL_MS = 15_000;
/** How often it is asked who tries what, milliseconds. */
const ASKED_MS = 1000;
const IDLE_MS = 5000;
/** Places that are named, of all that were changed twice. */
const TOLD = 3;

const told = (path: readonly string[]) => path.join(" · ");

/** A trial of one's own. */
interface Mine {
  readonly id: string;
  readonly until: number;
  /** When it began, milliseconds since 1970. */
  readonly since: number;
  /** What is tried. */
  readonly site: Site;
}

function secondsLeft({ until }: Pick<Mine, "until">): number {
  return Math.max(0, Math.ceil((until - performance.now()) / 1000));
}

type ApplyBarProps = Pick<Editing, "changed" | "stale" | "both" | "joined" | "acts"> & {
  readonly mayEdit: boolean;
};

/**
 * Shows a draft on the glass for 15 s, keeps it or brings the stored site back, and tells who else tries something. An
 * edit of what was edited already changes nothing about it.
 */
export const ApplyBar = memo(function ApplyBar(props: ApplyBarProps) {
  const { changed, stale, both, joined, acts, mayEdit } = props;
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [mine, setMine] = useState<Mine | null>(null);
  // What one tried last is not somebody else's, also while its end is not yet known here.
  const [own, setOwn] = useState<string | null>(null);
  const [left, setLeft] = useState(0);
  const [busy, setBusy] = useState(false);
  const shown = useQuery({
    queryKey: ["trial"],
    queryFn: async ({ signal }) => (await call("siteTrial", { signal })).value.trial,
    refetchInterval: changed || mine !== null ? ASKED_MS : IDLE_MS,
  });
  const trial = shown.data ?? null;
  const other = trial !== null && trial.id !== own ? trial : null;

  // Another's trial, a site that was stored or a picture that was taken may have put an end to it.
  const over = mine !== null && shown.dataUpdatedAt > mine.since && trial?.id !== mine.id;
  useEffect(() => {
    const tick = () => {
      if (mine === null) return;
      const now = secondsLeft(mine);
      setLeft(now);
      if (now > 0 && (!over || busy)) return;
      setMine(null);
      notify({ title: t("apply.over") });
    };
    const timer = mine === null ? undefined : setInterval(tick, 200);
    return () => clearInterval(timer);
  }, [mine, over, busy, notify, t]);

  function fail(caught: unknown) {
    const error = asApiError(caught);
    const said = error.fields.map(({ detail }) => detail).join(" ");
    const meanwhile = error.kind === "preconditionFailed";
    const description = meanwhile ? t("apply.changedMeanwhile") : said === "" ? error.message : said;
    notify({ title: common("failed"), description });
    if (meanwhile) void askAgain("site");
  }

  async function once(act: () => Promise<void>) {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
      void shown.refetch();
    }
  }

  const apply = () =>
    once(async () => {
      const until = performance.now() + TRIAL_MS;
      const { site, etag } = acts.now();
      const { value } = await call("trySite", { body: site, ...(etag !== null && { ifMatch: etag }) });
      setLeft(secondsLeft({ until }));
      setOwn(value.id);
      setMine({ id: value.id, until, since: Date.now(), site });
    });

  const confirm = ({ id, site }: Mine) =>
    once(async () => {
      const { value, etag } = await call("confirmSite", { params: { id } });
      setMine(null);
      acts.stored(site, value, etag);
      notify({ title: t("apply.kept") });
      await askAgain("site", "layouts", "outputs", "wall");
    });

  const revert = ({ id }: Mine) =>
    once(async () => {
      await call("endTrial", { params: { id } });
      setMine(null);
      notify({ title: t("apply.reverted") });
    });

  if (mine !== null)
    return (
      <div className="apply-bar" data-trying="true" role="group" aria-label={t("apply.trying")}>
        <p role="timer">{t("apply.left", { seconds: left })}</p>
        <button type="button" className="button strong" disabled={busy} onClick={() => void confirm(mine)}>
          {t("apply.keep")}
        </button>
        <button type="button" className="button" disabled={busy} onClick={() => void revert(mine)}>
          {t("apply.revert")}
        </button>
      </div>
    );
  return (
    <div className="apply-bar">
      {other !== null && (
        <p className="dim" role="status">
          {t("apply.other", { name: other.by })}
        </p>
      )}
      {stale && (
        <div className="apply-stale" role="alert">
          <span>
            {both === null || both.length === 0
              ? t("apply.stale")
              : t("apply.both", { count: both.length, what: both.slice(0, TOLD).map(told).join("; ") })}
          </span>
          <button type="button" className="button small" onClick={acts.rebase}>
            {t("apply.rebase")}
          </button>
          {both !== null && (
            <button type="button" className="button small" onClick={acts.yieldTo}>
              {t("apply.yield")}
            </button>
          )}
        </div>
      )}
      {changed && !stale && other === null && (
        <p className="dim" role="status">
          {joined ? t("apply.joined") : t("apply.draft")}
        </p>
      )}
      {changed && (
        <button type="button" className="button" onClick={acts.discard}>
          {t("apply.discard")}
        </button>
      )}
      {mayEdit && (
        <button
          type="button"
          className="button strong"
          disabled={!changed || stale || busy || other !== null}
          onClick={() => void apply()}
        >
          {t("apply.apply")}
        </button>
      )}
    </div>
  );
});
