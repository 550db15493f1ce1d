import { useTranslation } from "react-i18next";
import type { RuleTrial } from "../../protocol/rule.ts";
import { useNow } from "../ui/clock.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { sinceTime } from "../ui/site-time.ts";

/** Of those that match so many are listed. */
const LISTED = 12;

/** What a rule would have done. */
export function RuleTrialResult({ trial, zone }: { trial: RuleTrial; zone: string }) {
  const { t } = useTranslation("console");
  const now = useNow(60_000);
  const { matched, looked, heldChanges: changes, heldAlerts: alerts, more } = trial;
  return (
    <section className="rule-trial" role="status">
      <p>{t("rules.tried", { matched, looked, changes, alerts })}</p>
      {more && <p className="dim">{t("rules.triedMore")}</p>}
      <ul className="incidents">
        {trial.incidents.slice(0, LISTED).map((one) => (
          <li key={one.id} className="incident">
            <SeverityMark severity={one.severity} />
            <div className="incident-text">
              <p className="item-more">{sinceTime(one.receivedAt, zone, now)}</p>
              <p className="incident-what">{one.text}</p>
              <p className="item-more">
                {one.cameras.length === 0
                  ? t("rules.noCamera")
                  : one.cameras.map(({ cameraId, distanceM }) => `${cameraId} (${distanceM} m)`).join(", ")}
                {one.heldChange && ` · ${t("rules.heldChange")}`}
                {one.heldAlert && ` · ${t("rules.heldAlert")}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
