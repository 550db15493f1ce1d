import { useTranslation } from "react-i18next";
import { sentence } from "../../protocol/sentences.ts";
import { spokenLanguage } from "../i18n/index.ts";
import type { PageView } from "./output-page.ts";
import { PairingSlate } from "./pairing-slate.tsx";

interface PageSlateProps {
  readonly title: string;
  readonly help: string;
}

/** The whole page, where there is nothing else to show: what is wrong and what to do. */
export function PageSlate({ title, help }: PageSlateProps) {
  return (
    <main className="page-slate">
      <h1>{title}</h1>
      <p>{help}</p>
    </main>
  );
}

/** Why there is no wall to see yet. */
export function NoWall({ view, outputs }: { view: PageView; outputs: string }) {
  const { t } = useTranslation("wall");
  const { refused, lostSince } = view;
  if (refused?.kind === "notFound") {
    return <PageSlate title={t("slate.unknown", { outputs })} help={t("slate.unknownHelp")} />;
  }
  if (refused?.kind === "unauthenticated" || refused?.kind === "forbidden") {
    return <PairingSlate outputs={outputs} />;
  }
  if (refused !== null) {
    const help = sentence(refused.kind, refused.detail, spokenLanguage());
    return <PageSlate title={t("slate.refused")} help={help} />;
  }
  if (lostSince !== null) return <PageSlate title={t("slate.lost")} help={t("slate.lostHelp")} />;
  return <PageSlate title={t("slate.starting")} help={t("slate.startingHelp")} />;
}
