import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { spokenLanguage } from "../i18n/index.ts";
import { createCall } from "../link/api.ts";
import { type PairingView, waitForPairing } from "./pairing.ts";

const call = createCall(spokenLanguage);

/**
 * The whole page of a screen that may show nothing yet: the code by which a technician says what it is. `outputs`: which
 * it was opened for; null where its address names none.
 */
export function PairingSlate({ outputs }: { outputs: string | null }) {
  const { t } = useTranslation("wall");
  const [view, setView] = useState<PairingView>({ code: null, trouble: null });
  useEffect(() => {
    const ended = new AbortController();
    waitForPairing(call, setView, ended.signal).then(
      (url) => location.replace(url),
      (error: unknown) => {
        if (!ended.signal.aborted) console.error("the pairing failed", error);
      },
    );
    return () => ended.abort(new Error("the slate is gone"));
  }, []);
  const { code, trouble } = view;
  return (
    <main className="page-slate">
      <h1>{outputs === null ? t("slate.pair") : t("slate.signIn")}</h1>
      {code !== null && (
        <p className="page-slate-code" data-code={code}>
          {code.slice(0, 3)} {code.slice(3)}
        </p>
      )}
      <p role="status">{trouble ?? t("slate.pairHelp")}</p>
      {outputs !== null && <p>{t("slate.pairFor", { outputs })}</p>}
      <p>{location.host}</p>
    </main>
  );
}
