import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Panel } from "../../layouts/panel.ts";
import type { Site } from "../../layouts/site.ts";
import type { PresetName } from "../../layouts/sites/index.ts";
import { allows } from "../../protocol/role.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { asApiError, call, useAskAgain, useCore, useOutputs, useSite } from "../link/queries.ts";
import { Account } from "../ui/account.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { Opening } from "../ui/opening.tsx";
import { useNotices } from "../ui/toasts.tsx";
import { Outputs } from "./outputs.tsx";
import { PanelFacts } from "./panel-facts.tsx";
import { BrightnessPart } from "./brightness.tsx";
import { TestPatterns } from "./patterns.tsx";
import { SiteFile } from "./site-file.tsx";
import { siteAtStage, stageOf, stagesOf } from "./stages.ts";
import { WallDrawing } from "./wall-drawing.tsx";
import { type Warning, warningsOf } from "./warnings.ts";

const stageNames = {
  bekasi: "stage.bekasi",
  bitung: "stage.bitung",
  pontianak: "stage.pontianak",
  "pontianak-3": "stage.pontianak3",
  tangerang: "stage.tangerang",
  tarakan: "stage.tarakan",
  "tarakan-2x2": "stage.tarakan2",
  "tarakan-3x3": "stage.tarakan3",
} as const satisfies Record<PresetName, string>;

/** Puts a changed site, and offers the one before back. */
function useSiteChange() {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  return async function put(before: Site, after: Site, etag: string | null, done: string): Promise<void> {
    try {
      const stored = await call("putSite", { body: after, ...(etag !== null && { ifMatch: etag }) });
      notify({
        title: done,
        undo: { label: common("undo"), act: () => void put(after, before, stored.etag, common("undo")) },
      });
    } catch (caught) {
      const error = asApiError(caught);
      const meanwhile = error.kind === "preconditionFailed";
      notify({
        title: common("failed"),
        description: meanwhile ? t("stage.changedMeanwhile") : error.message,
      });
    } finally {
      await askAgain("site", "layouts", "outputs", "wall");
    }
  };
}

interface PageProps {
  readonly me: Present;
  readonly site: Site;
  readonly etag: string | null;
}

function Page({ me, site, etag }: PageProps) {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const states = useOutputs().data ?? [];
  const { lost } = useCore();
  const change = useSiteChange();
  const [selected, setSelected] = useState<{ wallId: string; panelId: string } | null>(null);
  const [moving, setMoving] = useState(false);
  const mayEdit = allows(me.role, "technician");
  const warnings = warningsOf(site);
  const stage = stageOf(site);
  const family = stagesOf(site);
  const language = spokenLanguage();
  const panel = site.walls
    .find(({ id }) => id === selected?.wallId)
    ?.panels.find(({ id }) => id === selected?.panelId);

  function words(warning: Warning): string {
    if ("message" in warning) return warning.message[language];
    const { about } = warning;
    const name = about.kind === "site" ? site.name : about.id;
    return t("warnings.unshown", { what: name, ...warning.unshown });
  }

  async function moveTo(name: PresetName) {
    setMoving(true);
    await change(site, siteAtStage(site, name), etag, t("stage.moved"));
    setMoving(false);
  }

  async function setStatus(id: string, status: Panel["status"]) {
    const after: Site = {
      ...site,
      walls: site.walls.map((wall) =>
        wall.id === selected?.wallId
          ? { ...wall, panels: wall.panels.map((each) => (each.id === id ? { ...each, status } : each)) }
          : wall,
      ),
    };
    await change(site, after, etag, t("panel.changed", { id, status: t(`panel.${status}`) }));
  }

  return (
    <div className="bench" data-lost={lost}>
      <CoreBanner zone={site.zone} />
      <header className="bench-head">
        <h1 className="title">{site.name}</h1>
        <a href="/">{common("console")}</a>
        <LanguageSwitch />
        <Account me={me} />
      </header>
      <main className="drawings" data-walls={site.walls.length}>
        {site.walls.map((wall) => (
          <WallDrawing
            key={wall.id}
            site={site}
            wall={wall}
            warnings={warnings}
            selected={selected?.wallId === wall.id ? selected.panelId : null}
            onSelect={(panelId) => setSelected({ wallId: wall.id, panelId })}
          />
        ))}
      </main>
      <aside className="side">
        {!mayEdit && <p className="empty dim">{t("needsRole")}</p>}
        {panel === undefined && site.walls.some(({ panels }) => panels.length > 0) && (
          <p className="empty dim">{t("selectPanel")}</p>
        )}
        {panel !== undefined && (
          <PanelFacts
            panel={panel}
            mayEdit={mayEdit}
            onStatus={(status) => void setStatus(panel.id, status)}
          />
        )}
        <TestPatterns site={site} panel={selected} mayEdit={mayEdit} />
        {family.length > 1 && (
          <section className="side-part stages" aria-label={t("stage.title")}>
            <header className="part-head">
              <h2>{t("stage.title")}</h2>
            </header>
            <p className="dim">{t("stage.text")}</p>
            {/* Buttons, because arrows among radio buttons would rebuild the wall at every step. */}
            {family.map((name) => (
              <button
                key={name}
                type="button"
                className="button stage-choice"
                disabled={!mayEdit || moving}
                aria-pressed={name === stage}
                onClick={() => void moveTo(name)}
              >
                {t(stageNames[name])}
              </button>
            ))}
            {stage === null && <p className="dim">{t("stage.own")}</p>}
          </section>
        )}
        <BrightnessPart
          key={JSON.stringify(site.brightness)}
          site={site}
          mayEdit={mayEdit}
          put={(after, done) => change(site, after, etag, done)}
        />
        <SiteFile site={site} mayEdit={mayEdit} put={(after, done) => change(site, after, etag, done)} />
        <section className="side-part" aria-label={t("warnings.title")}>
          <header className="part-head">
            <h2>{t("warnings.title")}</h2>
          </header>
          {warnings.length === 0 && <p className="dim">{t("warnings.none")}</p>}
          <ul>
            {warnings.map((warning) => (
              <li key={warning.key} className="warning">
                <SeverityMark severity="medium" />
                {words(warning)}
              </li>
            ))}
          </ul>
        </section>
        {site.notes.length > 0 && (
          <section className="side-part" aria-label={t("notes.title")}>
            <header className="part-head">
              <h2>{t("notes.title")}</h2>
            </header>
            <ul>
              {site.notes.map((note) => {
                const { about, text } = language === "en" ? { ...note, ...note.en } : note;
                return (
                  <li key={note.about} className="note">
                    <p>
                      <strong>{about}</strong> <span className="badge">{t(`notes.${note.basis}`)}</span>
                    </p>
                    <p className="dim">{text}</p>
                  </li>
                );
              })}
            </ul>
          </section>
        )}
        <Outputs site={site} states={states} mayEdit={mayEdit} />
      </aside>
    </div>
  );
}

/** The technician's page: the site to scale and everything that is known or wrong about it. */
export function Technician({ me }: { me: Present }) {
  const site = useSite();
  if (site.data === undefined) return <Opening asked={site} />;
  return <Page me={me} site={site.data.value} etag={site.data.etag} />;
}
