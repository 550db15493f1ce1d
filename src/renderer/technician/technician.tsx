import { memo, type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import type { PanelRef } from "../../layouts/wiring.ts";
import { allows } from "../../protocol/role.ts";
import { useCore, useSite } from "../link/queries.ts";
import { Account } from "../ui/account.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { useKeys } from "../ui/keys.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Opening } from "../ui/opening.tsx";
import type { Cabling } from "./draft/cables.ts";
import { wireNext } from "./draft/wiring.ts";
import { ApplyBar } from "./editor/apply-bar.tsx";
import { OutputInspector } from "./editor/output-inspector.tsx";
import { OutputStage } from "./editor/output-stage.tsx";
import { OutputStrip } from "./editor/output-strip.tsx";
import { PanelInspector } from "./editor/panel-inspector.tsx";
import { Refusal } from "./editor/refusal.tsx";
import { useDraft } from "./editor/use-draft.ts";
import { WallCanvas } from "./editor/wall-canvas.tsx";
import { WallHead } from "./editor/wall-head.tsx";
import { WallInspector } from "./editor/wall-inspector.tsx";
import { WizardForm } from "./editor/wizard-form.tsx";
import { StoredParts } from "./stored-parts.tsx";
import { ToldParts } from "./told-parts.tsx";
import { useJudged } from "./use-judged.ts";
import { aboutOf } from "./warnings.ts";

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

/** The page's frame, dimmed while the core does not answer; what stands in it is not drawn again when it is asked. */
function Bench({ children }: { children: ReactNode }) {
  const { lost } = useCore();
  return (
    <div className="bench" data-lost={lost}>
      {children}
    </div>
  );
}

/** What stands at the end of the head; no edit changes it. */
const HeadEnd = memo(function HeadEnd({ me }: { me: Present }) {
  const { t } = useTranslation();
  return (
    <>
      <a href="/">{t("console")}</a>
      <LanguageSwitch />
      <Account me={me} />
    </>
  );
});

function Page({ me, site: stored, etag }: PageProps) {
  const editing = useDraft(stored, etag);
  const { acts, edit, undo, redo, changed, stale, both, joined, refused } = editing;
  const { site } = editing.draft;
  const [choice, setChoice] = useState<Choice>({
    ...{ wallId: site.walls[0]?.id ?? "", panels: NONE, outputId: null, viewport: null },
  });
  const [planning, setPlanning] = useState(false);
  const [wiring, setWiring] = useState<"no" | "fresh" | "on">("no");
  // Of the wall for which it was chosen; another is wired by what it is wired by.
  const [chosen, setChosen] = useState<{ readonly wallId: string; readonly cabling: Cabling } | null>(null);
  const [last, setLast] = useState<PanelRef | null>(null);
  const mayEdit = allows(me.role, "technician");
  const wall = site.walls.find(({ id }) => id === choice.wallId) ?? site.walls[0];
  const cabling = chosen !== null && chosen.wallId === wall?.id ? chosen.cabling : null;
  const judged = useJudged(site, changed, wall?.id);
  const panels = wall?.panels.filter(({ id }) => choice.panels.has(id)) ?? [];
  // A pattern is shown on what the glass knows.
  const only = panels.length === 1 ? panels[0]?.id : undefined;
  const known = stored.walls.some(({ id, panels: all }) => id === wall?.id && all.some((p) => p.id === only));
  const output = site.outputs.find(({ id }) => id === choice.outputId);
  const refusedPanels = useMemo(
    () =>
      new Set(
        refused.flatMap(({ field }) => {
          const place = field === null ? null : aboutOf(field, site);
          return place?.kind === "panel" ? [place.id] : [];
        }),
      ),
    [refused, site],
  );
  const keys = useMemo(() => ({ "$mod+z": undo, "$mod+y": redo, "$mod+Shift+z": redo }), [undo, redo]);
  useKeys(keys);

  const choose = (patch: Partial<Choice>) => setChoice((before) => ({ ...before, ...patch }));
  // What was refused was about something else.
  function choosePanels(ids: ReadonlySet<string>) {
    editing.forgive();
    choose({ panels: ids, outputId: null, viewport: null });
  }

  /** An output with what it shows of this wall; pressed again, none. */
  function chooseOutput(outputId: string) {
    if (outputId === choice.outputId) {
      choosePanels(NONE);
      return;
    }
    editing.forgive();
    const first = site.viewports.findIndex((each) => each.outputId === outputId && each.wallId === wall?.id);
    choose({ outputId, viewport: first === -1 ? null : first, panels: NONE });
  }

  function wire(panelId: string) {
    if (wall === undefined) return;
    const after = wiring === "fresh" ? null : last;
    if (!edit((now) => wireNext(now, wall.id, panelId, cabling, after))) return;
    setWiring("on");
    setLast({ wallId: wall.id, panelId });
  }

  return (
    <Bench>
      <CoreBanner zone={site.zone} />
      <header className="bench-head">
        <h1 className="title">{site.name}</h1>
        <ApplyBar {...{ acts, changed, stale, both, joined, mayEdit }} />
        <HeadEnd me={me} />
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
          <div className="drawing" data-pair={output !== undefined}>
            <WallCanvas
              key={wall.id}
              edit={edit}
              site={site}
              wall={wall}
              selected={choice.panels}
              onSelect={choosePanels}
              troubled={judged.panels}
              refused={refusedPanels}
              viewport={choice.viewport}
              onWire={wiring === "no" ? null : wire}
              mayEdit={mayEdit}
              outputId={output?.id ?? null}
              onViewport={(viewport) => choose({ viewport })}
            />
            {output !== undefined && (
              <OutputStage
                key={output.id}
                edit={edit}
                site={site}
                output={output}
                viewport={choice.viewport}
                mayEdit={mayEdit}
                onViewport={(viewport) => choose({ viewport })}
              />
            )}
            {!planning && <Refusal refused={refused} forgive={editing.forgive} />}
          </div>
        )}
        {wall !== undefined && (
          <OutputStrip
            edit={edit}
            outputs={site.outputs}
            viewports={site.viewports}
            wallId={wall.id}
            outputId={choice.outputId}
            viewport={choice.viewport}
            troubled={judged.outputs}
            mayEdit={mayEdit}
            onChoose={chooseOutput}
          />
        )}
      </main>
      <aside className="side">
        {!mayEdit && <NeedsRole />}
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
            edit={edit}
            wall={wall}
            panels={panels}
            mayEdit={mayEdit}
            onSelect={choosePanels}
          />
        )}
        {!planning && wall !== undefined && output !== undefined && (
          <OutputInspector
            key={output.id}
            edit={edit}
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
              onCabling={(now) => setChosen({ wallId: wall.id, cabling: now })}
              wiring={wiring !== "no"}
              onWiring={(on) => setWiring(on ? "fresh" : "no")}
            />
          )}
        <StoredParts
          site={stored}
          etag={etag}
          mayEdit={mayEdit}
          wallId={known ? (wall?.id ?? null) : null}
          panelId={known ? (only ?? null) : null}
        />
        <ToldParts site={judged.told} warnings={judged.warnings} mayEdit={mayEdit} />
      </aside>
    </Bench>
  );
}

function NeedsRole() {
  const { t } = useTranslation("technician");
  return <p className="empty dim">{t("needsRole")}</p>;
}

/** The technician's page: the site to scale and everything that is known or wrong about it. */
export function Technician({ me }: { me: Present }) {
  const site = useSite();
  if (site.data === undefined) return <Opening asked={site} />;
  return <Page me={me} site={site.data.value} etag={site.data.etag} />;
}
