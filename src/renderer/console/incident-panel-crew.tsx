import { encodeQR } from "qr";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MadeCrewLink } from "../../protocol/crew.ts";
import type { Incident } from "../../protocol/incident.ts";
import { useCrewLinks } from "../link/incident-queries.ts";
import { useNow } from "../ui/clock.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { sinceTime } from "../ui/site-time.ts";
import { useIncidentActs } from "./incident-acts.ts";

interface CrewLinksProps {
  readonly incident: Incident;
  readonly agencyId: string;
  readonly name: string;
  readonly zone: string;
}

/** Links for an agency's crew: made, seen once as text and QR code, ended; and when each was last looked at. */
export function CrewLinks({ incident, agencyId, name, zone }: CrewLinksProps) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const now = useNow(60_000);
  const [shares, setShares] = useState(false);
  const [made, setMade] = useState<MadeCrewLink | null>(null);
  const links = (useCrewLinks(incident.id).data ?? []).filter(
    (link) => link.agencyId === agencyId && link.endedAt === undefined && Date.parse(link.expiresAt) > now,
  );

  async function make() {
    setMade(await acts.addCrewLink(incident, agencyId, shares));
    setShares(false);
  }

  return (
    <div className="crew-links">
      {links.map(({ id, expiresAt, openedAt, sharesReporter }) => (
        <p key={id} className="item-more">
          {t("followup.crew.until", { time: sinceTime(expiresAt, zone, now) })} ·{" "}
          {openedAt === undefined
            ? t("followup.crew.unopened")
            : t("followup.crew.opened", { time: sinceTime(openedAt, zone, now) })}
          {sharesReporter && ` · ${t("followup.crew.shared")}`}{" "}
          <button
            type="button"
            className="button small quiet"
            onClick={() => void acts.endCrewLink(incident, id)}
          >
            {t("followup.crew.end")}
          </button>
        </p>
      ))}
      {incident.status !== "closed" && (
        <>
          {incident.reporter !== undefined && (
            <label className="wall-choice">
              <input type="checkbox" checked={shares} onChange={({ target }) => setShares(target.checked)} />
              {t("followup.crew.share")}
            </label>
          )}
          <button type="button" className="button small" onClick={() => void make()}>
            {t("followup.crew.make")}
          </button>
        </>
      )}
      {made !== null && (
        <MadeLink
          address={new URL(made.path, location.origin).href}
          name={name}
          onDone={() => setMade(null)}
        />
      )}
    </div>
  );
}

interface MadeLinkProps {
  readonly address: string;
  readonly name: string;
  readonly onDone: () => void;
}

function MadeLink({ address, name, onDone }: MadeLinkProps) {
  const { t } = useTranslation("console");
  const modules = encodeQR(address, "raw", { ecc: "medium", border: 4 });
  const dark = modules.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <Sheet title={t("followup.crew.title", { name })} open onOpenChange={(open) => !open && onDone()}>
      <svg
        className="crew-code"
        viewBox={`0 0 ${modules.length} ${modules.length}`}
        role="img"
        aria-label={t("followup.crew.code")}
      >
        <path d={dark.join("")} />
      </svg>
      <input
        className="input"
        readOnly
        aria-label={t("followup.crew.address")}
        value={address}
        onFocus={({ target }) => target.select()}
      />
      {ownOnly(new URL(address).hostname) && <p className="trouble">{t("followup.crew.here")}</p>}
      <p className="dim">{t("followup.crew.once")}</p>
    </Sheet>
  );
}

/** Whether only this machine itself is reached by that name. */
function ownOnly(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d+){3}$/.test(host);
}
