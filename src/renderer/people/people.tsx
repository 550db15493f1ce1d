import { useTranslation } from "react-i18next";
import { allows } from "../../protocol/role.ts";
import { useCore, useSite } from "../link/queries.ts";
import { Account } from "../ui/account.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Opening } from "../ui/opening.tsx";
import { AccountsPart } from "./accounts-part.tsx";
import { AuditPart } from "./audit-part.tsx";
import type { PartProps } from "./part.ts";
import { SessionsPart } from "./sessions-part.tsx";
import { TokensPart } from "./tokens-part.tsx";

const parts = [
  { name: "accounts", needs: "admin", Shown: AccountsPart },
  { name: "sessions", needs: "viewer", Shown: SessionsPart },
  { name: "tokens", needs: "technician", Shown: TokensPart },
  { name: "audit", needs: "admin", Shown: AuditPart },
] as const satisfies readonly { name: string; needs: string; Shown: (props: PartProps) => unknown }[];

/** Accounts, sessions, tokens and the audit trail, each at an address of its own; everybody sees what is theirs. */
export function PeoplePage({ me }: { me: Present }) {
  const { t } = useTranslation("people");
  const site = useSite();
  const { lost } = useCore();
  const value = site.data?.value;
  if (value === undefined) return <Opening asked={site} />;
  const own = parts.filter(({ needs }) => allows(me.role, needs));
  const named = location.pathname.split("/").at(-1);
  const here = own.find(({ name }) => name === named) ?? own[0];
  return (
    <div className="people" data-lost={lost}>
      <header className="people-bar">
        <a className="button" href="/">
          ‹ {t("desk")}
        </a>
        <h1 className="title">{t("title")}</h1>
        <nav className="people-parts" aria-label={t("parts")}>
          {own.map(({ name }) => (
            <a
              key={name}
              href={`/people/${name}`}
              className="people-part"
              aria-current={here?.name === name ? "page" : undefined}
            >
              {t(`part.${name}`)}
            </a>
          ))}
        </nav>
        <span className="people-me">
          <LanguageSwitch />
          <Account me={me} />
        </span>
      </header>
      <CoreBanner zone={value.zone} />
      <main className="people-main">
        {here !== undefined && <here.Shown me={me} site={value} />}
        {!allows(me.role, "admin") && <p className="dim">{t("mayNot")}</p>}
      </main>
    </div>
  );
}
