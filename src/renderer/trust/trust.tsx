import { useTranslation } from "react-i18next";
import { useTrust } from "../link/queries.ts";
import { LanguageChoice } from "../ui/language-choice.tsx";
import { deviceOf, devices } from "./device.ts";

/** How a device comes to trust these pages, for whoever stands before a browser's warning. */
export function Trust() {
  const { t } = useTranslation("trust");
  const { data, isError } = useTrust();
  return (
    <main className="trust">
      <header className="trust-head">
        <h1 className="title">{t("title")}</h1>
        <LanguageChoice />
      </header>
      {data === undefined ? (
        isError && <p role="alert">{t("failed")}</p>
      ) : data.authority === null ? (
        <>
          <h2 className="trust-step">{t("notNeeded")}</h2>
          <p>{data.addresses.length === 0 ? t("plain") : t("city")}</p>
        </>
      ) : (
        <>
          <p>{t("why")}</p>
          <p className="dim">{t("only")}</p>
          <a className="button strong trust-get" href="/api/trust/dinding.crt" download="dinding.crt">
            {t("get")}
          </a>
          <h2 className="trust-step">{t("compare")}</h2>
          <p>{t("compareHow", { port: location.port })}</p>
          <p className="trust-print">
            {rowsOf(data.authority.fingerprint).map((row) => (
              <span key={row}>{row}</span>
            ))}
          </p>
          <p className="dim">{t("until", { date: data.authority.expiresAt.slice(0, 10) })}</p>
          <h2 className="trust-step">{t("how")}</h2>
          {devices.map((device) => (
            <details key={device} open={device === deviceOf(navigator.userAgent)}>
              <summary>{t(`steps.${device}.name`)}</summary>
              <p>{t(`steps.${device}.text`)}</p>
            </details>
          ))}
          <h2 className="trust-step">{t("done")}</h2>
          <ul className="trust-addresses">
            {data.addresses.map((address) => (
              <li key={address}>
                <a href={address}>{address}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  );
}

/** Eight pairs a row, so that two people can read it to each other. */
function rowsOf(fingerprint: string): string[] {
  return fingerprint.match(/(?:[\dA-F]{2}:?){1,8}/g) ?? [];
}
