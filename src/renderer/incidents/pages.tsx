import { useTranslation } from "react-i18next";
import { allows } from "../../protocol/role.ts";
import { useCore, useSite } from "../link/queries.ts";
import { Account } from "../ui/account.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Opening } from "../ui/opening.tsx";
import { AgenciesPart } from "./agencies/agencies-part.tsx";
import { DrillsPart } from "./drills/drills-part.tsx";
import { SourcesPart } from "./sources/sources-part.tsx";

const parts = { sources: SourcesPart, agencies: AgenciesPart, drills: DrillsPart } as const;
type Part = keyof typeof parts;
const names: readonly Part[] = ["sources", "agencies", "drills"];

/** The part that the address names. */
function partOf(path: string): Part {
  const named = path.split("/").at(-1);
  return names.find((part) => part === named) ?? "sources";
}

/** The pages at which a city's incidents are prepared, each at an address of its own, under one head. */
export function IncidentPages({ me }: { me: Present }) {
  const { t } = useTranslation("incidents");
  const site = useSite();
  const { lost } = useCore();
  const value = site.data?.value;
  if (value === undefined) return <Opening asked={site} />;
  const here = partOf(location.pathname);
  const Shown = parts[here];
  return (
    <div className="prepare" data-lost={lost}>
      <header className="prepare-bar">
        <a className="button" href="/">
          ‹ {t("desk")}
        </a>
        <h1 className="title">{t("title")}</h1>
        <nav className="prepare-parts" aria-label={t("parts")}>
          {names.map((part) => (
            <a
              key={part}
              href={`/incidents/${part}`}
              className="prepare-part"
              aria-current={here === part ? "page" : undefined}
            >
              {t(`part.${part}`)}
            </a>
          ))}
        </nav>
        <span className="prepare-me">
          <LanguageSwitch />
          <Account me={me} />
        </span>
      </header>
      <CoreBanner zone={value.zone} />
      {allows(me.role, "operator") ? (
        <Shown zone={value.zone} mayEdit={allows(me.role, "technician")} />
      ) : (
        <main className="prepare-none">
          <p>{t("mayNot")}</p>
          <p className="dim">{t("mayNotNext")}</p>
        </main>
      )}
    </div>
  );
}
