import { useTranslation } from "react-i18next";
import type { Presence } from "../../protocol/presence.ts";

/** Names that are said; more are counted. */
const NAMED = 4;

/** Each name once, as people are asked for by it. */
function namesOf(some: readonly Presence[]): string[] {
  return [...new Set(some.map(({ name }) => name))];
}

/** Who else has a desk open. */
export function OthersHere({ others }: { others: readonly Presence[] }) {
  const { t } = useTranslation("console");
  const names = namesOf(others);
  if (names.length === 0) return null;
  const more = names.length - NAMED;
  return (
    <p className="bar-others" title={names.join(", ")}>
      <span className="dim">{t("others.here")}</span> <span className="bar-count">{names.length}</span>
      <span className="bar-names">
        {names.slice(0, NAMED).join(", ")}
        {more > 0 && ` ${t("others.more", { count: more })}`}
      </span>
    </p>
  );
}

interface OthersAtLayoutProps {
  readonly others: readonly Presence[];
  /** The layout that is prepared here. */
  readonly layoutId: string;
}

/** Who else has the same layout before them, so that nobody is surprised by its changes. */
export function OthersAtLayout({ others, layoutId }: OthersAtLayoutProps) {
  const { t } = useTranslation("console");
  const names = namesOf(others.filter((one) => one.layoutId === layoutId));
  if (names.length === 0) return null;
  return (
    <p className="others-at" role="status">
      {t("others.atLayout", { names: names.join(", ") })}
    </p>
  );
}
