import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import type { OutputState } from "../../protocol/output.ts";
import type { Presence } from "../../protocol/presence.ts";
import { Account } from "../ui/account.tsx";
import { Clock } from "../ui/clock.tsx";
import type { Present } from "../ui/gate.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { SeverityMark, StateMark } from "../ui/marks.tsx";
import type { LivePictures } from "../tiles/live-pictures.ts";
import { OwnPictures } from "../tiles/own-pictures.tsx";
import { PageMenu } from "./page-menu.tsx";
import { OthersHere } from "./others.tsx";

/** More outputs than this are counted by state instead of named; the tiles say which part of the wall it is. */
const NAMED = 3;

type Shown = OutputState["state"];

function OutputMark({ state }: { state: Shown }) {
  return state === "lost" ? (
    <SeverityMark severity="high" />
  ) : (
    <StateMark state={state === "connected" ? "live" : "idle"} />
  );
}

function OutputStates({ site, outputs }: { site: Site; outputs: readonly OutputState[] }) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const states = site.outputs.map(({ id, name }) => ({
    id,
    name,
    state: outputs.find(({ outputId }) => outputId === id)?.state ?? ("absent" as const),
  }));
  const groups =
    states.length <= NAMED
      ? states.map(({ id, name, state }) => ({ id, label: name, state, names: name }))
      : (["connected", "lost", "absent"] as const).flatMap((state) => {
          const some = states.filter((each) => each.state === state);
          const names = some.map(({ name }) => name).join(", ");
          return some.length === 0 ? [] : [{ id: state, label: String(some.length), state, names }];
        });
  const slowed = outputs.filter((output) => (output.slowed ?? 0) > 0);
  const nameOf = (outputId: string) => site.outputs.find(({ id }) => id === outputId)?.name ?? outputId;
  return (
    <ul className="bar-outputs" aria-label={t("bar.outputs")}>
      {states.length > NAMED && <li className="dim">{t("bar.outputs")}</li>}
      {groups.map(({ id, label, state, names }) => (
        <li key={id} data-output={state} title={`${names}: ${common(`output.${state}`)}`}>
          <OutputMark state={state} />
          <span className="bar-name">{label}</span>
          <span className="dim">{common(`output.${state}`)}</span>
        </li>
      ))}
      {slowed.map(({ outputId, load = 0, slowed: count = 0 }) => (
        <li
          key={`load ${outputId}`}
          className="bar-load"
          title={`${nameOf(outputId)}: ${common("load", { load, count })}`}
        >
          <StateMark state="slowed" />
          <span>{common("slowedTiles", { count })}</span>
        </li>
      ))}
    </ul>
  );
}

interface StatusBarProps {
  readonly me: Present;
  readonly site: Site;
  readonly outputs: readonly OutputState[];
  /** Desks of others. */
  readonly others: readonly Presence[];
  readonly onSimple: (() => void) | null;
  readonly pictures: LivePictures | null;
}

/** The bottom of the desk: the site's clock, the displays, who is here. */
export function StatusBar({ me, site, outputs, others, onSimple, pictures }: StatusBarProps) {
  const { t } = useTranslation("console");
  return (
    <footer className="status-bar">
      <Clock zone={site.zone} />
      <OutputStates site={site} outputs={outputs} />
      <OwnPictures pictures={pictures} />
      <OthersHere others={others} />
      <span className="dim bar-keys">{t("bar.keys")}</span>
      <PageMenu role={me.role} onSimple={onSimple} />
      <LanguageSwitch />
      <Account me={me} />
    </footer>
  );
}
