import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { siteTime } from "../ui/site-time.ts";

/** A time as it stands on paper: with its date and its zone. */
export function paperTime(time: string | number, zone: string): string {
  const { date, time: clock, zone: name } = siteTime(new Date(time).getTime(), zone);
  return `${date} ${clock} ${name}`;
}

/** A sheet to be printed, with what is done with it above; `acts`: more of that. */
export function Paper({ acts, children }: { readonly acts?: ReactNode; readonly children: ReactNode }) {
  const { t } = useTranslation("papers");
  return (
    <main className="paper">
      <nav className="paper-acts">
        <button type="button" className="button strong" onClick={() => print()}>
          {t("print")}
        </button>
        {acts}
        <a className="button quiet" href="/">
          {t("desk")}
        </a>
        <LanguageSwitch />
      </nav>
      <article className="paper-page">{children}</article>
    </main>
  );
}

interface StateProps {
  readonly error: Error | null;
}

/** What stands there while nothing is known yet, or why nothing is. */
export function PaperState({ error }: StateProps) {
  const { t } = useTranslation("papers");
  return (
    <Paper>
      {error === null ? <p role="status">{t("loading")}</p> : <p role="alert">{error.message}</p>}
    </Paper>
  );
}
