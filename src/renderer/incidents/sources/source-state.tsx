import { useTranslation } from "react-i18next";
import type { IncidentSource } from "../../../protocol/incident-source.ts";
import { Fact } from "../../ui/fact.tsx";
import { SeverityMark, StateMark } from "../../ui/marks.tsx";
import { useRefusalWords, useTimeWords } from "./source-words.ts";

/** Whether somebody ought to look at it. */
const isTroubled = ({ state }: IncidentSource): boolean =>
  state.error !== undefined || state.silentSince !== undefined;

/** The shape of how a source is doing. */
export function SourceMark({ source }: { source: IncidentSource }) {
  if (source.enabled && isTroubled(source)) return <SeverityMark severity="high" />;
  return <StateMark state={source.enabled ? "live" : "idle"} />;
}

/** One line of how a source is doing. */
export function SourceLine({ source, zone }: { source: IncidentSource; zone: string }) {
  const { t } = useTranslation("incidents");
  const at = useTimeWords(zone);
  const { state, enabled } = source;
  if (!enabled) return <>{t("sources.phase.off")}</>;
  if (state.error !== undefined) return <>{t("sources.phase.failing")}</>;
  if (state.silentSince !== undefined) return <>{t("sources.silent", { time: at(state.silentSince) })}</>;
  if (state.lastOkAt !== undefined && state.phase === "waiting")
    return <>{t("sources.asked", { time: at(state.lastOkAt) })}</>;
  return <>{t(`sources.phase.${state.phase}`)}</>;
}

/** How a source is doing, whole. */
export function SourceFacts({ source, zone }: { source: IncidentSource; zone: string }) {
  const { t } = useTranslation("incidents");
  const at = useTimeWords(zone);
  const refusal = useRefusalWords();
  const { state, adapter, enabled } = source;
  const sent = adapter.kind === "webhook";
  const minutes = Math.round(Math.abs(state.clockAheadMs ?? 0) / 60_000);
  return (
    <dl className="facts wide-facts" aria-label={t("sources.state")}>
      <Fact name={t("sources.state")}>
        <span className="state">
          <SourceMark source={source} /> {t(`sources.phase.${enabled ? state.phase : "off"}`)}
        </span>
      </Fact>
      {state.error !== undefined && <Fact name={t("sources.error")}>{state.error.sentence}</Fact>}
      {enabled && state.nextAt !== undefined && (
        <Fact name={t(state.error === undefined ? "sources.nextAsking" : "sources.nextTry")}>
          {at(state.nextAt)}
        </Fact>
      )}
      {state.silentSince !== undefined && (
        <Fact name={t("sources.silentFact")}>{t("sources.silent", { time: at(state.silentSince) })}</Fact>
      )}
      <Fact name={t(sent ? "sources.lastMessage" : "sources.lastAnswer")}>
        {state.lastOkAt === undefined ? t("sources.notYet") : at(state.lastOkAt)}
      </Fact>
      <Fact name={t("sources.lastReport")}>
        {state.lastChangeAt === undefined ? t("sources.notYet") : at(state.lastChangeAt)}
      </Fact>
      <Fact name={t("sources.counts")}>
        {t("sources.counted", { received: state.received, new: state.new, refused: state.refused })}
      </Fact>
      {state.lastRefusal !== undefined && (
        <Fact name={t("sources.lastRefusal")}>{refusal(state.lastRefusal)}</Fact>
      )}
      {state.waitingAnswers > 0 && (
        <Fact name={t("sources.answers")}>{t("sources.answersWait", { count: state.waitingAnswers })}</Fact>
      )}
      {minutes > 0 && (
        <Fact name={t("sources.clock")}>
          {t((state.clockAheadMs ?? 0) > 0 ? "sources.clockAhead" : "sources.clockBehind", { minutes })}
        </Fact>
      )}
    </dl>
  );
}
