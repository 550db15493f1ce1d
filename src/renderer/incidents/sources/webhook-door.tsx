import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentSource } from "../../../protocol/incident-source.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useNotices } from "../../ui/toasts.tsx";
import { Copyable } from "../copy-button.tsx";
import { Sure } from "../sure.tsx";
import { signingExample } from "./signing-example.ts";

interface DoorProps {
  readonly source: IncidentSource;
  /** The one that was made just now; told this once. */
  readonly secret: string | null;
  readonly onSecret: (secret: string) => void;
  readonly mayEdit: boolean;
}

/** Where a webhook's sender posts to, with which secret, and how it signs. */
export function WebhookDoor({ source, secret, onSecret, mayEdit }: DoorProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const [asking, setAsking] = useState(false);
  const address = `${location.origin}/api/hooks/${source.id}`;

  async function renew() {
    setAsking(false);
    try {
      onSecret((await call("rotateSourceSecret", { params: { id: source.id } })).value.secret);
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("sources");
    }
  }

  return (
    <section className="door-of-webhook" aria-label={t("sources.door")}>
      <h3 className="part-title">{t("sources.door")}</h3>
      <p>{t("sources.doorAddress")}</p>
      <Copyable text={address} label={t("sources.doorAddress")} />
      {secret !== null && (
        <div className="told-once">
          <p>
            <strong>{t("sources.secretOnce")}</strong> {t("sources.secretOnceMore")}
          </p>
          <Copyable text={secret} label={t("sources.field.secrets")} />
        </div>
      )}
      {mayEdit &&
        (asking ? (
          <Sure
            question={t("sources.renewAsk")}
            act={t("sources.renew")}
            onSure={() => void renew()}
            onNot={() => setAsking(false)}
          />
        ) : (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {t("sources.renew")}
          </button>
        ))}
      <details open={secret !== null}>
        <summary>{t("sources.howToSign")}</summary>
        <p className="field-hint">{t("sources.howToSignMore")}</p>
        <Copyable text={signingExample(address, secret)} label={t("sources.howToSign")} />
      </details>
    </section>
  );
}
