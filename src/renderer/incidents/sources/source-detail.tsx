import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentSource } from "../../../protocol/incident-source.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useKindWord } from "../../ui/kind-word.ts";
import { useNotices } from "../../ui/toasts.tsx";
import { Sure } from "../sure.tsx";
import { SourceFacts } from "./source-state.tsx";
import { WebhookDoor } from "./webhook-door.tsx";

interface DetailProps {
  readonly source: IncidentSource;
  readonly zone: string;
  readonly mayEdit: boolean;
  readonly secret: string | null;
  readonly onSecret: (secret: string) => void;
  readonly onEdit: () => void;
  readonly onGone: () => void;
}

/** One source: how it is doing, and what is done with it. */
export function SourceDetail({ source, zone, mayEdit, secret, onSecret, onEdit, onGone }: DetailProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [asking, setAsking] = useState(false);
  const { adapter, defaults, everyS } = source;
  const params = { id: source.id };

  async function attempt(act: () => Promise<unknown>) {
    try {
      await act();
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("sources");
    }
  }
  const pause = (enabled: boolean) =>
    attempt(() => call("editIncidentSource", { params, body: { enabled } }));
  const remove = () =>
    attempt(async () => {
      await call("removeIncidentSource", { params });
      notify({ title: t("sources.removed", { name: source.name }) });
      onGone();
    });

  return (
    <div className="one">
      <p className="dim">
        {t(`sources.kind.${adapter.kind}`)}
        {"url" in adapter && <> · {adapter.url}</>}
        {adapter.kind === "csv" && <> · {adapter.folder}</>}
        {adapter.kind !== "webhook" && adapter.kind !== "mqtt" && (
          <> · {t("sources.every", { seconds: everyS })}</>
        )}
      </p>
      <SourceFacts source={source} zone={zone} />
      {adapter.kind !== "bmkg" && (
        <p className="dim small">
          {t("sources.otherwiseSaid", {
            kind: kindWord(defaults.kind),
            severity: common(`severity.${defaults.severity}`),
          })}
        </p>
      )}
      {mayEdit && !asking && (
        <div className="acts">
          <button type="button" className="button strong" onClick={onEdit}>
            {t("edit")}
          </button>
          <button type="button" className="button" onClick={() => void pause(!source.enabled)}>
            {t(source.enabled ? "sources.pause" : "sources.goOn")}
          </button>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {t("remove")}
          </button>
        </div>
      )}
      {!mayEdit && <p className="dim small">{t("viewerOnly")}</p>}
      {asking && (
        <Sure
          question={t("sources.removeAsk", { name: source.name })}
          act={t("remove")}
          onSure={() => void remove()}
          onNot={() => setAsking(false)}
        />
      )}
      {adapter.kind === "webhook" && <WebhookDoor {...{ source, secret, onSecret, mayEdit }} />}
    </div>
  );
}
