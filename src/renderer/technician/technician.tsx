import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import type { PresetName } from "../../layouts/sites/index.ts";
import { allows } from "../../protocol/role.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { asApiError, call, useAskAgain, useCore, useOutputs, useSite } from "../link/queries.ts";
import { Account } from "../ui/account.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { useKeys } from "../ui/keys.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { Opening } from "../ui/opening.tsx";
import { useNotices } from "../ui/toasts.tsx";
import { Outputs } from "./outputs.tsx";
import { BrightnessPart } from "./brightness.tsx";
import { TestPatterns } from "./patterns.tsx";
import { SiteFile } from "./site-file.tsx";
import { siteAtStage, stageOf, stagesOf } from "./stages.ts";
import { wireNext, type Cabling } from "./draft/wiring.ts";
import { ApplyBar } from "./editor/apply-bar.tsx";
import { OutputInspector } from "./editor/output-inspector.tsx";
import { OutputStrip } from "./editor/output-strip.tsx";
import { PanelInspector } from "./editor/panel-inspector.tsx";
import { useDraft } from "./editor/use-draft.ts";
import { WallCanvas } from "./editor/wall-canvas.tsx";
import { WallInspector } from "./editor/wall-inspector.tsx";
import { WallHead } from "./editor/wall-head.tsx";
import { WizardForm } from "./editor/wizard-form.tsx";
import { aboutOf, type Warning, warningsOf } from "./warnings.ts";

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

const NONE: ReadonlySet<string> = new Set();

/** What is chosen on the page: panels of the wall that is drawn, or an output and perhaps one of its viewports. */
interface Choice {
  readonly wallId: string;
  readonly panels: ReadonlySet<string>;
  readonly outputId: string | null;
  readonly viewport: number | null;
}

