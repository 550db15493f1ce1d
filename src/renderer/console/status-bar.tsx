import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import type { OutputState } from "../../protocol/output.ts";
import { allows } from "../../protocol/role.ts";
import { Account } from "../ui/account.tsx";
import { Clock } from "../ui/clock.tsx";
import type { Present } from "../ui/gate.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { SeverityMark, StateMark } from "../ui/marks.tsx";

interface StatusBarProps {
  readonly me: Present;
  readonly site: Site;
  readonly outputs: readonly OutputState[];
}

/** The bottom of the desk: the site's clock, the displays, who is here. */
export function StatusBar({ me, site, outputs }: StatusBarProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  return (
    <footer className="status-bar">
      <Clock zone={site.zone} />
      <ul className="bar-outputs" aria-label={t("bar.outputs")}>
        {site.outputs.map(({ id, name }) => {
          const state = outputs.find(({ outputId }) => outputId === id)?.state ?? "absent";
          return (
            <li key={id} data-output={state} title={`${name}: ${common(`output.${state}`)}`}>
              {state === "lost" ? (
                <SeverityMark severity="high" />
              ) : (
                <StateMark state={state === "connected" ? "live" : "idle"} />
              )}
              <span className="bar-name">{name}</span>
              <span className="dim">{common(`output.${state}`)}</span>
            </li>
          );
        })}
      </ul>
      <span className="dim bar-keys">{t("bar.keys")}</span>
      {allows(me.role, "technician") && <a href="/technician">{common("technician")}</a>}
      <LanguageSwitch />
      <Account me={me} />
    </footer>
  );
}
