import "./patterns.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PatternName, patternNameSchema } from "../../layouts/patterns/all.ts";
import { type PatternTarget, targetKey } from "../../layouts/patterns/target.ts";
import type { Site } from "../../layouts/site.ts";
import type { PanelRef } from "../../layouts/wiring.ts";
import { asApiError, call, useAskAgain, usePatterns } from "../link/queries.ts";
import { Key, useKeys } from "../ui/keys.tsx";
import { siteTime } from "../ui/site-time.ts";
import { useNotices } from "../ui/toasts.tsx";

const names = patternNameSchema.options;

interface TestPatternsProps {
  readonly site: Site;
  /** The panel that is selected on the page. */
  readonly panel: PanelRef | null;
  readonly mayEdit: boolean;
}

/** What a pattern can be shown on: the selected panel first, then walls and outputs. */
function targetsOf(site: Site, panel: PanelRef | null): PatternTarget[] {
  const known = site.walls.some(
    ({ id, panels }) => id === panel?.wallId && panels.some((each) => each.id === panel.panelId),
  );
  return [
    ...(panel !== null && known ? [{ kind: "panel" as const, ...panel }] : []),
    ...site.walls.map(({ id }): PatternTarget => ({ kind: "wall", wallId: id })),
    ...site.outputs.map(({ id }): PatternTarget => ({ kind: "output", outputId: id })),
  ];
}

/**
 * Test patterns: what is chosen is on the glass at once, and ends by itself. `[` and `]` go through the patterns, `t` shows
 * the last one again or ends it.
 */
export function TestPatterns({ site, panel, mayEdit }: TestPatternsProps) {
  const { t } = useTranslation("technician");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const shown = usePatterns().data ?? [];
  /** The key of a target, or "panel": whichever is selected. */
  const [wanted, setWanted] = useState("panel");
  const [last, setLast] = useState<PatternName>("identify");
  const targets = targetsOf(site, panel);
  const target =
    targets.find((each) => (wanted === "panel" ? each.kind === "panel" : targetKey(each) === wanted)) ??
    targets.find(({ kind }) => kind === "wall");
  const id = target === undefined ? "" : targetKey(target);
  const here = shown.find((each) => each.id === id)?.pattern ?? null;

  function nameOf(of: PatternTarget): string {
    if (of.kind === "output") {
      const name = site.outputs.find((each) => each.id === of.outputId)?.name ?? of.outputId;
      return t("patterns.onOutput", { name });
    }
    const name = site.walls.find((each) => each.id === of.wallId)?.name ?? of.wallId;
    return of.kind === "wall"
      ? t("patterns.onWall", { name })
      : t("patterns.onPanel", { name, panel: of.panelId });
  }

  async function act(change: () => Promise<unknown>) {
    if (!mayEdit) return;
    try {
      await change();
    } catch (error) {
      notify({ title: common("failed"), description: asApiError(error).message });
    } finally {
      await askAgain("patterns");
    }
  }

  function show(pattern: PatternName) {
    if (id === "") return;
    setLast(pattern);
    void act(() => call("showPattern", { params: { target: id }, body: { pattern } }));
  }
  const end = (key: string) => void act(() => call("endPattern", { params: { target: key } }));
  const endAll = () => void act(() => call("endPatterns"));

  function turnTo(step: 1 | -1) {
    const at = names.indexOf(here ?? last);
    const next = here === null ? last : names[(at + step + names.length) % names.length];
    if (next !== undefined) show(next);
  }

  useKeys({
    "[": () => turnTo(-1),
    "]": () => turnTo(1),
    t: () => (here === null ? show(last) : end(id)),
  });

  return (
    <section className="side-part" aria-label={t("patterns.title")}>
      <header className="part-head">
        <h2>{t("patterns.title")}</h2>
        {shown.length > 0 && <span className="dim">{t("patterns.count", { count: shown.length })}</span>}
      </header>
      <label className="field">
        <span className="field-label">{t("patterns.target")}</span>
        <select
          className="input"
          value={target?.kind === "panel" ? "panel" : id}
          disabled={!mayEdit}
          onChange={(event) => setWanted(event.target.value)}
        >
          {targets.map((each) => (
            <option key={targetKey(each)} value={each.kind === "panel" ? "panel" : targetKey(each)}>
              {nameOf(each)}
            </option>
          ))}
        </select>
      </label>
      {/* Buttons, because arrows among radio buttons would change the glass at every step. */}
      <div className="pattern-choices" role="group" aria-label={t("patterns.choose")}>
        {names.map((name, index) => (
          <button
            key={name}
            type="button"
            className="button small"
            aria-pressed={here === name}
            disabled={!mayEdit}
            onClick={() => show(name)}
          >
            {t(`patterns.names.${name}`)}
            {index === 0 && <Key>[</Key>}
            {index === names.length - 1 && <Key>]</Key>}
          </button>
        ))}
      </div>
      {shown.length > 0 && (
        <ul className="patterns-shown" aria-label={t("patterns.onGlass")}>
          {shown.map((each) => {
            const until = siteTime(Date.parse(each.endsAt), site.zone);
            return (
              <li key={each.id}>
                <p>
                  {t(`patterns.names.${each.pattern}`)} · {nameOf(each.target)}
                  <br />
                  <span className="dim">{t("patterns.until", { time: `${until.time} ${until.zone}` })}</span>
                </p>
                <button
                  type="button"
                  className="button small patterns-end"
                  disabled={!mayEdit}
                  aria-label={t("patterns.endOf", { name: nameOf(each.target) })}
                  onClick={() => end(each.id)}
                >
                  {t("patterns.end")}
                  {each.id === id && <Key>T</Key>}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {shown.length > 1 && (
        <button type="button" className="button small patterns-end" disabled={!mayEdit} onClick={endAll}>
          {t("patterns.endAll")}
        </button>
      )}
    </section>
  );
}