function Page({ me, site: stored, etag }: PageProps) {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const states = useOutputs().data ?? [];
  const { lost } = useCore();
  const change = useSiteChange();
  const editing = useDraft(stored, etag);
  const { site } = editing.draft;
  const [choice, setChoice] = useState<Choice>({
    ...{ wallId: site.walls[0]?.id ?? "", panels: NONE, outputId: null, viewport: null },
  });
  const [moving, setMoving] = useState(false);
  const [planning, setPlanning] = useState(false);
  const [wiring, setWiring] = useState<"no" | "fresh" | "on">("no");
  const [cabling, setCabling] = useState<Cabling>({ model: "gigabit-10", bits: 8, hertz: 60 });
  const mayEdit = allows(me.role, "technician");
  // An edit is drawn first; what it means for 2,000 panels is found right after.
  const told = useDeferredValue(site);
  const warnings = useMemo(() => warningsOf(told), [told]);
  const stage = useMemo(() => stageOf(stored), [stored]);
  const family = useMemo(() => stagesOf(stored), [stored]);
  const language = spokenLanguage();
  const wall = site.walls.find(({ id }) => id === choice.wallId) ?? site.walls[0];
  const panels = wall?.panels.filter(({ id }) => choice.panels.has(id)) ?? [];
  // A pattern is shown on what the glass knows.
  const known = stored.walls.find(({ id }) => id === wall?.id)?.panels ?? [];
  const only = panels.length === 1 ? known.find(({ id }) => id === panels[0]?.id) : undefined;
  const output = site.outputs.find(({ id }) => id === choice.outputId);
  const about = (kind: "panel" | "output") =>
    new Set(
      warnings.flatMap((warning) =>
        warning.about.kind === kind && (warning.about.kind !== "panel" || warning.about.wallId === wall?.id)
          ? [warning.about.id]
          : [],
      ),
    );
  const troubled = useMemo(
    () =>
      new Set(
        warnings.flatMap(({ about: place }) =>
          place.kind === "panel" && place.wallId === wall?.id ? [place.id] : [],
        ),
      ),
    [warnings, wall?.id],
  );
  const refused = useMemo(
    () =>
      new Set(
        editing.refused.flatMap(({ field }) => {
          const place = field === null ? null : aboutOf(field, site);
          return place?.kind === "panel" ? [place.id] : [];
        }),
      ),
    [editing.refused, site],
  );
  const keys = useMemo(
    () => ({
      "$mod+z": () => editing.undo(),
      "$mod+y": () => editing.redo(),
      "$mod+Shift+z": () => editing.redo(),
    }),
    [editing],
  );
  useKeys(keys);

  const choose = (patch: Partial<Choice>) => setChoice((before) => ({ ...before, ...patch }));
  const choosePanels = (ids: ReadonlySet<string>) => choose({ panels: ids, outputId: null, viewport: null });

  function wire(panelId: string) {
    if (wall === undefined) return;
    if (editing.edit((now) => wireNext(now, wall.id, panelId, cabling, wiring === "fresh"))) setWiring("on");
  }

  function words(warning: Warning): string {
    if ("message" in warning) return warning.message[language];
    const { about: place } = warning;
    const name = place.kind === "site" ? site.name : place.id;
    return t("warnings.unshown", { what: name, ...warning.unshown });
  }

  async function moveTo(name: PresetName) {
    setMoving(true);
    await change(stored, siteAtStage(stored, name), etag, t("stage.moved"));
    setMoving(false);
  }

  return (
    <div className="bench" data-lost={lost}>
      <CoreBanner zone={site.zone} />
      <header className="bench-head">
        <h1 className="title">{site.name}</h1>
        <ApplyBar editing={editing} mayEdit={mayEdit} />
        <a href="/">{common("console")}</a>
        <LanguageSwitch />
        <Account me={me} />
      </header>
      <main className="drawings">
        <WallHead
          editing={editing}
          wall={wall}
          mayEdit={mayEdit}
          onWall={(wallId) => choose({ wallId, panels: NONE })}
          onPlan={() => setPlanning(true)}
        />
        {wall !== undefined && (
          <WallCanvas
            key={wall.id}
            editing={editing}
            site={site}
            wall={wall}
            selected={choice.panels}
            onSelect={choosePanels}
            troubled={troubled}
            refused={refused}
            viewport={choice.viewport}
            wires={true}
            onWire={wiring === "no" ? null : wire}
            mayEdit={mayEdit}
          />
        )}
        {wall !== undefined && (
          <OutputStrip
            editing={editing}
            site={site}
            wallId={wall.id}
            outputId={choice.outputId}
            viewport={choice.viewport}
            troubled={about("output")}
            mayEdit={mayEdit}
            onChoose={(outputId, viewport) => choose({ outputId, viewport, panels: NONE })}
          />
        )}
        {editing.refused.length > 0 && !planning && (
          <div className="refused" role="alert">
            <SeverityMark severity="high" />
            <div>
              <strong>{t("editor.refused")}</strong>
              {editing.refused.slice(0, 3).map(({ message, field }) => (
                <p key={`${field} ${message.en}`}>{message[language]}</p>
              ))}
            </div>
            <button
              type="button"
              className="button quiet"
              aria-label={t("editor.dismiss")}
              onClick={editing.forgive}
            >
              ×
            </button>
          </div>
        )}
      </main>
      <aside className="side">
        {!mayEdit && <p className="empty dim">{t("needsRole")}</p>}
        {planning && (
          <WizardForm
            editing={editing}
            onDone={(wallId) => {
              setPlanning(false);
              if (wallId !== null) choose({ wallId, panels: NONE, outputId: null, viewport: null });
            }}
          />
        )}
        {!planning && wall !== undefined && panels.length > 0 && (
          <PanelInspector
            key={[...choice.panels].join(" ")}
            editing={editing}
            wall={wall}
            panels={panels}
            mayEdit={mayEdit}
            onSelect={choosePanels}
          />
        )}
        {!planning && wall !== undefined && output !== undefined && (
          <OutputInspector
            key={output.id}
            editing={editing}
            site={site}
            output={output}
            wall={wall}
            viewport={choice.viewport}
            mayEdit={mayEdit}
            onViewport={(viewport) => choose({ viewport })}
          />
        )}
        {!planning &&
          wall !== undefined &&
          (panels.length === 0 || wiring !== "no") &&
          output === undefined && (
            <WallInspector
              key={wall.id}
              editing={editing}
              wall={wall}
              mayEdit={mayEdit}
              cabling={cabling}
              onCabling={setCabling}
              wiring={wiring !== "no"}
              onWiring={(on) => setWiring(on ? "fresh" : "no")}
            />
          )}
        <TestPatterns
          site={stored}
          panel={wall !== undefined && only !== undefined ? { wallId: wall.id, panelId: only.id } : null}
          mayEdit={mayEdit}
        />
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
          key={JSON.stringify(stored.brightness)}
          site={stored}
          mayEdit={mayEdit}
          put={(after, done) => change(stored, after, etag, done)}
        />
        <SiteFile site={stored} mayEdit={mayEdit} put={(after, done) => change(stored, after, etag, done)} />
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
