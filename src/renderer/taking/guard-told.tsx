import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WallOnGlass } from "../../protocol/wall.ts";
import { useNow } from "../ui/clock.tsx";
import { StateMark } from "../ui/marks.tsx";
import { sinceTime } from "../ui/site-time.ts";
import { type Guarding, useGuarding } from "./guarding.ts";

interface GuardToldProps {
  readonly glass: WallOnGlass;
  readonly zone: string;
  readonly mayAct: boolean;
}

/** What of the wall is hidden or locked, by whom and since when; nothing where nothing is. */
export function GuardTold({ glass, zone, mayAct }: GuardToldProps) {
  const { t } = useTranslation("console");
  const now = useNow(60_000);
  const acts = useGuarding(glass.id);
  const { curtain, lock } = glass;
  if (curtain === null && lock === null) return null;
  const told = (at: string, name: string) => ({ time: sinceTime(at, zone, now), name });
  return (
    <div className="guarded" role="status">
      {curtain !== null && (
        <p data-guard="hidden">
          <StateMark state="hidden" />
          <span>
            {curtain.all
              ? t("guard.covered", told(curtain.at, curtain.by))
              : t("guard.hidden", { count: curtain.tileIds.length, ...told(curtain.at, curtain.by) })}
          </span>
          {mayAct && (
            <button type="button" className="button small" onClick={() => void acts.show([])}>
              {t("guard.showAll")}
            </button>
          )}
        </p>
      )}
      {lock !== null && (
        <p data-guard="locked">
          <svg className="mark" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M3.5 5V3.5a2.5 2.5 0 0 1 5 0V5M2 5h8v6H2z" />
          </svg>
          <span>
            {t("guard.locked", told(lock.at, lock.by))}
            {lock.reason !== undefined && ` · ${lock.reason}`}
          </span>
          {mayAct && lock.reason === undefined && <Why acts={acts} />}
        </p>
      )}
    </div>
  );
}

/** Why it is locked, for those who come to it later. */
function Why({ acts }: { acts: Guarding }) {
  const { t } = useTranslation("console");
  const [reason, setReason] = useState("");
  return (
    <input
      className="input"
      aria-label={t("guard.reason")}
      placeholder={t("guard.why")}
      maxLength={200}
      value={reason}
      onChange={(event) => setReason(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && reason.trim() !== "") void acts.lock(reason.trim());
      }}
    />
  );
}
